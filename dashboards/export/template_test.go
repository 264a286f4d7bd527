package export

import (
	"archive/zip"
	"bytes"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"klarsyn/fixtures/needs"
)

// rezip packs files again.
func rezip(t testing.TB, files map[string][]byte) []byte {
	t.Helper()
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		file, err := archive.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := file.Write(files[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// changed is one of our own decks as another region's template would be: other colours, another place for the title, and
// slides of its own that must not be taken along.
func changed(t testing.TB, part, old, replacement string) []byte {
	t.Helper()
	files := unzip(t, deck(t, Document{Title: "HEMLIG MALLBILD"}))
	before := string(files[part])
	if files[part] = []byte(strings.ReplaceAll(before, old, replacement)); before == string(files[part]) {
		t.Fatalf("%s does not hold %q", part, old)
	}
	return rezip(t, files)
}

func onTemplate(t testing.TB, template []byte) (map[string][]byte, []byte, error) {
	t.Helper()
	var out bytes.Buffer
	if err := PPTX(&out, document(t), PPTXOptions{Picture: picture, Template: template}); err != nil {
		return nil, nil, err
	}
	return unzip(t, out.Bytes()), out.Bytes(), nil
}

func TestARegionsTemplateGivesColoursLayoutsAndRoom(t *testing.T) {
	template := changed(t, "ppt/theme/theme1.xml", "75295F", "00857C")
	files, _, err := onTemplate(t, template)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(files["ppt/theme/theme1.xml"]), "00857C") {
		t.Error("the theme is not the template's")
	}
	for name, content := range files {
		if strings.Contains(string(content), "HEMLIG") {
			t.Errorf("%s holds a slide of the template", name)
		}
	}
	// A title 400 000 units lower leaves less room: what stood below it moves down.
	moved, _, err := onTemplate(t, changed(t, "ppt/slideLayouts/slideLayout2.xml", `y="300000"`, `y="700000"`))
	if err != nil {
		t.Fatal(err)
	}
	// The chart stands at 1 520 000 of 1 160 000–6 680 000; the room is now 1 560 000–6 680 000:
	// 1 560 000 + 360 000 · 5 120 000 / 5 520 000 = 1 893 913
	if !strings.Contains(string(moved["ppt/slides/slide10.xml"]), `y="1893913"`) {
		t.Error("the chart has not moved")
	}
}

func TestATemplateThatCannotBeUsedIsRefusedWithAReason(t *testing.T) {
	good := unzip(t, deck(t, Document{Title: "Mall"}))
	without := func(part string) []byte {
		files := maps.Clone(good)
		delete(files, part)
		return rezip(t, files)
	}
	var bomb bytes.Buffer
	archive := zip.NewWriter(&bomb)
	file, err := archive.Create("ppt/presentation.xml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.CopyN(file, zeros{}, 201<<20); err != nil {
		t.Fatal(err)
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		template []byte
		want     string
	}{
		"no zip":        {[]byte("hej"), "kan inte packas upp"},
		"empty":         {[]byte{}, "kan inte packas upp"},
		"bomb":          {bomb.Bytes(), "blir större än 200 MB"},
		"a workbook":    {book(t, Document{}), "ingen presentation"},
		"no master":     {without("ppt/slideMasters/slideMaster1.xml"), "bildbakgrund"},
		"no theme":      {without("ppt/theme/theme1.xml"), "saknar delen ppt/theme/theme1.xml"},
		"4:3":           {changed(t, "ppt/presentation.xml", `cx="12192000"`, `cx="9144000"`), "16:9"},
		"no layout":     {changed(t, "ppt/slideLayouts/slideLayout2.xml", "titleOnly", "blank"), "Endast rubrik"},
		"no front":      {changed(t, "ppt/slideLayouts/slideLayout1.xml", "subTitle", "body"), "Rubrikbild"},
		"from outside":  {changed(t, "ppt/slideMasters/_rels/slideMaster1.xml.rels", `theme" Target="../theme/theme1.xml"`, `image" TargetMode="External" Target="http://x/y.png"`), "utanför sig själv"},
		"damaged links": {changed(t, "ppt/slideMasters/_rels/slideMaster1.xml.rels", "</Relationships>", ""), "skadad"},
	} {
		if _, _, err := onTemplate(t, c.template); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

type zeros struct{}

func (zeros) Read(into []byte) (int, error) {
	clear(into)
	return len(into), nil
}

// A template that another program wrote, and the deck made on it read by that program.
func TestATemplateWrittenByLibreOfficeCanBeUsed(t *testing.T) {
	office, rscript := needs.LibreOffice(t), needs.Officer(t)
	source := saved(t, "mall.pptx", deck(t, Document{Title: "Mall"}))
	out := t.TempDir()
	output(t, office, "-env:UserInstallation=file://"+t.TempDir(), "--headless", "--convert-to", "pptx", "--outdir", out, source)
	template, err := os.ReadFile(filepath.Join(out, "mall.pptx"))
	if err != nil {
		t.Fatal(err)
	}
	files, content, err := onTemplate(t, template)
	if err != nil {
		t.Fatal(err)
	}
	if files["ppt/slides/slide10.xml"] == nil {
		t.Error("no slide for the first figure")
	}
	found := output(t, rscript, "testdata/open.R", saved(t, "deck.pptx", content))
	if !strings.Contains(found, "Hjärtsvikt i Halland") {
		t.Errorf("officer finds no title in %s", found)
	}
}
