package ingest

import (
	"bufio"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"klarsyn/ingest/snapshot"
)

// The environment of a child process that loads and may stop itself.
const (
	childData  = "KLARSYN_TEST_CHILD_DATA"
	childFiles = "KLARSYN_TEST_CHILD_FILES"
	childStep  = "KLARSYN_TEST_CHILD_STEP"  // "": report the steps instead
	childAfter = "KLARSYN_TEST_CHILD_AFTER" // how long after the step to die
)

// TestChildLoads is no test by itself: TestKilledLoads runs it in processes of their own.
func TestChildLoads(t *testing.T) {
	data := os.Getenv(childData)
	if data == "" {
		return // only as a child process of TestKilledLoads
	}
	started, step := time.Now(), os.Getenv(childStep)
	after, err := time.ParseDuration(os.Getenv(childAfter))
	if err != nil {
		t.Fatal(err)
	}
	options := canonical(t, data, os.Getenv(childFiles))
	options.Step = func(reached string) {
		switch {
		case step == "":
			fmt.Printf("step %d %s\n", time.Since(started).Microseconds(), reached)
		case reached == step && after == 0:
			syscall.Kill(os.Getpid(), syscall.SIGKILL)
		case reached == step:
			time.AfterFunc(after, func() { syscall.Kill(os.Getpid(), syscall.SIGKILL) })
		}
	}
	if _, err := Load(t.Context(), options); err != nil {
		t.Fatal(err)
	}
	if step == "" {
		fmt.Printf("step %d end\n", time.Since(started).Microseconds())
	}
}

// child runs the load in a process of its own and tells whether it was killed.
func child(t *testing.T, data, files, step string, after time.Duration) (killed bool, output string) {
	t.Helper()
	command := exec.Command(os.Args[0], "-test.run=^TestChildLoads$", "-test.v")
	command.Env = append(os.Environ(), childData+"="+data, childFiles+"="+files, childStep+"="+step, childAfter+"="+after.String())
	out, err := command.CombinedOutput()
	if status, ok := command.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() && status.Signal() == syscall.SIGKILL {
		return true, ""
	}
	if err != nil {
		t.Fatalf("child: %v\n%s", err, out)
	}
	return false, string(out)
}

// A step is an instant of a load, with the time until the next one.
type step struct {
	name string
	took time.Duration
}

// measure loads once without stopping and notes how long each step takes.
func measure(t *testing.T, data, files string) []step {
	t.Helper()
	_, output := child(t, data, files, "", 0)
	var steps []step
	var at []time.Duration
	for scanner := bufio.NewScanner(strings.NewReader(output)); scanner.Scan(); {
		var micro int64
		if n, _ := fmt.Sscanf(scanner.Text(), "step %d", &micro); n == 1 {
			steps = append(steps, step{name: strings.SplitN(scanner.Text(), " ", 3)[2]})
			at = append(at, time.Duration(micro)*time.Microsecond)
		}
	}
	// A phase lasts until the next phase, whatever lies between.
	for i := range steps {
		for j := i + 1; j < len(steps); j++ {
			if strings.HasPrefix(steps[j].name, "phase ") || steps[j].name == "end" {
				steps[i].took = at[j] - at[i]
				break
			}
		}
	}
	return steps
}

// contents sums up every canonical table and the derived one.
func contents(t *testing.T, data string) string {
	t.Helper()
	db := open(t, data)
	defer db.Close()
	var all []string
	for _, query := range []string{
		"SELECT 'contact', count(*), bit_xor(hash(contact_id, patient_id, started_at, ongoing, delivery_id)) FROM contact",
		"SELECT 'diagnosis', count(*), bit_xor(hash(contact_id, position, code, delivery_id)) FROM diagnosis",
		"SELECT 'dispensing', count(*), bit_xor(hash(patient_id, atc, dispensed_on, delivery_id)) FROM dispensing",
		"SELECT 'patient', count(*), bit_xor(hash(patient_id, birth_year, delivery_id)) FROM patient",
		"SELECT 'delivery', file, rows_read, rows_loaded, rows_replaced, rows_quarantined, rows_superseded_earlier FROM delivery ORDER BY delivery_id",
		"SELECT 'quarantine', delivery_id, row_number, rule, raw FROM quarantine ORDER BY ALL",
		"SELECT 'month', month, contacts FROM contact_month ORDER BY ALL",
		"SELECT 'info', home_region, data_start_on, cutoff_on FROM snapshot_info",
	} {
		all = append(all, lines(t, db, query))
	}
	return strings.Join(all, "\n")
}

