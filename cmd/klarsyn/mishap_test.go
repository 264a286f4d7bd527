package main

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"klarsyn/ingest/snapshot"
)

// A kept is a data folder with two snapshots, made once: the tests work on copies.
type kept struct {
	data         string
	older, newer string // ids; newer is published
	err          string
}

const contactColumns = "contact_id,patient_id,care_form,started_at,residence_municipality\n"

var twoLoads = sync.OnceValue(func() kept {
	folder, err := os.MkdirTemp("", "klarsyn-mishap-")
	if err != nil {
		return kept{err: err.Error()}
	}
	k := kept{data: filepath.Join(folder, "data")}
	for i, rows := range []string{"A,P1,primary,2025-01-05,1380\nB,P2,primary,2025-02-05,1380\n", "C,P1,primary,2025-03-05,1380\n"} {
		delivery := filepath.Join(folder, "leverans", string(rune('1'+i)))
		if err := os.MkdirAll(delivery, 0o755); err != nil {
			return kept{err: err.Error()}
		}
		if err := os.WriteFile(filepath.Join(delivery, "contact.csv"), []byte(contactColumns+rows), 0o644); err != nil {
			return kept{err: err.Error()}
		}
		var said bytes.Buffer
		if code := run(context.Background(), []string{"load", delivery, "--source", "canonical", "--home-region", "13", "--data", k.data}, &said, &said); code != 0 {
			return kept{err: said.String()}
		}
	}
	list, err := snapshot.At(k.data).List()
	if err != nil || len(list) != 2 {
		return kept{err: "two loads leave other than two snapshots"}
	}
	k.newer, k.older = list[0].ID, list[1].ID
	return k
})

// A folder is a copy of the data folder that a mishap happens to.
type folder struct {
	t    testing.TB
	data string
	kept
}

func newFolder(t testing.TB) *folder {
	t.Helper()
	made := twoLoads()
	if made.err != "" {
		t.Fatal(made.err)
	}
	f := &folder{t: t, data: filepath.Join(t.TempDir(), "data mapp på å"), kept: made}
	if err := os.CopyFS(f.data, os.DirFS(made.data)); err != nil {
		t.Fatal(err)
	}
	return f
}

func (f *folder) path(name string) string { return filepath.Join(f.data, filepath.FromSlash(name)) }

func (f *folder) file(id string) string { return f.path("snapshots/" + id + ".duckdb") }

func (f *folder) write(name, content string) {
	f.t.Helper()
	if err := os.WriteFile(f.path(name), []byte(content), 0o640); err != nil {
		f.t.Fatal(err)
	}
}

func (f *folder) remove(name string) {
	f.t.Helper()
	if err := os.RemoveAll(f.path(name)); err != nil {
		f.t.Fatal(err)
	}
}

// damage changes the bytes of a snapshot's file.
func (f *folder) damage(id string, change func([]byte) []byte) {
	f.t.Helper()
	content, err := os.ReadFile(f.file(id))
	if err != nil {
		f.t.Fatal(err)
	}
	if err := os.WriteFile(f.file(id), change(content), 0o640); err != nil {
		f.t.Fatal(err)
	}
}

// delivery is one more file to load.
func (f *folder) delivery() string {
	f.t.Helper()
	dir := f.t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "contact.csv"), []byte(contactColumns+"D,P3,primary,2025-03-06,1380\n"), 0o644); err != nil {
		f.t.Fatal(err)
	}
	return dir
}

// does runs a verb and returns its exit code and what it said.
func (f *folder) does(args ...string) (int, string) {
	var said bytes.Buffer
	if args[0] == "load" {
		args = append(args, f.delivery(), "--source", "canonical", "--home-region", "13")
	}
	ctx, stop := context.WithTimeout(f.t.Context(), time.Minute) // what should not serve ends the test all the same
	defer stop()
	code := run(ctx, append(args, "--data", f.data), &said, &said)
	return code, said.String()
}

