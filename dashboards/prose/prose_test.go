package prose

import (
	"reflect"
	"strings"
	"testing"
)

func TestSimpleMarkdownIsReadAsBlocks(t *testing.T) {
	for _, c := range []struct {
		name, source string
		want         []Block
	}{
		{"nothing", " \n\n", nil},
		{"two paragraphs, one broken in the source", "En rad\nsom fortsätter\n\nNästa", []Block{
			{Runs: []Run{{Text: "En rad som fortsätter"}}}, {Runs: []Run{{Text: "Nästa"}}}}},
		{"a line break that is meant", "Rad ett\\\nRad två", []Block{{Runs: []Run{{Text: "Rad ett\nRad två"}}}}},
		{"bold, italic and both", "Ett **fett** och *lutat* och ***båda***.", []Block{{Runs: []Run{
			{Text: "Ett "}, {Text: "fett", Bold: true}, {Text: " och "}, {Text: "lutat", Italic: true}, {Text: " och "}, {Text: "båda", Bold: true, Italic: true}, {Text: "."}}}}},
		{"a link", "Se [rapporten](https://exempel.se/a?b=1&c=å).", []Block{{Runs: []Run{{Text: "Se "}, {Text: "rapporten", Link: "https://exempel.se/a?b=1&c=å"}, {Text: "."}}}}},
		{"a heading", "## Metod", []Block{{Kind: Heading, Runs: []Run{{Text: "Metod"}}}}},
		{"a list", "Frågor:\n\n- en\n- två", []Block{{Runs: []Run{{Text: "Frågor:"}}}, {Kind: Item, Runs: []Run{{Text: "en"}}}, {Kind: Item, Runs: []Run{{Text: "två"}}}}},
		{"a numbered list that begins at 3", "3. tre\n4. fyra", []Block{{Kind: Item, Number: 3, Runs: []Run{{Text: "tre"}}}, {Kind: Item, Number: 4, Runs: []Run{{Text: "fyra"}}}}},
		{"a list in a list", "- yttre\n  - inre", []Block{{Kind: Item, Runs: []Run{{Text: "yttre"}}}, {Kind: Item, Runs: []Run{{Text: "inre"}}}}},
		{"a quotation is its words", "> citerat", []Block{{Runs: []Run{{Text: "citerat"}}}}},
		{"lines from another system", "Ett\r\n\r\nTvå", []Block{{Runs: []Run{{Text: "Ett"}}}, {Runs: []Run{{Text: "Två"}}}}},
		{"stars that mean stars", `5 \* 3 = 15 & 2 < 3`, []Block{{Runs: []Run{{Text: "5 * 3 = 15 & 2 < 3"}}}}},
		{"an indented line is no code", "Ett\n\n    två", []Block{{Runs: []Run{{Text: "Ett"}}}, {Runs: []Run{{Text: "två"}}}}},
	} {
		if got := Parse(c.source); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s:\n got %+v\nwant %+v", c.name, got, c.want)
		}
	}
}

func TestNothingButWordsAndWebAddressesComeThrough(t *testing.T) {
	for _, c := range []struct{ name, source, words, link string }{
		{"a script", "<script>alert(1)</script>", "<script>alert(1)</script>", ""},
		{"a script in a block of its own", "<div>\n<script>x</script>\n</div>", "<div> <script>x</script> </div>", ""},
		{"a script address", "[klicka](javascript:alert(1))", "klicka", ""},
		{"a script address in capitals with a tab", "[klicka](JaVa\tScript:alert(1))", "", ""},
		{"a script address written with character references", "[klicka](&#106;avascript:alert(1))", "klicka", ""},
		{"a data address", "[klicka](data:text/html;base64,PHN2Zz4=)", "klicka", ""},
		{"an address of this server", "[klicka](/analyser/x/ta-bort)", "klicka", ""},
		{"an address without a scheme", "[klicka](//ond.se)", "klicka", ""},
		{"an address with a password", "[klicka](https://a:b@ond.se/)", "klicka", ""},
		{"a picture", "![bild](https://ond.se/spår.png)", "bild", ""},
		{"a web address", "[klicka](HTTPS://exempel.se)", "klicka", "https://exempel.se"},
		{"an address in quotation marks", `[klicka](https://exempel.se/"onclick="x)`, "klicka", "https://exempel.se/%22onclick=%22x"},
	} {
		blocks := Parse(c.source)
		words, link := "", ""
		for _, block := range blocks {
			for _, run := range block.Runs {
				words += run.Text
				link += run.Link
			}
		}
		if c.words != "" && words != c.words || link != c.link {
			t.Errorf("%s: got %q to %q, want %q to %q", c.name, words, link, c.words, c.link)
		}
	}
}

func FuzzEveryTextIsReadAndEveryLinkIsWebs(f *testing.F) {
	for _, seed := range []string{"", "**a** *b* [c](http://d.se)", "1. a\n2. b\n   - c", "> # x\n> - y", "[a]: javascript:x\n[a]", "***", "[[[[](", strings.Repeat("- ", 40) + "x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		if len(source) > 2000 {
			return
		}
		for _, block := range Parse(source) {
			if len(block.Runs) == 0 {
				t.Error("an empty block")
			}
			for _, run := range block.Runs {
				if run.Link != "" && !strings.HasPrefix(run.Link, "http://") && !strings.HasPrefix(run.Link, "https://") {
					t.Errorf("a link to %q", run.Link)
				}
				if run.Text == "" {
					t.Error("an empty run")
				}
			}
		}
	})
}
