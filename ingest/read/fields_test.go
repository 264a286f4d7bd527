package read

import (
	"slices"
	"strings"
	"testing"
)

func TestADelimiterBehindTheLastFieldIsTakenWhenEveryRecordHasIt(t *testing.T) {
	quoted := "H1;\"A\nB\";20240101;13;\n"
	for name, c := range map[string]struct {
		content string
		rows    [][]string
		faults  []string // messages
		lines   []int64
	}{
		"every record":     {head + "H1;A;20240101;13;\nH2;B;20240102;13;\r\n", [][]string{{"1", "H1", "A", "20240101", "13"}, {"2", "H2", "B", "20240102", "13"}}, nil, nil},
		"quoted empty":     {head + "H1;A;20240101;13;\"\"\n", [][]string{{"1", "H1", "A", "20240101", "13"}}, nil, nil},
		"header too":       {strings.TrimSpace(head) + ";\nH1;A;20240101;13;\n", [][]string{{"1", "H1", "A", "20240101", "13"}}, nil, nil},
		"header only":      {strings.TrimSpace(head) + ";\nH1;A;20240101;13\nH2;\"B\nC\";20240102;13\n", [][]string{{"1", "H1", "A", "20240101", "13"}, {"2", "H2", "B C", "20240102", "13"}}, nil, nil},
		"cells over lines": {head + quoted + quoted, [][]string{{"1", "H1", "A B", "20240101", "13"}, {"2", "H1", "A B", "20240101", "13"}}, nil, nil},
		"only later ones": {head + "H1;A;20240101;13\nH2;B;20240102;13;\n", [][]string{{"1", "H1", "A", "20240101", "13"}},
			[]string{`fel antal fält: 5, rubriken har 4; den slutar med ett extra ";"`}, []int64{3}},
		"only the first": {head + "H1;A;20240101;13;\n\nH2;B;20240102;13\n", [][]string{{"1", "H1", "A", "20240101", "13"}},
			[]string{`fel antal fält: 4, rubriken har 4, men filens första post slutar med ett extra ";"`}, []int64{4}},
		"two of them":  {head + "H1;A;20240101;13;;\n", nil, []string{"fel antal fält: 6, rubriken har 4"}, []int64{2}},
		"no empty one": {head + "H1;A;20240101;13;x\n", nil, []string{"fel antal fält: 5, rubriken har 4"}, []int64{2}},
		"a footer":     {head + "H1;A;20240101;13;\n(1 rad)\n", [][]string{{"1", "H1", "A", "20240101", "13"}}, []string{`fel antal fält: 1, rubriken har 4; är ";" avgränsaren?`}, []int64{3}},
		"a lone CR": {head + "H1;A;20240101;13\n\nH2;B;20240102;13\rH3;C;20240103;13\n", [][]string{{"1", "H1", "A", "20240101", "13"}},
			[]string{"fel antal fält: 7, rubriken har 4; raden håller radslut av ensamt CR"}, []int64{4}},
	} {
		t.Run(name, func(t *testing.T) {
			file, err := deliver(t, group(t, layout), "prov.csv", []byte(c.content), Options{})
			if err != nil {
				t.Fatal(err)
			}
			expectRows(t, file, c.rows...)
			var faults []string
			var lines []int64
			for _, f := range file.Faults {
				faults, lines = append(faults, f.Message), append(lines, f.Line)
			}
			if !slices.Equal(faults, c.faults) || !slices.Equal(lines, c.lines) {
				t.Errorf("faults %q in lines %v, want %q in %v", faults, lines, c.faults, c.lines)
			}
		})
	}
}

func TestALineIsTheFilesOwn(t *testing.T) {
	content := "\n" + head + "H1;A;20240101;13\n\n\nH2;\"B\nC\nD\";20240101;13\nH3;\"open;20240101;13\nH4;A;20240101;13\n"
	file, err := deliver(t, group(t, layout), "prov.csv", []byte(content), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for record, want := range map[int64]int64{1: 3, 2: 6, 3: 9, 4: 10} {
		if got := file.Lines.Of(record); got != want {
			t.Errorf("record %d begins in line %d, want %d", record, got, want)
		}
	}
	if file.Lines.Of(0) != 0 || len(file.Faults) != 1 || file.Faults[0].Line != 9 {
		t.Errorf("faults %+v", file.Faults)
	}
}

func TestLinesAreUnknownWhereTooManyRecordsJump(t *testing.T) {
	var lines Lines
	for record := int64(1); record <= maxJumps+10; record++ {
		lines.note(record, 2*record)
	}
	for record, want := range map[int64]int64{1: 2, 1000: 2000, maxJumps: 2 * maxJumps, maxJumps + 1: 0, maxJumps + 5: 0} {
		if got := lines.Of(record); got != want {
			t.Errorf("record %d begins in line %d, want %d", record, got, want)
		}
	}
}
