package export

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"klarsyn/fixtures/needs"
)

func saved(t testing.TB, name string, content []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func output(t *testing.T, name string, arguments ...string) string {
	t.Helper()
	out, err := exec.Command(name, arguments...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", filepath.Base(name), err, out)
	}
	return string(out)
}

func TestOpenpyxlReadsTheWorkbook(t *testing.T) {
	found := output(t, needs.Openpyxl(t), "testdata/open.py", saved(t, "book.xlsx", book(t, document(t))))
	for _, want := range []string{"Om filen\t", "Alla tillstånd\t8\t8\t0\t0", "Diagramdata\t"} {
		if !strings.Contains(found, want) {
			t.Errorf("openpyxl finds no %q in\n%s", want, found)
		}
	}
	charts := 0
	for line := range strings.SplitSeq(strings.TrimSpace(found), "\n") {
		if fields := strings.Split(line, "\t"); len(fields) == 5 && fields[3] == "1" && fields[4] != "0" {
			charts++
		}
	}
	if charts != 19 {
		t.Errorf("openpyxl finds %d charts with series, want 19, in\n%s", charts, found)
	}
}

func TestOfficerReadsTheDeck(t *testing.T) {
	found := output(t, needs.Officer(t), "testdata/open.R", saved(t, "deck.pptx", deck(t, document(t))))
	for _, want := range []string{"slides 3", "Hjärtsvikt i Halland", "Var återinskrivs flest?", "ej tillämplig", "@Å & <Ö>"} {
		if !strings.Contains(found, want) {
			t.Errorf("officer finds no %q", want)
		}
	}
}

func TestLibreOfficeDrawsTheDeckAndTheWorkbook(t *testing.T) {
	office := needs.LibreOffice(t)
	needs.Poppler(t)
	for name, content := range map[string][]byte{"deck.pptx": deck(t, document(t)), "book.xlsx": book(t, document(t))} {
		file := saved(t, name, content)
		output(t, office, "-env:UserInstallation=file://"+t.TempDir(), "--headless", "--convert-to", "pdf", "--outdir", filepath.Dir(file), file)
		found := output(t, "pdftotext", strings.TrimSuffix(file, filepath.Ext(file))+".pdf", "-")
		// Names of categories and series stand in the drawings alone.
		for _, want := range []string{"Ängelholm", "lägre mål", "faller bort", "summa uppifrån", "jämn fördelning", "övre gräns"} {
			if !strings.Contains(found, want) {
				t.Errorf("%s: LibreOffice draws no %q", name, want)
			}
		}
	}
}
