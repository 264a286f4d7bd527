package legible

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestWhatXMLDoesNotAllowIsReplaced(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "Å\t\r\nö": "Å\t\r\nö", "a\x00b\x1f": "a\ufffdb\ufffd", "\ufffe\uffff": "\ufffd\ufffd", "\xed\xa0\x80": "\ufffd\ufffd\ufffd", "a\xff": "a\ufffd",
		"\u0085 \ufdd0 🏥": "\u0085 \ufdd0 🏥",
	} {
		if got := Text(text); got != want || string(Bytes([]byte(text))) != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func FuzzEveryTextStandsInXML(f *testing.F) {
	f.Add("a\x00b")
	f.Add("\ufffe")
	f.Fuzz(func(t *testing.T, text string) {
		text = Text(text)
		if strings.ContainsAny(text, "<>&]") { // whose escaping is the writer's
			return
		}
		decoder := xml.NewDecoder(strings.NewReader("<a>" + text + "</a>"))
		for {
			if _, err := decoder.Token(); errors.Is(err, io.EOF) {
				return
			} else if err != nil {
				t.Fatalf("%q: %v", text, err)
			}
		}
	})
}
