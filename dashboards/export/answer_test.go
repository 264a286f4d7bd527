package export

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"

	"klarsyn/analytics"
)

// written is a sheet whose figures are answers in words, counted by a rule.
func written() Document {
	table := made("Ytterfall", []analytics.Column{count("outliers", "Ytterfall"), percent("share", "Andel")}, []any{412, 5.1})
	return Document{Title: "KPP, Ytterfallsanalys", Sections: []Section{{Title: "Ytterfallsanalys",
		Choices: []Choice{{Label: "Ytterfallsregel", Heading: "Regel för ytterfall: egen gräns", Window: "Gäller hela bladet", Options: []ChoiceOption{
			{Label: "Nationell gräns", About: "Levererad per DRG", Count: "398 i slutenvård"}, {Label: "Egen gräns", About: "Fem procent", Count: "412 i slutenvård", Chosen: true}}}},
		Figures: []Figure{{Heading: "Hur många är ytterfall?", Window: "2025", Text: []string{"Av **8 123** är **412** ytterfall.", "De kostar <5 Mkr & mer."}, Summary: "412 av 8 123.",
			Table: table, Chart: analytics.Chart{Kind: "text"}}},
	}}}
}

func slideTexts(t *testing.T, files map[string][]byte) string {
	t.Helper()
	var all strings.Builder
	for n := 1; files[fmt.Sprintf("ppt/slides/slide%d.xml", n)] != nil; n++ {
		decoder := xml.NewDecoder(strings.NewReader(string(files[fmt.Sprintf("ppt/slides/slide%d.xml", n)])))
		for token, err := decoder.Token(); err == nil; token, err = decoder.Token() {
			if text, ok := token.(xml.CharData); ok {
				all.Write(text)
			}
			if end, ok := token.(xml.EndElement); ok && (end.Name.Local == "p" || end.Name.Local == "sld") {
				all.WriteString("\n")
			}
		}
	}
	return all.String()
}

func TestAnswersInWordsAndTheRuleTheyAreCountedByAreInDecksAndWorkbooks(t *testing.T) {
	texts := slideTexts(t, unzip(t, deck(t, written())))
	for _, want := range []string{"Av 8 123 är 412 ytterfall.\n", "De kostar <5 Mkr & mer.\n", "Regel för ytterfall: egen gräns\n", "✓ vald\nEgen gräns\nFem procent\n412 i slutenvård\n", "Nationell gräns\n"} {
		if !strings.Contains(texts, want) {
			t.Errorf("no slide says %q", want)
		}
	}
	file := openBook(t, book(t, written()))
	rows, err := file.GetRows("Ytterfall")
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"Hur många är ytterfall?"}, {"2025"}, {"412 av 8 123."}, {"Av 8 123 är 412 ytterfall."}, {"De kostar <5 Mkr & mer."}, nil, {"Ytterfall (personer)", "Andel (%)"}, {"412", "5.1%\u00a0"}}
	if !slices.EqualFunc(rows, want, slices.Equal) {
		t.Errorf("the sheet holds %q,\nwant %q", rows, want)
	}
	about, err := file.GetRows(aboutSheet)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(fmt.Sprint(about), "[Ytterfallsanalys: Ytterfallsregel Egen gräns (vald): Fem procent. 412 i slutenvård]") {
		t.Errorf("the first sheet does not name the rule: %q", about)
	}
}

// The terms of examples(), in Mkr with their signs, and the word of the one that is hidden.
func TestTheTermsOfAWaterfallAreWrittenAtTheirBars(t *testing.T) {
	files := unzip(t, deck(t, Document{Sections: []Section{{Figures: examples(t)}}}))
	for title, want := range map[string][]string{"Volym": {"+31,6", "−45,9", "+19,2", "+6,1", "+11,0"}, "hidden": {"+12,0", "<5", "+6,0"}} {
		found := false
		for name, content := range files {
			if !strings.HasPrefix(name, "ppt/charts/chart") || !strings.Contains(string(content), "beloppens plats") {
				continue
			}
			var part struct {
				Series []struct {
					Words []string `xml:"dLbls>dLbl>tx>rich>p>r>t"`
				} `xml:"chart>plotArea>lineChart>ser"`
			}
			if err := xml.Unmarshal(content, &part); err != nil {
				t.Fatal(err)
			}
			found = found || len(part.Series) == 1 && slices.Equal(part.Series[0].Words, want)
		}
		if !found {
			t.Errorf("%s: no waterfall has the words %q", title, want)
		}
	}
}
