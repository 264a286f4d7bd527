package read

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"klarsyn/ingest/source"
)

// naive reads delimited text by the rules of the scanner's comment, slowly: it gives the records' fields, nil for
// records that are cut at their line end because of their quotes.
func naive(text string, delimiter, quote byte, width int) [][]string {
	var records [][]string
	for len(text) > 0 {
		if after, marked := strings.CutPrefix(text, "\ufeff"); marked {
			text = after
			continue
		}
		line, rest, _ := strings.Cut(text, "\n")
		if strings.TrimSuffix(line, "\r") == "" {
			text = rest
			continue
		}
		fields, after, lines, ok := naiveRecord(text, delimiter, quote)
		trails := len(fields) == width+1 && fields[width] == ""
		if !ok || lines > 1 && width > 0 && len(fields) != width && !trails {
			fields, after = nil, rest
		}
		records = append(records, fields)
		text = after
	}
	return records
}

func naiveRecord(text string, delimiter, quote byte) (fields []string, after string, lines int, ok bool) {
	lines = 1
	for {
		cell, quoted := "", len(text) > 0 && text[0] == quote
		if quoted {
			i := 1
			for {
				if i >= len(text) {
					return nil, "", 0, false
				}
				if text[i] != quote {
					cell += text[i : i+1]
					if text[i] == '\n' {
						lines++
					}
					i++
					continue
				}
				if i+1 < len(text) && text[i+1] == quote {
					cell += string(rune(quote))
					i += 2
					continue
				}
				break
			}
			text = text[i+1:]
			if text != "" && text != "\r" && text[0] != delimiter && text[0] != '\n' && !strings.HasPrefix(text, "\r\n") {
				return nil, "", 0, false
			}
			text = strings.TrimPrefix(text, "\r")
		} else {
			i := strings.IndexAny(text, string(rune(delimiter))+"\n")
			if i < 0 {
				i = len(text)
			}
			cell, text = text[:i], text[i:]
			if text == "" || text[0] == '\n' {
				cell = strings.TrimSuffix(cell, "\r")
			}
		}
		fields = append(fields, cell)
		switch {
		case text == "":
			return fields, "", lines, true
		case text[0] == '\n':
			return fields, text[1:], lines, true
		}
		text = text[1:]
	}
}

// naiveCell is what becomes of a cell of UTF-8 text.
func naiveCell(cell string) string {
	cell = strings.Trim(cell, " \t")
	cell = strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f {
			return ' '
		}
		return c
	}, cell)
	cell = strings.Trim(cell, " \u00a0")
	if cell == "." || cell == "NA" || cell == "NULL" {
		return ""
	}
	return cell
}

func FuzzNormalise(f *testing.F) {
	for _, text := range []string{
		"H1;A;20240101;13\n", "H1;\"A;B\nC\";x;y\r\n\r\nH2;\"\"\"\";;\n", "\"a\";b;\"c\";\"d", "a;\"b\"c;d;e\nf;g;h;i", ";;;\n\"\"\n;\";\n;\"\r",
		"a;b;c;d\r", "\"\r\n\";;;\n", "a b;\t.\t; NA ;NULL\n\x00;\x1f;\u00a0x\u00a0;å\n",
		"0;;;;", "0;\"00\n0\";;;", "a;b;c;d;\ne;f;g;h\ni;j;k;l;\nm;n;o;p;q\n", "a;b;c;d\ne;f;g;h;\n", "\"open\n;;;;\na;b;c;d\n",
	} {
		f.Add([]byte(text))
	}
	group := group(f, layout)
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, body []byte) {
		path := filepath.Join(dir, "prov.csv")
		if err := os.WriteFile(path, append([]byte(head), body...), 0o600); err != nil {
			t.Fatal(err)
		}
		file, err := normalise(t, path, group, Options{Dir: dir})
		var refused *Refusal
		if errors.As(err, &refused) {
			if refused.Rule == Undecodable && utf8.Valid(body) || refused.Rule == LongLine {
				t.Fatal(err)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		want := naive(string(body), ';', '"', 4)
		if file.Records != int64(len(want)) {
			t.Fatalf("%d records, naively %d", file.Records, len(want))
		}
		// An empty field behind the last one is none, when the first record has it and so has this one.
		trailing := len(want) > 0 && len(want[0]) == 5 && want[0][4] == ""
		var wanted [][]string
		for i, fields := range want {
			if trailing && len(fields) == 5 && fields[4] == "" {
				fields = fields[:4]
			} else if trailing || len(fields) != 4 {
				continue
			}
			row := []string{strconv.Itoa(i + 1)}
			for _, cell := range fields {
				row = append(row, naiveCell(cell))
			}
			wanted = append(wanted, row)
		}
		got := file.rows
		if len(got)+len(file.Faults) != len(want) {
			t.Fatalf("%d rows and %d faults, naively %d records", len(got), len(file.Faults), len(want))
		}
		for i := range got {
			if !equal(got[i], wanted[i]) {
				t.Fatalf("row %q, naively %q", got[i], wanted[i])
			}
		}
	})
}

func equal(a, b []string) bool {
	return strings.Join(a, "\x1f") == strings.Join(b, "\x1f")
}

// Every size of the pieces that a reader gives must lead to the same records.
func FuzzScannerPieces(f *testing.F) {
	f.Add([]byte("a;\"b\r\nc\";d\r\n\"x\";y\n\"open;z\nq;\"\"\"\""), uint8(1))
	f.Fuzz(func(t *testing.T, text []byte, size uint8) {
		collect := func(piece int) [][]string {
			dialect := source.Dialect{Delimiter: ';', Quote: '"'}
			scan := newScanner(pieces{bytes.NewReader(text), piece}, dialect)
			scan.buf = make([]byte, 1+int(size)%64)
			var records [][]string
			for {
				rec, err := scan.next()
				if err != nil {
					return records
				}
				fields := []string{rec.fault, strconv.FormatInt(rec.line, 10)}
				for _, f := range rec.fields {
					fields = append(fields, string(rec.text[f.start:f.end]))
				}
				records = append(records, fields)
			}
		}
		one, all := collect(1), collect(1<<20)
		if len(one) != len(all) {
			t.Fatalf("%q byte by byte, %q at once", one, all)
		}
		for i := range one {
			if !equal(one[i], all[i]) {
				t.Fatalf("%q byte by byte, %q at once", one[i], all[i])
			}
		}
	})
}

// pieces gives at most size bytes at a time.
type pieces struct {
	in   *bytes.Reader
	size int
}

func (p pieces) Read(out []byte) (int, error) { return p.in.Read(out[:min(len(out), p.size)]) }
