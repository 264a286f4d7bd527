package dashboards_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/ipc"
	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/apache/arrow/go/v15/parquet/file"
	"github.com/apache/arrow/go/v15/parquet/pqarrow"

	"klarsyn/dashboards"
)

// exportedSelections are a common one, one so narrow that much is suppressed, and one where much is missing.
var exportedSelections = []string{"", "kommun=1315&kon=K&alder=0-49", "manad=2026-02"}

// A cellText is a cell as every format's reader gives it: the value in one notation, or its state.
type cellText struct{ value, state string }

func TestEveryFileOfEveryAnalysisHoldsThePointsOfTheJSON(t *testing.T) {
	server := newServer(t, nil)
	var list []struct {
		ID string `json:"id"`
	}
	if err := json.Unmarshal([]byte(get(t, server, "/api/v1/analyses").body), &list); err != nil || len(list) < 30 {
		t.Fatalf("%d analyses, %v", len(list), err)
	}
	states := map[string]int{}
	for _, analysis := range list {
		for _, selection := range exportedSelections {
			query := "?" + selection
			if !strings.HasPrefix(analysis.ID, "hjartsvikt/") {
				query = ""
			}
			address := "/api/v1/analyses/" + analysis.ID
			answer := get(t, server, address+".json"+query)
			if answer.status != 200 {
				t.Errorf("%s%s: %d %s", analysis.ID, query, answer.status, answer.body)
				continue
			}
			columns, want := jsonCells(t, answer.body)
			for _, row := range want {
				for _, cell := range row {
					states[cell.state]++
				}
			}
			for format, read := range map[string]func(testing.TB, string, int) [][]cellText{"arrow": arrowCells, "parquet": parquetCells} {
				compareCells(t, analysis.ID+query+" "+format, columns, want, read(t, get(t, server, address+"."+format+query).body, len(columns)))
			}
			separator := "?"
			if query != "" {
				separator = query + "&"
			}
			compareCSV(t, analysis.ID+query, want, get(t, server, address+".csv"+separator+"dialekt=iso").body)
		}
	}
	for _, state := range []string{"present", "suppressed", "missing"} {
		if states[state] == 0 {
			t.Errorf("no cell is %s: the selections do not try what they are for (%v)", state, states)
		}
	}
}

func jsonCells(t testing.TB, text string) (columns []string, rows [][]cellText) {
	var table struct {
		Columns []struct{ Name string }
		Rows    [][]any
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&table); err != nil {
		t.Fatal(err)
	}
	for _, column := range table.Columns {
		columns = append(columns, column.Name)
	}
	for _, row := range table.Rows {
		var cells []cellText
		for _, value := range row {
			if absent, ok := value.(map[string]any); ok {
				cells = append(cells, cellText{state: absent["state"].(string)})
				continue
			}
			cells = append(cells, cellText{value: plainNumber(fmt.Sprint(value)), state: "present"})
		}
		rows = append(rows, cells)
	}
	return columns, rows
}

// plainNumber writes a number in one notation; other texts stay.
func plainNumber(text string) string {
	if number, err := strconv.ParseFloat(text, 64); err == nil && strings.ContainsAny(text, ".eE") {
		return strconv.FormatFloat(number, 'f', -1, 64)
	}
	return text
}

func arrowCells(t testing.TB, content string, _ int) [][]cellText {
	reader, err := ipc.NewReader(strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Release()
	if !reader.Next() {
		t.Fatalf("no record: %v", reader.Err())
	}
	return recordCells(array.NewTableFromRecords(reader.Schema(), []arrow.Record{reader.Record()}))
}

func parquetCells(t testing.TB, content string, _ int) [][]cellText {
	opened, err := file.NewParquetReader(bytes.NewReader([]byte(content)))
	if err != nil {
		t.Fatal(err)
	}
	reader, err := pqarrow.NewFileReader(opened, pqarrow.ArrowReadProperties{}, memory.DefaultAllocator)
	if err != nil {
		t.Fatal(err)
	}
	table, err := reader.ReadTable(testContext)
	if err != nil {
		t.Fatal(err)
	}
	return recordCells(table)
}

func recordCells(table arrow.Table) [][]cellText {
	rows := make([][]cellText, table.NumRows())
	for c := 0; c < int(table.NumCols()); c++ {
		field, column := table.Schema().Field(c), table.Column(c).Data()
		isState := c > 0 && field.Name == table.Schema().Field(c-1).Name+"_state"
		r := 0
		for _, chunk := range column.Chunks() {
			for i := range chunk.Len() {
				switch {
				case isState:
					rows[r][len(rows[r])-1].state = chunk.ValueStr(i)
				case chunk.IsNull(i):
					rows[r] = append(rows[r], cellText{state: "missing"})
				default:
					value := chunk.ValueStr(i)
					if field.Type.ID() == arrow.FLOAT64 {
						value = strconv.FormatFloat(chunk.(*array.Float64).Value(i), 'f', -1, 64)
					}
					rows[r] = append(rows[r], cellText{value, "present"})
				}
				r++
			}
		}
	}
	return rows
}

func compareCells(t *testing.T, what string, columns []string, want, got [][]cellText) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s has %d rows, want %d", what, len(got), len(want))
		return
	}
	for r, row := range want {
		if len(got[r]) != len(row) {
			t.Fatalf("%s has %d columns, want %v", what, len(got[r]), columns)
		}
		for c := range row {
			if got[r][c] != row[c] {
				t.Errorf("%s: %s in row %d is %v, want %v", what, columns[c], r, got[r][c], row[c])
			}
		}
	}
}

