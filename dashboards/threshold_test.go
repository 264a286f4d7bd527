package dashboards_test

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"klarsyn/analytics"
	"klarsyn/analytics/disclosure"
	"klarsyn/dashboards"
)

// Stays per month of women in one municipality are few enough for each threshold to show.
const smallCounts = "/api/v1/analyses/hjartsvikt/slutenvard."

func TestTheThresholdDecidesWhatPagesAndFilesKeepBackAndHowTheySayIt(t *testing.T) {
	tags := map[string]int{}
	suppressed := map[int]int{}
	for _, threshold := range []int{1, 4, 9} {
		t.Run(strconv.Itoa(threshold), func(t *testing.T) { // a snapshot is open under one policy at a time
			server := newServer(t, func(o *dashboards.Options) {
				o.Service = openRegion(t, analytics.Options{Policy: disclosure.Policy{Threshold: threshold}})
			})
			below := fmt.Sprintf("<%d", threshold+1)
			file := get(t, server, smallCounts+"csv?dialekt=iso&kon=K&kommun=1315")
			records, err := csv.NewReader(strings.NewReader(file.body)).ReadAll()
			if err != nil || len(records) < 2 || records[0][1] != "stays" {
				t.Fatalf("threshold %d: %v %q", threshold, err, file.body)
			}
			for _, record := range records[1:] {
				if record[1] == below {
					suppressed[threshold]++
					continue
				}
				if stays, err := strconv.Atoi(record[1]); err != nil || stays != 0 && stays <= threshold {
					t.Errorf("threshold %d: %s says %q, want 0, %s or more than %d", threshold, record[0], record[1], below, threshold)
				}
			}
			if suppressed[threshold] == 0 {
				t.Errorf("threshold %d: the file keeps nothing back: %q", threshold, file.body)
			}
			if answer := get(t, server, smallCounts+"json?kon=K&kommun=1315"); !strings.Contains(answer.body, fmt.Sprintf(`"suppressed_below":%d`, threshold+1)) {
				t.Errorf("threshold %d: JSON does not tell it", threshold)
			}
			page := get(t, server, "/hjartsvikt/slutenvard?kon=K&kommun=1315")
			for _, other := range []string{"&lt;2<", "&lt;5<", "&lt;10<"} {
				if told := strings.Contains(page.body, other); told != (other == "&lt;"+below[1:]+"<") {
					t.Errorf("threshold %d: the page says %q is %t", threshold, other, told)
				}
			}
			tags[file.header.Get("ETag")]++
			tags[page.header.Get("ETag")]++
		})
	}
	if len(tags) != 6 {
		t.Errorf("answers under different thresholds share an entity tag: %v", tags)
	}
	if suppressed[1] >= suppressed[9] {
		t.Errorf("a higher threshold keeps back no more: %v", suppressed)
	}
}
