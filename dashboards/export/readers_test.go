package export

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// reader finds a program that is not ours. In CI it has to be there: .ci/run installs it.
func reader(t *testing.T, names ...string) string {
	t.Helper()
	for _, name := range names {
		if found, err := exec.LookPath(name); err == nil {
			return found
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("%s is not installed", names[0])
	}
	t.Skipf("%s is not installed: files are not opened with it", names[0])
	return ""
}

func saved(t *testing.T, name string, content []byte) string {
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

// python is Debian's own, which has Debian's libraries.
func python(t *testing.T) string {
	t.Helper()
	found := reader(t, "/usr/bin/python3")
	if err := exec.Command(found, "-c", "import openpyxl").Run(); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("python3-openpyxl is not installed")
		}
		t.Skip("python3-openpyxl is not installed: workbooks are not opened with it")
	}
	return found
}

func TestOpenpyxlReadsTheWorkbook(t *testing.T) {
	found := output(t, python(t), "readers/open.py", saved(t, "book.xlsx", book(t, document(t))))
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
	found := output(t, reader(t, "Rscript"), "readers/open.R", saved(t, "deck.pptx", deck(t, document(t))))
	for _, want := range []string{"slides 3", "Hjärtsvikt i Halland", "Var återinskrivs flest?", "ej tillämplig", "@Å & <Ö>"} {
		if !strings.Contains(found, want) {
			t.Errorf("officer finds no %q", want)
		}
	}
}

func TestLibreOfficeDrawsTheDeckAndTheWorkbook(t *testing.T) {
	office, totext := reader(t, "soffice"), reader(t, "pdftotext")
	for name, content := range map[string][]byte{"deck.pptx": deck(t, document(t)), "book.xlsx": book(t, document(t))} {
		file := saved(t, name, content)
		output(t, office, "-env:UserInstallation=file://"+t.TempDir(), "--headless", "--convert-to", "pdf", "--outdir", filepath.Dir(file), file)
		found := output(t, totext, strings.TrimSuffix(file, filepath.Ext(file))+".pdf", "-")
		// Names of categories and series stand in the drawings alone.
		for _, want := range []string{"Ängelholm", "lägre mål", "faller bort", "summa uppifrån", "jämn fördelning", "övre gräns"} {
			if !strings.Contains(found, want) {
				t.Errorf("%s: LibreOffice draws no %q", name, want)
			}
		}
	}
}
