package rows

import (
	"testing"
	"time"

	"klarsyn/ingest/source"
)

// day reads a text as a DATE with the given formats; "-" when it is none.
func day(t *testing.T, partial source.Partial, text string, formats ...string) string {
	t.Helper()
	r, err := newReader(&source.Column{SQLType: "DATE", Type: source.Date, Origin: source.FromCells, Formats: formats, Partial: partial}, source.Dialect{})
	if err != nil {
		t.Fatal(err)
	}
	var v value
	if !r.read([]byte(text), &v) {
		return "-"
	}
	return time.Unix(v.number*secondsPerDay, 0).UTC().Format(time.DateOnly)
}

func TestEveryDayIsReadAndNoOther(t *testing.T) {
	for at := time.Date(1895, 12, 30, 0, 0, 0, 0, time.UTC); at.Year() < 2105; at = at.AddDate(0, 0, 1) {
		for _, format := range []string{compact, isoDay, "02/01/2006"} {
			if got := day(t, "", at.Format(format), format); got != at.Format(time.DateOnly) {
				t.Fatalf("%s in the format %s is %s", at.Format(time.DateOnly), format, got)
			}
		}
	}
	for _, text := range []string{"20230229", "19000229", "20240230", "20240431", "20241301", "20240001", "20240100", "20240132", "2024013", "202401011", "2024-1-01", "abcdefgh", "2024011 ", "-2024010"} {
		if got := day(t, "", text, compact, isoDay); got != "-" {
			t.Errorf("%s is %s", text, got)
		}
	}
	if got := day(t, "", "20000229", compact); got != "2000-02-29" {
		t.Errorf("the leap day of 2000 is %s", got)
	}
}

func TestFormatsAreTriedInTurnAndTakenExactly(t *testing.T) {
	formats := []string{isoDay, "2/1 2006", "2 January 2006", "060102", "2006-01-02 15:04", source.ExcelSerial}
	for text, want := range map[string]string{
		"2024-02-29": "2024-02-29", "29/2 2024": "2024-02-29", "1/12 2024": "2024-12-01", "3 March 2024": "2024-03-03", "240301": "2024-03-01",
		"690101": "1969-01-01", "680101": "2068-01-01", "2024-01-05 23:59": "2024-01-05", "2024-01-05 24:00": "-", "45292": "2024-01-01",
		"1": "1899-12-31", "1234567": "-", "30/2 2024": "-", "2024-01-05 10:00:00": "-", "29/02 2024": "2024-02-29",
	} {
		if got := day(t, "", text, formats...); got != want {
			t.Errorf("%s is %s, want %s", text, got, want)
		}
	}
}

func TestPartialDatesBecomeTheMiddleOrTheFirstOfWhatIsKnown(t *testing.T) {
	for text, want := range map[string][2]string{ // middle, first
		"20240315": {"2024-03-15", "2024-03-15"}, "20240300": {"2024-03-15", "2024-03-01"}, "20240399": {"2024-03-15", "2024-03-01"},
		"202403": {"2024-03-15", "2024-03-01"}, "2024-03": {"2024-03-15", "2024-03-01"}, "2024-03-00": {"2024-03-15", "2024-03-01"},
		"20240000": {"2024-07-01", "2024-01-01"}, "20249999": {"2024-07-01", "2024-01-01"}, "20240012": {"2024-07-01", "2024-01-01"},
		"2024": {"2024-07-01", "2024-01-01"}, "202400": {"2024-07-01", "2024-01-01"}, "2024-00-00": {"2024-07-01", "2024-01-01"},
		"20241300": {"-", "-"}, "202413": {"-", "-"}, "20240332": {"-", "-"}, "202": {"-", "-"}, "20240": {"-", "-"}, "2024030": {"-", "-"},
		"2024x0": {"-", "-"}, "2024030000": {"-", "-"}, "2024--03": {"-", "-"},
	} {
		for i, partial := range []source.Partial{source.PartialMiddle, source.PartialFirst} {
			if got := day(t, partial, text, compact, isoDay); got != want[i] {
				t.Errorf("%s (%s) is %s, want %s", text, partial, got, want[i])
			}
		}
	}
	if got := day(t, source.PartialNone, "20240300", compact); got != "-" {
		t.Errorf("a partial date where none is declared is %s", got)
	}
}
