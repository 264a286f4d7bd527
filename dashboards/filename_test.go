package dashboards

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"klarsyn/analytics"
)

var day = time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC)

// alike are names of hospitals that make one slug, or hardly any.
var alike = []string{"Ängelholm", "Angelholm", "ANGELHOLM", "A\u0308ngelholm", "ängelholm ", "Norra/Södra", "Norra & Södra", "Norra\\Södra", "Annan", "-Annan", ".Annan", "Annan.", "🏥", "–", "\u200b",
	"con", "CON", "nul ", "..", "../..", "a\nb", "a\x00b", strings.Repeat("lång", 80), strings.Repeat("lång", 80) + "a", "Malmö"}

func TestFilesOfValuesThatLookAlikeHaveNamesOfTheirOwn(t *testing.T) {
	var values []analytics.DimensionValue
	for _, value := range alike {
		values = append(values, analytics.DimensionValue{URL: value, Label: value})
	}
	seen := map[string]string{}
	for _, value := range alike {
		query := "sjukhus=" + url.QueryEscape(analytics.Literal(value))
		if looksLikeAnother(analytics.Literal(value), values) {
			query += "-" + mark(analytics.Literal(value))
		}
		name := fileName("hjartsvikt", query, day)
		if other, taken := seen[name]; taken {
			t.Errorf("%q and %q are both called %s", value, other, name)
		}
		seen[name] = value
		if len(name) > 200 || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || name[0] == '-' || name[len(name)-1] == '-' {
			t.Errorf("%q: %s is no name for every file system", value, name)
		}
	}
	if looksLikeAnother("Malmö", values) || !looksLikeAnother("Ängelholm", values) || !looksLikeAnother(`\-Annan`, values) {
		t.Error("what looks alike is told wrongly")
	}
}

func TestANameIsNoDeviceAndNotTooLong(t *testing.T) {
	for what, want := range map[string]string{"CON": "con-fil", "lpt1": "lpt1-fil", "concert": "concert", "Åäö é ü": "aao-e-u"} {
		if got := fileName(what, "", time.Time{}); got != want {
			t.Errorf("%q: got %s, want %s", what, got, want)
		}
	}
	long := strings.Repeat("blad-med-langt-namn-", 40)
	one, other := fileName(long+"a", "ar=2024", day), fileName(long+"b", "ar=2024", day)
	if one == other || len(one) > 200 {
		t.Errorf("long names: %s and %s", one, other)
	}
}
