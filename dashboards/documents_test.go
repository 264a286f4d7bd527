package dashboards_test

import (
	"strings"
	"testing"
)

func TestAMeasureLinksToTheSourcesThatAreOnTheWeb(t *testing.T) {
	server := newServer(t, nil)
	page := get(t, server, "/om/hjartsvikt/kostnad").body
	const want = `<a href="https://doi.org/10.1093/ehjqcco/qcaa020" rel="noreferrer">Yasin m.fl., European Heart Journal – Quality of Care and Clinical Outcomes 2021;7:280–286</a>; Klarsyns definition</dd>`
	if !strings.Contains(page, want) {
		t.Errorf("the page lacks %s", want)
	}
}

func TestAMeasureTellsItsColumnsInTheReadersWords(t *testing.T) {
	page := get(t, newServer(t, nil), "/om/hjartsvikt/kostnad").body
	for _, want := range []string{
		"<dt>Kostnad</dt><dd>kr <code>cost_sek</code></dd>",
		"<dt>Andel slutenvård</dt><dd>%, kvot av ”Kostnad i slutenvård” och ”Kostnad” <code>inpatient_share</code></dd>",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
}
