package analytics

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestAValueThatLooksLikeSyntaxIsWrittenWithABackslash(t *testing.T) {
	for _, c := range []struct {
		value   string
		exclude bool
		want    string
	}{
		{"Annan", false, "Annan"}, {"Annan", true, "-Annan"}, {"-Annan", false, `\-Annan`}, {"-Annan", true, `-\-Annan`},
		{"alla", false, `\alla`}, {"alla", true, `-\alla`}, {`\x`, false, `\\x`}, {`\x`, true, `-\\x`}, {"Alla", false, "Alla"},
		{"", false, ""}, {"", true, "-"}, {"-", false, `\-`}, {"-", true, `-\-`}, {"--", false, `\--`}, {"a-b", false, "a-b"},
	} {
		if got := written(c.value, c.exclude); got != c.want {
			t.Errorf("%q, exclude %v: written %q, want %q", c.value, c.exclude, got, c.want)
		}
	}
}

// hostile are values that data can hold and that would break an address, a query or a list.
var hostile = []string{"-Annan", "Annan", "alla", "-alla", `\`, `\-`, `\alla`, "--", "-", "a.kon", "b.", "Norra & Södra", "Norra/Södra", "a=b", "a+b c", "100 %", "%2D", "#1", "?", ";",
	"a,b", "<script>", `"citat"`, "'apostrof'", "🏥 sjukhus", " blank före", "blank efter ", strings.Repeat("Lång enhet ", 15), "Hässleholm", "null", "true", "1", "..", "$home", "\u200b"}

// Every value of a dimension is chosen and excluded by the address that the pane writes for it, and by no other value's.
func TestEveryValueSurvivesPaneAddressAndQuery(t *testing.T) {
	var rows []string
	for i, value := range hostile {
		quotedValue := "'" + strings.ReplaceAll(value, "'", "''") + "'"
		rows = append(rows, fmt.Sprintf("INSERT INTO dimension_value BY NAME (SELECT mart, key, %s AS url_value, %s AS data_value, %s AS label, %d AS position FROM dimension_value WHERE key = 'ort' LIMIT 1)",
			quotedValue, quotedValue, quotedValue, 100+i))
	}
	view := tinyView(t, tinyService(t, func(o *Options) { o.Path = tinySnapshot(t, "hostile", rows...) }))
	start := parsed(t, view, "")
	for i, value := range hostile {
		for _, chosen := range []Selection{start.With("ort", value), start.Excluding("ort", value), start.With("ort", value, "norr"), start.Toggle("ort", value),
			start.Excluding("ort", value, hostile[(i+1)%len(hostile)])} {
			for _, query := range []string{chosen.Query(), chosen.FullQuery(), "?" + chosen.Query()} {
				wanted, _ := chosen.Choice("ort")
				if read, _ := parsed(t, view, query).Choice("ort"); !sameChoice(read, wanted) {
					t.Errorf("%q: query %s is read as %+v, want %+v", value, query, read, wanted)
				}
			}
		}
		pair := Comparison{A: start.With("ort", value), B: start.Excluding("ort", value), Two: true}
		page, err := view.service.Page("tiny")
		if err != nil {
			t.Fatal(err)
		}
		read, err := view.ParseComparison(page, pair.Query())
		if err != nil || read.Query() != pair.Query() {
			t.Errorf("%q: comparison %s is read as %s, %v", value, pair.Query(), read.Query(), err)
		}
	}
	// The same text with its marks apart is the same value.
	if read, _ := parsed(t, view, "ort="+url.QueryEscape(norm.NFD.String("Hässleholm"))).Choice("ort"); !slices.Equal(read.Values, []string{"Hässleholm"}) {
		t.Errorf("decomposed text is read as %+v", read)
	}
}

func FuzzAValueIsReadAsItIsWritten(f *testing.F) {
	for _, value := range hostile {
		f.Add(value, true)
		f.Add(value, false)
	}
	f.Fuzz(func(t *testing.T, value string, exclude bool) {
		if !utf8.ValidString(value) {
			return
		}
		escaped := url.QueryEscape(written(value, exclude))
		text, err := url.QueryUnescape(escaped)
		if err != nil {
			t.Fatal(err)
		}
		if read, all, excluded := readValue(text); read != value || all || excluded != exclude {
			t.Fatalf("%q, exclude %v: written %s, read %q, %v, %v", value, exclude, escaped, read, all, excluded)
		}
	})
}