// compareCSV holds a file in the dialect for programs against the JSON: <5 where suppressed, nothing where there is no value.
func compareCSV(t *testing.T, what string, want [][]cellText, content string) {
	t.Helper()
	records, err := csv.NewReader(strings.NewReader(content)).ReadAll()
	if err != nil || len(records) != len(want)+1 {
		t.Errorf("%s: %d lines, want %d and a heading; %v", what, len(records), len(want), err)
		return
	}
	for r, row := range want {
		for c, cell := range row {
			expected := map[string]string{"present": cell.value, "suppressed": "<5"}[cell.state]
			if got := records[r+1][c]; got != expected {
				t.Errorf("%s, csv: column %d of row %d is %q, want %q", what, c, r, got, expected)
			}
		}
	}
}

func TestAPageIsExportedAsOneFilePerFigureWithTheSelectionInItsName(t *testing.T) {
	server := newServer(t, nil)
	answer := get(t, server, "/export/hjartsvikt.csv?blad=dashboard&kon=K&dialekt=iso")
	if answer.status != 200 || answer.header.Get("Content-Type") != "application/zip" {
		t.Fatalf("%d %v", answer.status, answer.header)
	}
	if again := get(t, server, "/export/hjartsvikt.csv?blad=dashboard&kon=K&dialekt=iso", "If-None-Match", answer.header.Get("ETag")); again.status != 304 {
		t.Errorf("the same files again: %d, want 304", again.status)
	}
	if other := get(t, server, "/export/hjartsvikt.csv?blad=dashboard&kon=K"); other.header.Get("ETag") == answer.header.Get("ETag") {
		t.Error("another dialect has the same tag")
	}
	packed, err := zip.NewReader(strings.NewReader(answer.body), int64(len(answer.body)))
	if err != nil {
		t.Fatal(err)
	}
	page := get(t, server, "/hjartsvikt/dashboard?kon=K").body
	if panels := strings.Count(page, " data-panel"); len(packed.File) != panels {
		t.Errorf("%d files for %d panels", len(packed.File), panels)
	}
	for _, entry := range packed.File {
		if !strings.HasPrefix(entry.Name, "hjartsvikt-dashboard-kon-k-2025-12-31-") {
			t.Errorf("a file is named %s", entry.Name)
		}
		opened, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(opened)
		if err != nil {
			t.Fatal(err)
		}
		id := strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(entry.Name, "hjartsvikt-dashboard-kon-k-2025-12-31-"), ".csv"), "-", "_")
		if single := get(t, server, "/api/v1/analyses/hjartsvikt/"+id+".csv?kon=K&dialekt=iso"); single.body != string(content) {
			t.Errorf("%s differs from the analysis' own file", entry.Name)
		}
	}
}

func TestFilesPerValueLeaveOutThoseWithFewPersons(t *testing.T) {
	server := newServer(t, nil)
	for _, query := range []string{"", "&alder=0-49&kon=K"} {
		answer := get(t, server, "/export/hjartsvikt.json?blad=dashboard&per=kommun"+query)
		if answer.status == 404 && strings.Contains(answer.body, "några få") {
			continue // nothing has more than a few
		}
		packed, err := zip.NewReader(strings.NewReader(answer.body), int64(len(answer.body)))
		if err != nil {
			t.Fatalf("%d %.200s %v", answer.status, answer.body, err)
		}
		seen := map[string]bool{}
		for _, entry := range packed.File {
			_, rest, _ := strings.Cut(entry.Name, "kommun-")
			code, _, _ := strings.Cut(rest, "-")
			if seen[code] {
				continue
			}
			seen[code] = true
			columns, rows := jsonCells(t, get(t, server, "/api/v1/analyses/hjartsvikt/population.json?kommun="+code+query).body)
			for c, name := range columns {
				if name == "persons" && (rows[0][c].state != "present" || rows[0][c].value == "0") {
					t.Errorf("%s has a file, but its persons are %v", code, rows[0][c])
				}
			}
		}
		if len(seen) == 0 {
			t.Errorf("no files for %q", query)
		}
	}
}

func TestAnAnalysisIsTheSameFileForACommandAsAtItsAddress(t *testing.T) {
	server := newServer(t, nil)
	for _, format := range []string{"svg", "csv", "xlsx", "pptx"} {
		file, err := server.Analysis(t.Context(), "hjartsvikt/slutenvard", "kon=K", format, dashboards.Look{}, "http://127.0.0.1:8080")
		if err != nil {
			t.Fatal(err)
		}
		answer := get(t, server, "/api/v1/analyses/hjartsvikt/slutenvard."+format+"?kon=K")
		if !strings.Contains(answer.header.Get("Content-Disposition"), file.Name) {
			t.Errorf("%s is called %s, at its address %s", format, file.Name, answer.header.Get("Content-Disposition"))
		}
		if packed := format == "xlsx" || format == "pptx"; !packed && string(file.Content) != answer.body || packed && zipText(t, string(file.Content), "slide") != zipText(t, answer.body, "slide") {
			t.Errorf("%s is not what its address answers", format)
		}
	}
	if _, err := server.Analysis(t.Context(), "hjartsvikt/slutenvard", "", "docx", dashboards.Look{}, ""); !dashboards.IsRefused(err) {
		t.Errorf("an unknown format is answered with %v", err)
	}
}
