package saved

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"
)

const whole = `schema: 1
rubrik: Ytterfall i slutenvården
bakgrund: |-
  Kostnaden **ökar**.

  - varför?
syfte: Att se.
verksamhetsnytta: Rätt vård.
fragestallningar:
  - Hur stor andel är 65 år eller äldre?
ansvarig: Enheten för analys
publikationsform: analysrapport
period: vald
ogonblicksbild: 20261114T051200Z-0badcafe
skapad: 2026-11-25T08:00:00Z
andrad: 2026-11-25T09:30:00Z
delar:
  - text: Först en text.
  - figur: kpp/ytterfall/granser
    urval: ar=2025&regel=own
    rubrik: Så ligger gränserna
  - blad: hjartsvikt/dashboard
    urval: a.ar=2025&b.ar=2024
  - analys: kpp/bortfall
`

func TestAFileIsReadWholeAndWrittenAsItWasRead(t *testing.T) {
	analysis, err := Parse("saved/ytterfall.yaml", []byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	want := Analysis{Schema: 1, Title: "Ytterfall i slutenvården", Background: "Kostnaden **ökar**.\n\n- varför?", Purpose: "Att se.", Benefit: "Rätt vård.",
		Questions: []string{"Hur stor andel är 65 år eller äldre?"}, Responsible: "Enheten för analys", Form: Report, Period: Chosen, Snapshot: "20261114T051200Z-0badcafe",
		Created: time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC), Changed: time.Date(2026, 11, 25, 9, 30, 0, 0, time.UTC),
		Parts: []Part{{Text: "Först en text."}, {Figure: "kpp/ytterfall/granser", Query: "ar=2025&regel=own", Heading: "Så ligger gränserna"},
			{Sheet: "hjartsvikt/dashboard", Query: "a.ar=2025&b.ar=2024"}, {Analysis: "kpp/bortfall"}}}
	if !reflect.DeepEqual(analysis, want) {
		t.Errorf("read\n%+v\nwant\n%+v", analysis, want)
	}
	content, err := analysis.Format()
	if err != nil {
		t.Fatal(err)
	}
	again, err := Parse("saved/ytterfall.yaml", content)
	if err != nil || !reflect.DeepEqual(again, want) {
		t.Errorf("%v: written as\n%s", err, content)
	}
}

