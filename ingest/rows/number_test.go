package rows

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"klarsyn/ingest/source"
	"klarsyn/sql/duck"
)

// read reads a text as a column of one SQL type and writes the value; "-" when it is not of the type.
func read(t *testing.T, sqlType string, kind source.Type, dialect source.Dialect, text string) string {
	t.Helper()
	r, err := newReader(&source.Column{SQLType: sqlType, Type: kind, Origin: source.FromCells}, dialect)
	if err != nil {
		t.Fatal(err)
	}
	var v value
	if !r.read([]byte(text), &v) {
		return "-"
	}
	if r.kind == doubleKind {
		return fmt.Sprint(v.float)
	}
	return fmt.Sprint(v.number)
}

func TestNumbersAreDigitsWithTheDialectsSignsAndNothingElse(t *testing.T) {
	comma := source.Dialect{Decimal: ',', Thousands: source.Spaces}
	point := source.Dialect{Decimal: '.', Thousands: ","}
	for _, c := range []struct {
		sqlType string
		kind    source.Type
		dialect source.Dialect
		want    map[string]string
	}{
		{"DECIMAL(18, 2)", source.Decimal, comma, map[string]string{
			"12": "1200", "12,5": "1250", "-0,5": "-50", "+7,": "700", ",5": "50", "1 234,5": "123450", "1\u00a0234\u202f567": "123456700",
			"12,345": "1235", "12,344": "1234", "-12,345": "-1235", "0,004": "0", "12.5": "-", ",": "-", "": "-", "1 23": "-", "12 3456": "-", "1234 567": "-",
			"1,2,3": "-", "1e5": "-", "nan": "-", "0x1": "-", " 1": "-", "--1": "-", "1 234 ": "-",
			"9999999999999999,99": "999999999999999999", "9999999999999999,995": "-", "10000000000000000": "-", "99999999999999999999999": "-",
			"000000000000000000000012,5": "1250", "0000000000000000000000": "0"}},
		{"DOUBLE", source.Decimal, point, map[string]string{"1,234.5": "1234.5", "0.1": "0.1", "1.": "1", "5,5": "-", "1_0": "-", "Infinity": "-"}},
		{"DOUBLE", source.Integer, point, map[string]string{"12": "12", "12.5": "-"}},
		{"SMALLINT", source.Integer, comma, map[string]string{"32767": "32767", "32768": "-", "-32768": "-32768", "-32769": "-", "007": "7", "1 000": "1000", "50,0": "-"}},
		{"BIGINT", source.Integer, comma, map[string]string{fmt.Sprint(math.MaxInt64): fmt.Sprint(math.MaxInt64), "9223372036854775808": "-", "-9223372036854775808": fmt.Sprint(math.MinInt64), "-9223372036854775809": "-"}},
	} {
		for text, want := range c.want {
			if got := read(t, c.sqlType, c.kind, c.dialect, text); got != want {
				t.Errorf("%q as %s (%s) is %s, want %s", text, c.sqlType, c.kind, got, want)
			}
		}
	}
}

// DuckDB reads the same numbers, when their shape is checked by a regular expression first.
func TestNumbersAreThoseThatDuckDBReads(t *testing.T) {
	db, err := duck.Open(t.Context(), duck.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	random := rand.New(rand.NewPCG(1, 2))
	piece := func(most int) string {
		var digits strings.Builder
		for range random.IntN(most + 1) {
			digits.WriteByte("0123456789"[random.IntN(10)])
		}
		return digits.String()
	}
	for range 3000 {
		text := []string{"", "", "-", "+"}[random.IntN(4)] + piece(12) + []string{"", ",", ",", ",,", " ", "e"}[random.IntN(6)] + piece(8)
		for sqlType, cast := range map[string]string{
			"DECIMAL(12, 4)": "(TRY_CAST(%s AS DECIMAL(12, 4)) * 10000)::BIGINT", "DECIMAL(18, 2)": "(TRY_CAST(%s AS DECIMAL(18, 2))::DECIMAL(38, 2) * 100)::BIGINT",
			"INTEGER": "CASE WHEN %[1]s NOT LIKE '%%.%%' THEN TRY_CAST(%[1]s AS INTEGER) END", "DOUBLE": "TRY_CAST(%s AS DOUBLE)",
		} {
			kind := source.Decimal
			if sqlType == "INTEGER" {
				kind = source.Integer
			}
			var want any
			query := "SELECT CASE WHEN regexp_full_match(?, '[+-]?([0-9]+(,[0-9]*)?|,[0-9]+)') THEN " + fmt.Sprintf(cast, "replace($1, ',', '.')") + " END"
			if err := db.QueryRowContext(t.Context(), strings.Replace(query, "?", "$1", 1), text).Scan(&want); err != nil {
				t.Fatal(err)
			}
			wanted := "-"
			if want != nil {
				wanted = fmt.Sprint(want)
			}
			if got := read(t, sqlType, kind, source.Dialect{Decimal: ','}, text); got != wanted {
				t.Errorf("%q as %s is %s, DuckDB reads %s", text, sqlType, got, wanted)
			}
		}
	}
}

func TestProductsAreExactBeforeTheyAreRounded(t *testing.T) {
	for _, c := range []struct{ sqlType, number, factor, want string }{
		{"DOUBLE", "28,00", "3", "84"},
		{"DOUBLE", "0,1", "-3", "-0.3"}, // 0.1 * -3 in binary is -0.30000000000000004
		{"DOUBLE", "99999999999999,9999", "99999999999999,9999", "1e+28"},
		{"DOUBLE", "12345678901234,5678", "98765432109876,5432", "1.219326311370218e+27"},
		{"DECIMAL(18, 2)", "0,05", "0,1", "1"}, // 0.005
		{"DECIMAL(18, 2)", "0,05", "-0,1", "-1"},
		{"DECIMAL(18, 2)", "0,0499", "0,1", "0"},
		{"DECIMAL(18, 2)", "99999999999999", "1000", "-"},
		{"SMALLINT", "2,5", "1", "3"},
		{"SMALLINT", "32768", "1", "-"},
	} {
		dialect := source.Dialect{Decimal: ','}
		r, err := newReader(&source.Column{SQLType: c.sqlType, Type: source.Decimal, Origin: source.FromCells}, dialect)
		if err != nil {
			t.Fatal(err)
		}
		factor := factorOf(dialect)
		var a, b, v value
		factor.read([]byte(c.number), &a)
		factor.read([]byte(c.factor), &b)
		got, fits := "-", r.product(a.number, b.number, &v)
		if fits && r.kind == doubleKind {
			got = fmt.Sprint(v.float)
		} else if fits {
			got = fmt.Sprint(v.number)
		}
		if got != c.want {
			t.Errorf("%s × %s as %s is %s, want %s", c.number, c.factor, c.sqlType, got, c.want)
		}
	}
}
