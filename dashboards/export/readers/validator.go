// Package readers opens files with programs that are not ours. Tests alone use it.
package readers

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Validator is the folder of the caches of klarsyn's tools that holds the validator of Microsoft's Open XML SDK, with the
// schemas and rules that Office itself reads files by. .ci/run fetches it from npm by its checksum; it is a program of
// 80 MB, so that go generate does not.
const Validator = "ooxml-validator-0.4.0"

// A Finding is one thing that Office would not take.
type Finding struct {
	Description string `json:"description"`
	Part        string `json:"path"`
	Place       string `json:"xPath"`
	Rule        string `json:"id"`
}

// Validate lists what is wrong with a deck or a workbook; name ends in .pptx or .xlsx. Without the validator the test is
// skipped, in CI it fails.
func Validate(t testing.TB, name string, content []byte) []Finding {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(cache, "klarsyn-tools", Validator, "ooxml-validator")
	if _, err := os.Stat(program); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("CI wants the validator: %v", err)
		}
		t.Skipf("no %s, .ci/run fetches it: files are not validated", Validator)
	}
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(program, file, "Microsoft365").Output()
	if err != nil {
		t.Fatalf("validate %s: %v", name, err)
	}
	var answer struct {
		OK     bool      `json:"ok"`
		Errors []Finding `json:"errors"`
	}
	if err := json.Unmarshal(out, &answer); err != nil {
		t.Fatalf("the validator says of %s %.300s", name, out)
	}
	if answer.OK != (len(answer.Errors) == 0) {
		t.Fatalf("the validator says of %s %.300s", name, out)
	}
	return answer.Errors
}