func TestWhatIsWrongInAFileIsToldWithItsLineAndKey(t *testing.T) {
	for _, c := range []struct{ name, old, new, says string }{
		{"an unknown key", "syfte: Att se.", "syfet: Att se.", `saved/x.yaml: rad 7: nyckeln "syfet" finns inte`},
		{"an unknown key of a part", "    rubrik: Så", "    titel: Så", `rad 21: nyckeln "titel" finns inte`},
		{"a key twice", "syfte: Att se.", "syfte: Att se.\nsyfte: Igen.", "rad 8: "},
		{"a list where a text is wanted", "syfte: Att se.", "syfte: [Att se.]", "rad 7: "},
		{"a day that does not exist", "2026-11-25T08:00:00Z", "2026-02-30T08:00:00Z", "rad 15, skapad: Skriv en tid som finns"},
		{"another version", "schema: 1", "schema: 2", "rad 1, schema: Programmet läser version 1."},
		{"no title", "rubrik: Ytterfall i slutenvården", "rubrik: ' '", "rad 2, rubrik: Skriv en rubrik."},
		{"an unknown form", "publikationsform: analysrapport", "publikationsform: bok", "rad 12, publikationsform: Välj analysrapport, kort_analys eller ppt."},
		{"an unknown period", "period: vald", "period: igår", "rad 13, period: Välj vald"},
		{"a snapshot that is a path", "20261114T051200Z-0badcafe", "../../etc/passwd", "rad 14, ogonblicksbild: Det är inget namn på en ögonblicksbild."},
		{"pinned and rolling", "period: vald", "period: senaste_hela_aret", "rad 14, ogonblicksbild: En analys som är låst"},
		{"a part that shows two things", "    rubrik: Så ligger gränserna", "    blad: kpp/ytterfall", "delar[1].blad: En del visar ett blad, en figur eller en analys"},
		{"a part that shows nothing and says nothing", "  - text: Först en text.", "  - rubrik: Bara en rubrik", "rad 18, delar[0].text: Skriv en text"},
		{"a place with a step too few", "figur: kpp/ytterfall/granser", "figur: kpp/granser", "rad 19, delar[1].figur: Skriv område/blad/figur."},
		{"a place that climbs", "figur: kpp/ytterfall/granser", "figur: kpp/../granser", "delar[1].figur"},
		{"a selection with its question mark", "urval: ar=2025&regel=own", "urval: ?ar=2025", "rad 20, delar[1].urval: Urvalet skrivs som i sidans adress"},
		{"a selection that cannot be read", "urval: ar=2025&regel=own", "urval: ar=%zz", "delar[1].urval"},
		{"a heading on two lines", "    rubrik: Så ligger gränserna", "    rubrik: \"Så\\nligger\"", "delar[1].rubrik: Skriv på en rad"},
		{"a part with a rolling period of its own", "    rubrik: Så ligger gränserna", "    period: senaste_hela_aret", "delar[1].period: En dels period är vald"},
		{"two analyses in one file", "  - analys: kpp/bortfall\n", "  - analys: kpp/bortfall\n---\nrubrik: Två\n", "en analys, inte flera"},
		{"a text that is too long", "syfte: Att se.", "syfte: " + strings.Repeat("å", 10_001), "rad 7, syfte: Texten är 10001 tecken. Högst 10000 får plats."},
	} {
		text := strings.Replace(whole, c.old, c.new, 1)
		if text == whole {
			t.Fatalf("%s: nothing changed", c.name)
		}
		if _, err := Parse("saved/x.yaml", []byte(text)); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: got %v\nwant something with %s", c.name, err, c.says)
		}
	}
	for name, text := range map[string]string{"empty": "", "only a comment": "# hej\n", "no mapping": "- a\n", "too large": strings.Repeat("#", mostBytes+1)} {
		if _, err := Parse("saved/x.yaml", []byte(text)); err == nil || !strings.HasPrefix(err.Error(), "saved/x.yaml: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
	// All faults at once.
	_, err := Parse("saved/x.yaml", []byte(strings.NewReplacer("period: vald", "period: nu", "publikationsform: analysrapport", "publikationsform: bok").Replace(whole)))
	if err == nil || strings.Count(err.Error(), "saved/x.yaml: ") != 2 {
		t.Errorf("want two faults, got %v", err)
	}
}

func TestARollingPeriodIsTheLatestWholeOneThatTheDataCover(t *testing.T) {
	day := func(text string) time.Time {
		at, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	twelve := func(months string) string { return "kon=K&manad=" + strings.ReplaceAll(months, " ", "&manad=") }
	for _, c := range []struct {
		period Period
		cutoff string
		want   string
	}{
		{LatestYear, "2026-10-31", "kon=K&ar=2025"},
		{LatestYear, "2026-12-30", "kon=K&ar=2025"}, // the last day is not there
		{LatestYear, "2026-12-31", "kon=K&ar=2026"}, // it is
		{LatestYear, "2027-01-01", "kon=K&ar=2026"},
		{LatestMonth, "2026-10-30", "kon=K&manad=2026-09"},
		{LatestMonth, "2026-10-31", "kon=K&manad=2026-10"},
		{LatestMonth, "2024-02-28", "kon=K&manad=2024-01"}, // a leap year has one day more
		{LatestMonth, "2024-02-29", "kon=K&manad=2024-02"},
		{LatestMonth, "2027-01-15", "kon=K&manad=2026-12"},
		{LatestTwelve, "2026-10-31", twelve("2025-11 2025-12 2026-01 2026-02 2026-03 2026-04 2026-05 2026-06 2026-07 2026-08 2026-09 2026-10")},
		{LatestTwelve, "2026-12-31", twelve("2026-01 2026-02 2026-03 2026-04 2026-05 2026-06 2026-07 2026-08 2026-09 2026-10 2026-11 2026-12")},
		{Chosen, "2026-10-31", "kon=K&ar=2019&manad=2019-03"},
	} {
		analysis := Analysis{Period: c.period}
		if got := analysis.Resolve(Part{Sheet: "a/b", Query: "kon=K&ar=2019&manad=2019-03"}, day(c.cutoff)); got != c.want {
			t.Errorf("%s with data to %s: %s, want %s", c.period, c.cutoff, got, c.want)
		}
	}
	rolling := Analysis{Period: LatestYear}
	for query, want := range map[string]string{"": "ar=2025", "a.kon=K&b.kon=M&ar=2019": "a.kon=K&b.kon=M&ar=2025", "a.ar=2019&b.ar=2019&arlig=1": "arlig=1&ar=2025"} {
		if got := rolling.Resolve(Part{Sheet: "a/b", Query: query}, day("2026-10-31")); got != want {
			t.Errorf("%q becomes %q, want %q", query, got, want)
		}
	}
	if got, want := rolling.Resolve(Part{Sheet: "a/b", Query: "ar=2019&fran=2018&till=2019&regel=own"}, day("2026-10-31"), "fran", "till"), "regel=own&ar=2025"; got != want {
		t.Errorf("with keys that choose years: %q, want %q", got, want)
	}
	own := Part{Sheet: "a/b", Query: "a.ar=2025&b.ar=2024", Period: Chosen}
	if got := rolling.Resolve(own, day("2026-10-31")); got != own.Query {
		t.Errorf("a part that keeps its period became %q", got)
	}
	if faults := own.faults(LatestYear); len(faults) > 0 {
		t.Errorf("a part that keeps its period has faults %v", faults)
	}
	own.Period = ""
	if faults := own.faults(LatestYear); len(faults) != 1 || faults[0].Key != "period" {
		t.Errorf("two periods under a rolling one: faults %v", faults)
	}
}

func newStore(t testing.TB) *Store {
	store := At(t.TempDir())
	at := time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)
	store.now = func() time.Time { at = at.Add(time.Minute); return at }
	return store
}

func analysis(title string) Analysis {
	return Analysis{Title: title, Form: Short, Period: Chosen, Parts: []Part{{Text: "Hej"}}}
}

func create(t testing.TB, store *Store, title string) File {
	t.Helper()
	file, err := store.Create(analysis(title))
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestNamesComeFromTitlesAndNoneIsAPath(t *testing.T) {
	store := newStore(t)
	for _, c := range [][2]string{{"Ytterfall, 65+ år", "ytterfall-65-ar"}, {"Ytterfall 65 år", "ytterfall-65-ar-2"}, {"../../etc/passwd", "etc-passwd"}, {"Ny", "ny-2"}, {"Spara", "spara-2"},
		{"…", "analys"}, {strings.Repeat("lång ", 24), "lang-lang-lang-lang-lang-lang-lang-lang-lang-lang-lang-lang"}} {
		if file := create(t, store, c[0]); file.ID != c[1] {
			t.Errorf("%q is named %s, want %s", c[0], file.ID, c[1])
		}
	}
	for _, id := range []string{"", ".", "..", "../x", "a/b", "a.yaml", "A", "a--b", "-a", "ny", strings.Repeat("a", 100), "a\x00"} {
		if _, err := store.Read(id); !errors.Is(err, ErrNone) {
			t.Errorf("read %q: %v", id, err)
		}
		if err := store.Remove(id); !errors.Is(err, ErrNone) {
			t.Errorf("remove %q: %v", id, err)
		}
		if _, err := store.Restore(id); !errors.Is(err, ErrNone) {
			t.Errorf("restore %q: %v", id, err)
		}
	}
}

func TestAChangeInBetweenIsToldAndNothingIsOverwritten(t *testing.T) {
	store := newStore(t)
	file := create(t, store, "Rubrik")
	mine, theirs := file.Analysis, file.Analysis
	theirs.Purpose = "Deras"
	second, err := store.Replace(file.ID, file.Version, theirs)
	if err != nil || second.Version == file.Version || !second.Created.Equal(file.Created) || !second.Changed.After(file.Changed) {
		t.Fatalf("%v: %+v", err, second)
	}
	mine.Purpose = "Mitt"
	stands, err := store.Replace(file.ID, file.Version, mine)
	if !errors.Is(err, ErrConflict) || stands.Purpose != "Deras" || stands.Version != second.Version {
		t.Fatalf("%v: %+v", err, stands)
	}
	if now, err := store.Read(file.ID); err != nil || now.Purpose != "Deras" {
		t.Errorf("%v: %+v", err, now)
	}
	if saved, err := store.Replace(file.ID, stands.Version, mine); err != nil || saved.Purpose != "Mitt" {
		t.Errorf("%v: %+v", err, saved)
	}
	if _, err := store.Replace("finns-inte", "", mine); !errors.Is(err, ErrNone) {
		t.Errorf("replace what does not exist: %v", err)
	}
	broken := mine
	broken.Form = "bok"
	if _, err := store.Replace(file.ID, stands.Version, broken); err == nil {
		t.Error("what could not be read again was written")
	}
}

func TestOfManyWritersAtOnceOneWins(t *testing.T) {
	store := newStore(t)
	store.now = time.Now
	file := create(t, store, "Rubrik")
	var group sync.WaitGroup
	answers := make(chan error, 8)
	for i := range 8 {
		group.Go(func() {
			next := file.Analysis
			next.Purpose = fmt.Sprint("Nummer ", i)
			_, err := At(filepath.Dir(store.dir)).Replace(file.ID, file.Version, next)
			answers <- err
		})
	}
	group.Wait()
	close(answers)
	won := 0
	for err := range answers {
		if err == nil {
			won++
		} else if !errors.Is(err, ErrConflict) {
			t.Error(err)
		}
	}
	if won != 1 {
		t.Errorf("%d of 8 writers won", won)
	}
}

func TestAWriteThatIsCutOffLeavesTheOldOrTheNewOneWhole(t *testing.T) {
	for _, at := range []string{"made", "written", "flushed", "renamed"} {
		store := newStore(t)
		file := create(t, store, "Rubrik")
		next := file.Analysis
		next.Purpose = "Nytt"
		store.step = func(step string) {
			if step == at {
				panic(at)
			}
		}
		// What the kernel does for a process that dies here: nothing more is written. Deferred removals do not run then either,
		// so what is left beside is put back.
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: the write was not cut off", at)
				}
			}()
			_, _ = store.Replace(file.ID, file.Version, next)
		}()
		if err := os.WriteFile(filepath.Join(store.dir, "."+file.ID+"-123"), []byte("schema: 1\nrub"), 0o600); err != nil {
			t.Fatal(err)
		}
		again := At(filepath.Dir(store.dir))
		list, err := again.List()
		if err != nil || len(list) != 1 || list[0].Err != nil {
			t.Fatalf("%s: %v %+v", at, err, list)
		}
		if want := map[bool]string{true: "Nytt", false: ""}[at == "renamed"]; list[0].Purpose != want {
			t.Errorf("%s: purpose %q, want %q", at, list[0].Purpose, want)
		}
		if _, err := again.Replace(file.ID, list[0].Version, next); err != nil {
			t.Errorf("%s: the next write: %v", at, err)
		}
	}
}