// published is the id that the folder says is published.
func (f *folder) published() string {
	text, err := os.ReadFile(f.path("current"))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

// raw are the words of the database, the system and the language, which help nobody who runs the program.
var raw = regexp.MustCompile(`goroutine|\.go:\d|IO Error|Catalog Error|Binder Error|INTERNAL|database/sql|checksum|no such file|permission denied|not a directory|is a directory|file exists|read-only file system|%!`)

// plainly checks that a mishap is told in one line, which says what to do.
func plainly(t testing.TB, said string, says ...string) {
	t.Helper()
	line := ""
	for one := range strings.Lines(said) {
		if strings.HasPrefix(one, "klarsyn: ") {
			line = one
		}
	}
	if line == "" || strings.Count(said, "klarsyn: ") != 1 || raw.MatchString(said) {
		t.Errorf("not one plain sentence:\n%s", said)
	}
	for _, want := range says {
		if !strings.Contains(line, want) {
			t.Errorf("does not say %q: %s", want, line)
		}
	}
}

// middle overwrites a part of the file that every figure reads: past the headers, up to the last block.
func middle(content []byte) []byte {
	for at := 12288 + 4096; at+64 < len(content); at += 16384 {
		for i := range 32 {
			content[at+i] ^= 0xff
		}
	}
	return content
}

// losses are the ways to lose what is published. Each says what the verbs that need it say, and which verb mends it.
var losses = []struct {
	name  string
	lose  func(*folder)
	says  []string
	mends func(*folder) []string
}{
	{"current is gone", func(f *folder) { f.remove("current") }, []string{"current saknas"}, publishNewest},
	{"current is empty", func(f *folder) { f.write("current", "") }, []string{"current är skadad"}, publishNewest},
	{"current is garbage", func(f *folder) { f.write("current", "\x00\x01hej\n") }, []string{"current är skadad"}, publishNewest},
	{"current is huge", func(f *folder) { f.write("current", strings.Repeat("x", 1<<20)) }, []string{"current är skadad"}, publishNewest},
	{"current leads out of the folder", func(f *folder) { f.write("current", "../../../etc/passwd\n") }, []string{"current är skadad"}, publishNewest},
	{"current names a snapshot that is not there", func(f *folder) { f.write("current", "20990101T000000Z-12345678\n") }, []string{"20990101T000000Z-12345678 finns inte"}, publishNewest},
	{"current is a link to nothing", func(f *folder) {
		f.remove("current")
		if err := os.Symlink(f.path("borta"), f.path("current")); err != nil {
			f.t.Fatal(err)
		}
	}, []string{"current saknas"}, publishNewest},
	{"the published file is gone", func(f *folder) { f.remove("snapshots/" + f.newer + ".duckdb") }, []string{"finns inte kvar"}, func(f *folder) []string { return []string{"publish", f.older} }},
	{"the published file is gone, and one goes back", func(f *folder) { f.remove("snapshots/" + f.newer + ".duckdb") }, []string{"finns inte kvar"}, func(*folder) []string { return []string{"rollback"} }},
	{"the published file is empty", func(f *folder) { f.damage(f.newer, func([]byte) []byte { return nil }) }, []string{"är skadad"}, func(*folder) []string { return []string{"rollback"} }},
	{"the published file is cut off", func(f *folder) { f.damage(f.newer, func(c []byte) []byte { return c[:len(c)/2] }) }, []string{"är skadad"}, func(*folder) []string { return []string{"rollback"} }},
	{"the published file's head is overwritten", func(f *folder) {
		f.damage(f.newer, func(c []byte) []byte { copy(c, make([]byte, 4096)); return c })
	}, []string{"är skadad"}, func(*folder) []string { return []string{"rollback"} }},
	{"the published file is another program's text", func(f *folder) { f.write("snapshots/"+f.newer+".duckdb", strings.Repeat("text\n", 10_000)) }, []string{"är skadad"}, func(*folder) []string { return []string{"rollback"} }},
	{"the published file is a folder", func(f *folder) {
		f.remove("snapshots/" + f.newer + ".duckdb")
		if err := os.Mkdir(f.file(f.newer), 0o750); err != nil {
			f.t.Fatal(err)
		}
	}, []string{"är skadad"}, func(*folder) []string { return []string{"rollback"} }},
}

func publishNewest(f *folder) []string { return []string{"publish", f.newer} }

func TestWhatIsPublishedAndLostStopsEveryVerbWithASentenceAndCanBeMended(t *testing.T) {
	for _, loss := range losses {
		t.Run(loss.name, func(t *testing.T) {
			f := newFolder(t)
			loss.lose(f)
			pointer := f.published()
			for _, verb := range [][]string{{"load"}, {"serve", "--listen", "127.0.0.1:0"}, {"check"}, {"run", "kpp/vardtid"}, {"doctor"}} {
				code, said := f.does(verb...)
				if code != exitError {
					t.Errorf("%v: exit %d\n%s", verb, code, said)
				}
				if verb[0] == "doctor" {
					if !strings.Contains(said, "FEL: ") || !strings.Contains(said, loss.says[0]) || raw.MatchString(said) {
						t.Errorf("doctor says\n%s", said)
					}
					continue
				}
				plainly(t, said, append(loss.says, "klarsyn publish")...)
			}
			if f.published() != pointer {
				t.Fatalf("%s is published now", f.published())
			}
			if code, said := f.does("snapshots"); code != 0 || !strings.Contains(said, f.older) || raw.MatchString(said) {
				t.Errorf("snapshots: exit %d\n%s", code, said)
			}
			mend := loss.mends(f)
			if code, said := f.does(mend...); code != 0 {
				t.Fatalf("%v: exit %d\n%s", mend, code, said)
			}
			current, err := snapshot.At(f.data).Current()
			if err == nil {
				err = current.Check(t.Context(), version)
			}
			if err != nil {
				t.Errorf("after %v: %v", mend, err)
			}
		})
	}
}

// A damage where nothing has looked yet is found by doctor, which reads all of the file.
func TestADamageAnywhereInThePublishedFileIsFoundByDoctor(t *testing.T) {
	for name, change := range map[string]func([]byte) []byte{"in the middle": middle, "the last byte": func(c []byte) []byte { return c[:len(c)-1] }} {
		f := newFolder(t)
		f.damage(f.newer, change)
		if code, said := f.does("doctor"); code != exitError || !strings.Contains(said, "FEL: ögonblicksbild "+f.newer+" är skadad") || raw.MatchString(said) {
			t.Errorf("%s: exit %d\n%s", name, code, said)
		}
		if code, said := f.does("rollback"); code != 0 || f.published() != f.older {
			t.Errorf("%s: rollback: exit %d\n%s", name, code, said)
		}
	}
}

func TestALoadThatWouldPublishATenthNamesTheNewestSnapshot(t *testing.T) {
	f := newFolder(t)
	f.remove("current")
	code, said := f.does("load")
	if code != 1 {
		t.Errorf("exit %d", code)
	}
	plainly(t, said, "klarsyn publish "+f.newer)
	if _, err := os.Stat(f.path("current")); err == nil {
		t.Error("something is published")
	}
}

func TestWithoutTheFolderOfSnapshotsNothingIsLoadedOverThem(t *testing.T) {
	f := newFolder(t)
	f.remove("snapshots")
	for _, verb := range []string{"load", "serve", "rollback"} {
		code, said := f.does(verb)
		if code != exitError {
			t.Errorf("%s: exit %d\n%s", verb, code, said)
		}
		plainly(t, said, "säkerhetskopia")
	}
	if code, said := f.does("doctor"); code != exitError || !strings.Contains(said, "FEL: ") {
		t.Errorf("doctor: exit %d\n%s", code, said)
	}
}

func TestADamagedOldSnapshotStopsNothingButItself(t *testing.T) {
	for name, lose := range map[string]func(*folder){
		"cut off":   func(f *folder) { f.damage(f.older, func(c []byte) []byte { return c[:5000] }) },
		"empty":     func(f *folder) { f.damage(f.older, func([]byte) []byte { return nil }) },
		"no tables": func(f *folder) { f.write("snapshots/"+f.older+".duckdb", "text") },
		"a folder": func(f *folder) {
			f.remove("snapshots/" + f.older + ".duckdb")
			if err := os.MkdirAll(filepath.Join(f.file(f.older), "inuti"), 0o750); err != nil {
				f.t.Fatal(err)
			}
		},
		"a link to nothing": func(f *folder) {
			f.remove("snapshots/" + f.older + ".duckdb")
			if err := os.Symlink("borta", f.file(f.older)); err != nil {
				f.t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFolder(t)
			lose(f)
			if code, said := f.does("snapshots"); code != 0 || !strings.Contains(said, f.newer) || !strings.Contains(said, f.older) || raw.MatchString(said) {
				t.Errorf("snapshots: exit %d\n%s", code, said)
			}
			for _, verb := range []string{"publish", "rollback"} {
				args := []string{verb}
				if verb == "publish" {
					args = append(args, f.older)
				}
				code, said := f.does(args...)
				if code != exitError || f.published() != f.newer || raw.MatchString(said) {
					t.Errorf("%s of the damaged one: exit %d, %s is published\n%s", verb, code, f.published(), said)
				}
			}
			if code, said := f.does("doctor"); code != exitError || !strings.Contains(said, f.older) || raw.MatchString(said) {
				t.Errorf("doctor: exit %d\n%s", code, said)
			}
			if code, said := f.does("load", "--keep", "1"); code != 0 || f.published() == f.newer {
				t.Errorf("load: exit %d\n%s", code, said)
			}
			if code, said := f.does("publish", f.published()); code != 0 {
				t.Errorf("publish of a whole one: exit %d\n%s", code, said)
			}
		})
	}
}

func TestWhatALoadLeftIsClearedAndAnInterruptedFirstOneCanBeRunAgain(t *testing.T) {
	f := newFolder(t)
	for _, name := range []string{"tmp/20200101T000000Z-00000000/spill", "log"} {
		if err := os.MkdirAll(f.path(name), 0o750); err != nil {
			t.Fatal(err)
		}
	}
	f.write("tmp/20200101T000000Z-00000000/snapshot.duckdb", "halv")
	f.write("current.new", "20200101")
	f.write("load.lock", "4711\n") // of a process that is gone: the kernel holds locks, not the file
	f.remove("log")
	if code, said := f.does("load"); code != 0 {
		t.Fatalf("exit %d\n%s", code, said)
	}
	if left, err := os.ReadDir(f.path("tmp")); err != nil || len(left) > 0 {
		t.Errorf("%d entries are left, %v", len(left), err)
	}
	// Killed between the rename of the first snapshot and that of the pointer.
	f = newFolder(t)
	f.remove("snapshots/" + f.newer + ".duckdb")
	f.remove("current")
	f.write("current.first", f.older+"\n")
	if code, said := f.does("load"); code != 0 {
		t.Errorf("the first load again: exit %d\n%s", code, said)
	}
	if _, err := os.Lstat(f.path("current.first")); err == nil {
		t.Error("the mark of the first publication is still there: a pointer lost later would not be missed")
	}
}

func TestADataFolderThatIsNoneIsToldInASentence(t *testing.T) {
	file := filepath.Join(t.TempDir(), "fil")
	if err := os.WriteFile(file, []byte("x"), 0o640); err != nil {
		t.Fatal(err)
	}
	f := newFolder(t)
	for _, data := range []string{file, filepath.Join(file, "data")} {
		f.data = data
		for _, verb := range []string{"load", "serve", "snapshots", "doctor"} {
			code, said := f.does(verb)
			if code != exitError || raw.MatchString(said) || !strings.Contains(said, "--data") {
				t.Errorf("%s in %s: exit %d\n%s", verb, data, code, said)
			}
		}
	}
}

// parts of the data folder that are in the way of what should stand there.
func TestAPartThatIsInTheWayIsToldInASentence(t *testing.T) {
	for _, c := range []struct{ part, verb string }{
		{"snapshots", "load"}, {"log", "serve"}, {"log", "doctor"}, {"saved", "doctor"}, {"saved", "saved"}, {"codes", "load"}, {"codes", "serve"}, {"codes", "doctor"}, {"log/access.jsonl", "serve"},
		{"load.lock", "load"}, {"current", "load"}, {"current", "serve"}, {"current", "publish"},
	} {
		t.Run(c.part+" for "+c.verb, func(t *testing.T) {
			f := newFolder(t)
			f.remove(c.part)
			folderInTheWay := strings.Contains(c.part, ".") || c.part == "current"
			if folderInTheWay {
				if err := os.MkdirAll(f.path(c.part+"/inuti"), 0o750); err != nil {
					t.Fatal(err)
				}
			} else {
				f.write(c.part, "x")
			}
			args := []string{c.verb}
			if c.verb == "publish" {
				args = append(args, f.newer)
			}
			if c.verb == "serve" {
				args = append(args, "--listen", "127.0.0.1:0")
			}
			code, said := f.does(args...)
			if code != exitError || raw.MatchString(said) {
				t.Errorf("exit %d\n%s", code, said)
			}
			if c.verb != "doctor" {
				plainly(t, said, c.part)
			}
		})
	}
}

func TestTheDataFolderIsClosedToOthersWhateverTheUmask(t *testing.T) {
	f := newFolder(t)
	for _, name := range []string{"saved", "log", "codes"} {
		if err := os.MkdirAll(f.path(name), 0o750); err != nil {
			t.Fatal(err)
		}
	}
	f.write("saved/gammal.yaml", "schema: 1\n")
	open := []string{"", "current", "snapshots", "snapshots/" + f.older + ".duckdb", "saved", "saved/gammal.yaml", "log", "codes"}
	for _, path := range open {
		if err := os.Chmod(f.path(path), 0o777); err != nil { // as a copy from elsewhere
			t.Fatal(err)
		}
	}
	_, said := f.does("doctor")
	for _, path := range open {
		if !strings.Contains(said, "FEL: "+filepath.Clean(f.path(path))+" kan läsas") {
			t.Errorf("doctor does not name %q\n%s", path, said)
		}
	}
	before := syscall.Umask(0)
	code, said := f.does("load")
	syscall.Umask(before)
	if code != 0 {
		t.Fatalf("exit %d\n%s", code, said)
	}
	closed(t, f.data)
	if _, said := f.does("doctor"); strings.Contains(said, "kan läsas eller ändras") {
		t.Errorf("doctor afterwards\n%s", said)
	}
}

// closed checks every file of a tree.
func closed(t testing.TB, root string) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		if info.Mode().Perm()&0o027 != 0 {
			t.Errorf("%s is %v", path, info.Mode())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
