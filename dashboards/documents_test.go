package dashboards_test

import (
	"strings"
	"testing"
)

func TestAMeasureLinksToTheSourcesThatAreOnTheWeb(t *testing.T) {
	server := newServer(t, nil)
	page := get(t, server, "/om/hjartsvikt/kostnad").body
	for _, want := range []string{
		`<a href="https://doi.org/10.1093/ehjqcco/qcaa020" rel="noreferrer">Yasin m.fl., European Heart Journal – Quality of Care and Clinical Outcomes 2021;7:280–286</a>; Klarsyns definition</dd>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
}