func TestWhatIsRemovedCanBeBroughtBack(t *testing.T) {
	store := newStore(t)
	file := create(t, store, "Rubrik")
	if err := store.Remove(file.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Read(file.ID); !errors.Is(err, ErrNone) {
		t.Errorf("read a removed one: %v", err)
	}
	if err := store.Remove(file.ID); !errors.Is(err, ErrNone) {
		t.Errorf("remove it twice: %v", err)
	}
	if other := create(t, store, "Rubrik"); other.ID != "rubrik-2" {
		t.Errorf("a new one took the removed one's name: %s", other.ID)
	}
	back, err := store.Restore(file.ID)
	if err != nil || back.ID != file.ID || !reflect.DeepEqual(back.Analysis, file.Analysis) {
		t.Errorf("%v: %+v", err, back)
	}
	if _, err := store.Restore(file.ID); !errors.Is(err, ErrNone) {
		t.Errorf("restore it twice: %v", err)
	}
}

func TestTheListHoldsBrokenFilesWithTheirFaultAndPinnedOnesAreNamed(t *testing.T) {
	store := newStore(t)
	pinned := analysis("Låst")
	pinned.Snapshot = "20261114T051200Z-0badcafe"
	if _, err := store.Create(pinned); err != nil {
		t.Fatal(err)
	}
	create(t, store, "Annan")
	for name, text := range map[string]string{"trasig.yaml": "rubrik: [", "Stor Bokstav.yaml": whole, "anteckning.txt": "hej", ".dold.yaml": "x"} {
		if err := os.WriteFile(filepath.Join(store.dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	list, err := store.List()
	if err != nil || len(list) != 4 {
		t.Fatalf("%v: %d files", err, len(list))
	}
	for _, file := range list {
		if broken := file.ID == "trasig" || file.ID == "Stor Bokstav"; broken != (file.Err != nil) {
			t.Errorf("%s: %v", file.ID, file.Err)
		}
	}
	ids, err := store.Pinned()
	if err == nil || !strings.Contains(err.Error(), "trasig.yaml") || !reflect.DeepEqual(ids, []string{pinned.Snapshot}) {
		t.Errorf("%v, %v", ids, err)
	}
	if empty, err := At(t.TempDir()).List(); err != nil || len(empty) > 0 {
		t.Errorf("an empty folder: %v, %v", empty, err)
	}
}

func FuzzWhatIsReadCanBeWrittenAndReadAgain(f *testing.F) {
	for _, seed := range []string{whole, "", "rubrik: x", "a: &a [*a]", "? [", "\x00:", "\x1b[31m: 1", "fragestallningar:\n !x\nx\n  -y", "schema: 1\nrubrik: x\npublikationsform: ppt\nperiod: vald\nskapad: 2026-01-01T00:00:00Z\nandrad: 2026-01-01T00:00:00Z\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		if len(content) > 4000 {
			return
		}
		read, err := Parse("x.yaml", content)
		if err != nil {
			if strings.ContainsFunc(err.Error(), func(r rune) bool { return unicode.IsControl(r) && r != '\n' }) {
				t.Errorf("an error with a control character: %q", err)
			}
			return
		}
		text, err := read.tidy().Format()
		if err != nil {
			t.Fatal(err)
		}
		again, err := Parse("x.yaml", text)
		if err != nil || !reflect.DeepEqual(again.Parts, read.tidy().Parts) || again.Title != read.tidy().Title {
			t.Errorf("%v:\n%s", err, text)
		}
	})
}
