package dashboards_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"klarsyn/dashboards"
)

func TestTheRegionsTemplateIsUsedWhenItIsThereAndABrokenOneNamed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "template.pptx")
	server := newServer(t, func(o *dashboards.Options) { o.Template = path })
	const address = "/api/v1/analyses/hjartsvikt/population.pptx"
	ours := get(t, server, address)
	if ours.status != 200 || dashboards.CheckTemplate(path) != nil {
		t.Fatalf("without a template: %d %.200s", ours.status, ours.body)
	}
	template := recoloured(t, ours.body, "75295F", "00857C")
	if err := os.WriteFile(path, template, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{address, "/export/hjartsvikt.pptx?blad=slutenvard"} {
		theirs := get(t, server, address, "If-None-Match", ours.header.Get("ETag"))
		if theirs.status != 200 || !strings.Contains(zipText(t, theirs.body, "ppt/theme/"), "00857C") {
			t.Errorf("%s with a template: %d", address, theirs.status)
		}
	}
	if err := os.WriteFile(path, template[:len(template)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	broken := get(t, server, address)
	if broken.status != 500 || !strings.Contains(broken.body, "template.pptx kan inte användas som mall, för mallen är ingen PowerPointfil") || strings.Contains(broken.body, filepath.Dir(path)) {
		t.Errorf("with half a template: %d %.300s", broken.status, broken.body)
	}
	if err := dashboards.CheckTemplate(path); err == nil || !strings.Contains(err.Error(), "kan inte packas upp") {
		t.Errorf("the check says %v", err)
	}
}
