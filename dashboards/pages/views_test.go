package pages

import "testing"

func TestPaperTakesFiftyRowsAndSaysHowManyItLeaves(t *testing.T) {
	for rows, want := range map[int]string{0: "", 50: "", 51: "1", 1094: "1\u00a0044"} {
		if got := (&Table{Rows: make([]TableRow, rows)}).Unprinted(); got != want {
			t.Errorf("%d rows leave %q, wanted %q", rows, got, want)
		}
	}
}
