package dashboards_test

import (
	"strings"
	"testing"
)

func TestAChoiceThatNoFigureOfTheSheetUsesIsSaidOnlyWhenItIsMade(t *testing.T) {
	server := newServer(t, nil)
	for path, said := range map[string]bool{
		"/kpp/jamforelse":               true,  // its figures compare with the group
		"/kpp/cancer":                   false, // none of its figures does
		"/kpp/cancer?grupp=lanssjukhus": true,  // but the reader has chosen one
	} {
		body := get(t, server, path).body
		if got := strings.Contains(body, "<em>Jämförelsegrupp</em>"); got != said {
			t.Errorf("%s: named %t, wanted %t", path, got, said)
		}
	}
}