// delivered writes contacts from to below until, each with a diagnosis, and some dispensings; one record is faulty.
func delivered(t *testing.T, month, from, until int) string {
	contacts, diagnoses := []string{visits}, []string{"contact_id,position,code"}
	for i := from; i < until; i++ {
		contacts = append(contacts, fmt.Sprintf("C%d,P%d,primary,2024-%02d-%02d,1380", i, i%70, month, i%28+1))
		diagnoses = append(diagnoses, fmt.Sprintf("C%d,1,I50%d", i, i%10))
	}
	return deliver(t, "contact.csv", text(append(contacts, "X,P,primary,fel,1380")...), "diagnosis.csv", text(diagnoses...),
		"dispensing.csv", text("patient_id,atc,dispensed_on,packages", fmt.Sprintf("P1,C07,2024-%02d-05,1", month), fmt.Sprintf("P1,C07,2024-%02d-06,1", month)))
}

func TestKilledLoadsLeaveThePublishedSnapshotIntactAndTheNextOneCompletes(t *testing.T) {
	base := t.TempDir()
	mustLoad(t, canonical(t, base, delivered(t, 1, 0, 300)))
	files := delivered(t, 2, 200, 500)
	published, err := snapshot.At(base).Current()
	if err != nil {
		t.Fatal(err)
	}
	before, sum := contents(t, base), fileSum(t, published.Path)

	whole := folderWith(t, published)
	steps := measure(t, whole, files)
	after := contents(t, whole)
	if before == after {
		t.Fatal("the second delivery changes nothing: the test could not fail")
	}
	kills, perPhase := 0, map[string]int{}
	try := func(at step, delay time.Duration) {
		data := folderWith(t, published)
		killed, _ := child(t, data, files, at.name, delay)
		for ; !killed; killed, _ = child(t, data, files, at.name, delay) { // it was done before the blow: strike earlier
			if delay /= 2; delay < 50*time.Microsecond {
				t.Fatalf("%s: the load is never hit", at.name)
			}
			os.RemoveAll(data)
			data = folderWith(t, published)
		}
		kills++
		perPhase[at.name]++
		store := snapshot.At(data)
		current, err := store.Current()
		if err != nil {
			t.Fatalf("%s + %v: %v", at.name, delay, err)
		}
		if current.ID == published.ID {
			if fileSum(t, current.Path) != sum {
				t.Fatalf("%s + %v: the published snapshot changed", at.name, delay)
			}
		} else if got := contents(t, data); got != after {
			t.Fatalf("%s + %v: a snapshot was published that is not whole:\n%s", at.name, delay, got)
		}
		mustLoad(t, canonical(t, data, files))
		if got := contents(t, data); got != after {
			t.Fatalf("%s + %v: the next load is not complete:\n%s\nwant\n%s", at.name, delay, got, after)
		}
		os.RemoveAll(data)
	}
	exact := 0
	for _, at := range steps {
		switch {
		case at.name == "end":
		case strings.HasPrefix(at.name, "phase "):
			const blows = 7
			for i := range blows {
				try(at, at.took*time.Duration(2*i+1)/(2*blows)+time.Microsecond)
			}
		default:
			exact++
			try(at, 0)
		}
	}
	t.Logf("%d kills, %v", kills, perPhase)
	if phases := len(perPhase) - exact; kills < 50 || phases != 6 || exact != 12 {
		t.Errorf("%d kills in %d phases and at %d fsyncs and renames", kills, phases, exact)
	}
}

func fileSum(t *testing.T, path string) [32]byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return sha256.Sum256(content)
}

// folderWith makes a data folder that holds one published snapshot.
func folderWith(t *testing.T, published snapshot.Snapshot) string {
	t.Helper()
	data, err := os.MkdirTemp(t.TempDir(), "data")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(data, "snapshots"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Link(published.Path, filepath.Join(data, "snapshots", filepath.Base(published.Path))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(data, "current"), []byte(published.ID+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	return data
}
