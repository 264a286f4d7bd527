package read

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestBytesOutsideTheDeclaredEncodingRefuseTheFileAndNameTheLine(t *testing.T) {
	for name, c := range map[string]struct {
		encoding string
		content  string
		line     int64
	}{
		"windows-1252 read as UTF-8":    {"utf-8", head + "H1;A;20240101;13\nH2;\xd6vik;20240101;13\n", 3},
		"windows-1252 read as latin-1":  {"iso-8859-1", "Kod;Namnlapp;Fr\xe5n;Region\nH1;A \x96 B;20240101;13\n", 2},
		"a byte that 1252 lacks":        {"windows-1252", "Kod;Namnlapp;Fr\xe5n;Region\nH1;\x81;20240101;13\n", 2},
		"on a record's second line":     {"utf-8", head + "H1;\"a\n\xff\";20240101;13\n", 3},
		"UTF-8 read as windows-1252":    {"windows-1252", head + strings.Repeat("H1;å;20240101;13\n", 3), 0},
		"UTF-8 mark under windows-1252": {"windows-1252", "\ufeff" + head, 0},
		"half a character of UTF-16":    {"utf-16le", string(utf16("Kod;Namnlapp;Från;Region\nH1;")) + "\x00\xd8;\x00", 2},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(layout, "utf-8", c.encoding, 1)
			if name == "UTF-8 read as windows-1252" { // the header would not match
				text = strings.Replace(text, "Från", "Fr\u00c3\u00a5n", 1)
			}
			_, err := deliver(t, group(t, text), "prov.csv", []byte(c.content), Options{})
			if refused := refusal(t, err, Undecodable); refused.Line != c.line {
				t.Errorf("line %d, want %d", refused.Line, c.line)
			}
		})
	}
}

func utf16(text string) []byte {
	var out []byte
	for _, c := range text {
		out = append(out, byte(c), byte(c>>8))
	}
	return out
}

func TestAGzippedFileIsReadAndABombIsStopped(t *testing.T) {
	var packed bytes.Buffer
	zip := gzip.NewWriter(&packed)
	zip.Write([]byte(head + "H1;A;20240101;13\n"))
	zip.Close()
	whole := packed.Bytes()
	file, err := deliver(t, group(t, layout), "prov.csv.gz", whole, Options{})
	if err != nil {
		t.Fatal(err)
	}
	expectRows(t, file, []string{"1", "H1", "A", "20240101", "13"})
	if file.Size != int64(len(whole)) {
		t.Errorf("size %d, want the packed %d", file.Size, len(whole))
	}

	_, err = deliver(t, group(t, layout), "prov.csv.gz", whole[:len(whole)-6], Options{})
	refusal(t, err, Unreadable)

	var bomb bytes.Buffer
	zip = gzip.NewWriter(&bomb)
	zip.Write([]byte(head))
	line := bytes.Repeat([]byte("H1;A;20240101;13\n"), 1<<16)
	for range 64 { // 71 MB in some 200 kB
		zip.Write(line)
	}
	zip.Close()
	_, err = deliver(t, group(t, layout), "prov.csv.gz", bomb.Bytes(), Options{})
	refusal(t, err, Expansion)
	_, err = deliver(t, group(t, layout), "prov.csv.gz", whole, Options{MaxSize: 10})
	refusal(t, err, Expansion)
}

func TestALineWithoutEndIsRefusedInLittleMemory(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "prov.csv")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	out.WriteString(head + "H1;A;20240101;13\n")
	if err := out.Truncate(200 << 20); err != nil { // zero bytes, which take no room on disk
		t.Fatal(err)
	}
	out.Close()
	files := group(t, layout)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err = normalise(t, path, files, Options{Dir: dir})
	runtime.ReadMemStats(&after)
	if taken := (after.TotalAlloc - before.TotalAlloc) >> 20; taken > 80 {
		t.Errorf("%d MB were taken", taken)
	}
	if refused := refusal(t, err, LongLine); refused.Line != 3 {
		t.Errorf("line %d, want 3", refused.Line)
	}
}

func TestAHeaderThatDoesNotFitIsRefusedWithAllThatIsWrong(t *testing.T) {
	for name, c := range map[string]struct {
		content string
		rule    Rule
		says    string
	}{
		"two columns too few":  {"Kod;Region\nH1;13\n", MissingColumn, "Namnlapp, Från"},
		"another name":         {"Kod;Namnlappp;Från;Region\n", MissingColumn, "kolumn 2"},
		"another delimiter":    {strings.ReplaceAll(head, ";", ","), MissingColumn, "delimiter"},
		"no header":            {"H1;A;20240101;13\n", MissingColumn, "header"},
		"a column twice":       {"Kod;Namnlapp;Från;Region;kod\n", RepeatedColumn, "Kod"},
		"a person's name":      {"Kod;Namnlapp;Från;Region;Förnamn\n", PersonalColumn, "Förnamn"},
		"a personnummer named": {"Kod;Namnlapp;Från;Region;Patient_PersonNr\n", PersonalColumn, "harmless"},
		"nothing":              {"", EmptyFile, "empty"},
		"empty lines":          {"\n\r\n\n", EmptyFile, "empty lines"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := deliver(t, group(t, layout), "prov.csv", []byte(c.content), Options{})
			if refusal(t, err, c.rule); !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v: does not say %q", err, c.says)
			}
			if strings.Contains(err.Error(), "H1") {
				t.Errorf("%v: shows a value", err)
			}
		})
	}
}

func TestAColumnDeclaredHarmlessIsRead(t *testing.T) {
	file, err := deliver(t, group(t, strings.Replace(layout, "tables:", "harmless: [FÖRNAMN]\ntables:", 1)), "prov.csv",
		[]byte("Kod;Namnlapp;Från;Region;Förnamn\nH1;A;20240101;13;x\n"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	expectRows(t, file, []string{"1", "H1", "A", "20240101", "13"})
}

func TestAFileWithoutHeaderIsReadByDeclaredNames(t *testing.T) {
	text := strings.Replace(layout, `decimal: ","`, `decimal: ",", header: false, names: [kod, namnlapp, från, region]`, 1)
	file, err := deliver(t, group(t, text), "prov.csv", []byte("H1;A;20240101;13\n"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	expectRows(t, file, []string{"1", "H1", "A", "20240101", "13"})
	_, err = deliver(t, group(t, text), "prov.csv", []byte("H1;A;20240101\n"), Options{})
	refusal(t, err, HeaderWidth)
}

func TestAFileThatIsWrittenToWhileItIsReadIsRefused(t *testing.T) {
	for name, disturb := range map[string]func(path string){
		"appended to": func(path string) {
			f, _ := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
			f.WriteString("H2;A;20240101;13\n")
			f.Close()
		},
		"replaced": func(path string) {
			os.WriteFile(path+".new", []byte(head+"H1;A;20240101;13\n"), 0o600)
			os.Rename(path+".new", path)
		},
		"removed": func(path string) { os.Remove(path) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "prov.csv")
			if err := os.WriteFile(path, []byte(head+"H1;A;20240101;13\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			done := false
			_, err := normalise(t, path, group(t, layout), Options{Dir: dir, Progress: func(int64, int64) {
				if !done {
					done = true
					disturb(path)
				}
			}})
			refusal(t, err, ChangedMeanwhile)
		})
	}
}
