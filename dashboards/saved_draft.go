package dashboards

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"klarsyn/dashboards/saved"
)

// A draft is a saved analysis on its way through the form: what is written, and what is taken away but can be brought back.
type draft struct {
	saved.Analysis
	gone    []bool // of each part
	version string // that the writer began with; empty: a new analysis
	focus   string // id of the field to begin at
}

// Names of the form's fields, beside those of the file's keys.
const (
	actKey     = "gor" // the button that was pressed
	versionKey = "version"
	goneKey    = "borttagen"
	pinPrefix  = "last:" // of a period that is a snapshot
)

// partField names a field of one part: del.2.text.
func partField(number int, key string) string { return fmt.Sprintf("del.%d.%s", number, key) }

// readDraft reads what was sent.
func readDraft(values url.Values) *draft {
	d := &draft{version: values.Get(versionKey)}
	d.Schema = 1
	d.Title, d.Responsible = values.Get("rubrik"), values.Get("ansvarig")
	d.Background, d.Purpose, d.Benefit = values.Get("bakgrund"), values.Get("syfte"), values.Get("verksamhetsnytta")
	for line := range strings.SplitSeq(values.Get("fragestallningar"), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			d.Questions = append(d.Questions, line)
		}
	}
	d.Form, d.Period = saved.Form(values.Get("publikationsform")), saved.Period(values.Get("period"))
	if pinned, found := strings.CutPrefix(string(d.Period), pinPrefix); found {
		d.Period, d.Snapshot = saved.Chosen, pinned
	}
	for number := 0; values.Has(partField(number, "text")); number++ {
		get := func(key string) string { return values.Get(partField(number, key)) }
		d.Parts = append(d.Parts, saved.Part{Heading: get("rubrik"), Text: get("text"), Sheet: get("blad"), Figure: get("figur"), Analysis: get("analys"),
			Query: get("urval"), Period: saved.Period(get("period"))})
		d.gone = append(d.gone, get(goneKey) != "")
	}
	return d
}

// press does what a button says, other than saving.
func (d *draft) press(act string) {
	what, place, _ := strings.Cut(act, ":")
	at, err := strconv.Atoi(strings.TrimPrefix(place, "del-"))
	if what == "text" {
		d.Parts, d.gone = append(d.Parts, saved.Part{}), append(d.gone, false)
		d.focus = partField(len(d.Parts)-1, "text")
		return
	}
	if err != nil || at < 0 || at >= len(d.Parts) {
		return
	}
	to := at
	switch what {
	case "upp":
		to = max(at-1, 0)
	case "ner":
		to = min(at+1, len(d.Parts)-1)
	case "bort":
		d.gone[at] = true
	case "ater":
		d.gone[at] = false
	}
	d.Parts[at], d.Parts[to] = d.Parts[to], d.Parts[at]
	d.gone[at], d.gone[to] = d.gone[to], d.gone[at]
	d.focus = fmt.Sprintf("del-%d", to)
}

// kept is the analysis without the parts that are taken away, and where each of its parts stands in the form.
func (d *draft) kept() (saved.Analysis, []int) {
	analysis, places := d.Analysis, []int{}
	analysis.Parts = nil
	for i, part := range d.Parts {
		if !d.gone[i] {
			analysis.Parts, places = append(analysis.Parts, part), append(places, i)
		}
	}
	return analysis, places
}
