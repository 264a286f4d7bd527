package ooxml

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

func TestFixedColoursAreThePagesOwn(t *testing.T) {
	style, err := os.ReadFile("../../static/css/10-tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	light, _, _ := strings.Cut(string(style), "@media (prefers-color-scheme: dark)")
	for token, want := range colors() {
		found := regexp.MustCompile(`--` + token + `: #([0-9a-f]+);`).FindStringSubmatch(light)
		if found == nil || !strings.EqualFold(found[1], want) {
			t.Errorf("%s is %s, the page has %v", token, want, found)
		}
	}
}
