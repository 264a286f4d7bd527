package export

import (
	"encoding/json"
	"os/exec"
	"testing"

	"klarsyn/fixtures/needs"
)

// An invalidity is one thing that Office would not take.
type invalidity struct {
	Description string `json:"description"`
	Part        string `json:"path"`
	Place       string `json:"xPath"`
	Rule        string `json:"id"`
}

// validate lists what the validator of Microsoft's Open XML SDK finds wrong with a deck or a workbook; name ends in .pptx or .xlsx.
func validate(t testing.TB, name string, content []byte) []invalidity {
	t.Helper()
	program := needs.Validator(t)
	out, err := exec.Command(program, saved(t, name, content), "Microsoft365").Output()
	if err != nil {
		t.Fatalf("validate %s: %v", name, err)
	}
	var answer struct {
		OK     bool         `json:"ok"`
		Errors []invalidity `json:"errors"`
	}
	if err := json.Unmarshal(out, &answer); err != nil {
		t.Fatalf("the validator says of %s %.300s", name, out)
	}
	if answer.OK != (len(answer.Errors) == 0) {
		t.Fatalf("the validator says of %s %.300s", name, out)
	}
	return answer.Errors
}
