package read

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// encoded is text in an encoding.
func encoded(t *testing.T, encoding, text string) string {
	t.Helper()
	switch encoding {
	case "utf-8":
		return text
	case "utf-16le", "utf-16be":
		order := map[string]unicode.Endianness{"utf-16le": unicode.LittleEndian, "utf-16be": unicode.BigEndian}[encoding]
		text, err := unicode.UTF16(order, unicode.IgnoreBOM).NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	text, err := charmaps[encoding].NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// plainLayout has names that are ASCII, so that any encoding finds them.
func plainLayout(encoding string) string {
	return strings.NewReplacer("utf-8", encoding, "Från", "Fran").Replace(layout)
}

func TestUTF8InAFileOfAnotherEncodingIsRefused(t *testing.T) {
	const head = "Kod;Namnlapp;Fran;Region\n"
	for _, encoding := range []string{"windows-1252", "iso-8859-1", "cp850", "cp865"} {
		line := func(in, name string) string { return encoded(t, in, "H1;"+name+";20240101;13\n") }
		for about, c := range map[string]struct {
			content string
			line    int64
			found   string
		}{
			"two lines of three":  {head + line(encoding, "Växjö") + line("utf-8", "Växjö") + line("utf-8", "Åre"), 3, "in 2 records (line 3, 4)"},
			"the last of many":    {head + strings.Repeat(line(encoding, "Växjö"), 50) + line("utf-8", "é"), 52, "in 1 records (line 52), and in another encoding in 50"},
			"more than are named": {head + strings.Repeat(line("utf-8", "ö"), 5) + line(encoding, "ö"), 2, "in 5 records (line 2, 3, 4 …)"},
			"all":                 {head + line("utf-8", "Ängelholm"), 0, "every letter outside ASCII is UTF-8"},
		} {
			_, err := deliver(t, group(t, plainLayout(encoding)), "prov.csv", []byte(c.content), Options{})
			refused := refusal(t, err, Undecodable)
			early := encoding == "iso-8859-1" && refused.Found == "bytes that it does not have" && strings.Contains(refused.Do, "utf-8") // Å and Ä have bytes that it lacks
			if !early && (refused.Line != c.line || !strings.Contains(refused.Found, c.found)) {
				t.Errorf("%s, %s: line %d, %s", encoding, about, refused.Line, refused.Found)
			}
		}
	}
}

// All that is written in a single-byte encoding is read, letter by letter and in pairs that a word can have.
func TestTextOfASingleByteEncodingIsNotTakenForUTF8(t *testing.T) {
	const swedish = "å ä ö Å Ä Ö é É ü Ü è à ø Ø æ Æ ß ñ ç § ½ ° · ÅÄÖ åäö Åå äÅ öÖ Éé Malmö–Lund Öster-Ås café Ö’s naïve Čapek"
	for encoding, table := range charmaps {
		text, _ := table.NewEncoder().String(strings.Map(func(r rune) rune {
			if _, ok := table.EncodeRune(r); !ok {
				return '-'
			}
			return r
		}, swedish))
		content := "Kod;Namnlapp;Fran;Region\n" + strings.Repeat("H1;"+text+";20240101;13\n", 4)
		file, err := deliver(t, group(t, plainLayout(encoding)), "prov.csv", []byte(content), Options{})
		if err != nil || len(file.rows) != 4 {
			t.Errorf("%s: %v", encoding, err)
		}
	}
	for word := range strings.FieldsSeq("Ãgua Ãrea SÃO NÃO ÃO") { // Portuguese names
		text, err := charmap.Windows1252.NewEncoder().String(word)
		if err != nil || holdsUTF8([]byte(text)) {
			t.Errorf("%s is taken for UTF-8 (%v)", word, err)
		}
	}
}

func TestUTF16IsToldFromOtherEncodings(t *testing.T) {
	const text = "Kod;Namnlapp;Fran;Region\nH1;Växjö;20240101;13\n"
	for _, declared := range []string{"utf-8", "windows-1252", "utf-16", "utf-16le", "utf-16be"} {
		for written, good := range map[string]string{"utf-8": "utf-8", "utf-16le": "utf-16 utf-16le", "utf-16be": "utf-16be", "windows-1252": "windows-1252"} {
			_, err := deliver(t, group(t, plainLayout(declared)), "prov.csv", []byte(encoded(t, written, text)), Options{})
			if right := strings.Contains(" "+good+" ", " "+declared+" "); right != (err == nil) {
				t.Errorf("%s declared as %s: %v", written, declared, err)
			} else if !right {
				refusal(t, err, Undecodable)
			}
		}
		for _, written := range []string{"utf-16le", "utf-16be"} { // a mark decides
			_, err := deliver(t, group(t, plainLayout(declared)), "prov.csv", []byte(encoded(t, written, "\ufeff"+text)), Options{})
			if wide := strings.HasPrefix(declared, "utf-16"); wide != (err == nil) {
				t.Errorf("%s with a mark declared as %s: %v", written, declared, err)
			}
		}
	}
}

func TestMarksAndTheLineOfADelimiterAreNoPartOfTheData(t *testing.T) {
	const head, one, two = "Kod;Namnlapp;Från;Region\n", "H1;Ö;20240101;13\n", "H2;Å;20240101;13\n"
	want := fmt.Sprint([][]string{{"1", "H1", "Ö", "20240101", "13"}, {"2", "H2", "Å", "20240101", "13"}})
	for about, content := range map[string]string{
		"a mark":                      "\ufeff" + head + one + two,
		"two marks":                   "\ufeff\ufeff" + head + one + two,
		"marks of files put together": "\ufeff" + head + one + "\ufeff" + two,
		"a mark before a quote":       head + one + "\ufeff\"H2\";Å;20240101;13\n",
		"a mark at the end":           head + one + two + "\ufeff",
		"a delimiter":                 "sep=;\n" + head + one + two,
		"a delimiter after a mark":    "\ufeffsep=;\r\n" + head + one + two,
		"a quoted delimiter":          "\"sep=;\"\n" + head + one + two,
		"a delimiter in capitals":     "SEP=;\n" + head + one + two,
	} {
		file, err := deliver(t, group(t, layout), "prov.csv", []byte(content), Options{})
		if err != nil {
			t.Errorf("%s: %v", about, err)
		} else if fmt.Sprint(file.rows) != want {
			t.Errorf("%s: got %q", about, file.rows)
		}
	}
	for _, sign := range []string{",", "\t", "|"} {
		_, err := deliver(t, group(t, layout), "prov.csv", []byte("sep="+sign+"\n"+head+one), Options{})
		refusal(t, err, HeaderWidth)
	}
	_, err := deliver(t, group(t, layout), "prov.csv", []byte("sep=;\n"), Options{})
	refusal(t, err, EmptyFile)
	file, err := deliver(t, group(t, layout), "prov.csv", []byte("\ufeffsep=;\n"+head+one+"\xff"+two), Options{}) // lines are the file's own
	if refused := refusal(t, err, Undecodable); refused.Line != 4 {
		t.Errorf("line %d, file %v", refused.Line, file)
	}
}
