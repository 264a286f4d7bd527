package analytics_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"klarsyn/analytics"
	"klarsyn/sql"
)

var (
	// limitWord is how a statement over KPP asks for limits and what they make of a contact.
	limitWord = regexp.MustCompile(`\b(chosen_case|case_(national|own|los|combined)|limit_(national|own|los)_\w+|kpp_limit)\b`)
	// referenceWord is how it asks for the comparison group.
	referenceWord = regexp.MustCompile(`\bselected_kpp_(outlier_)?reference\b`)
	yearWord      = regexp.MustCompile(`kontaktens år|sitt\s+års?|årets gräns|gräns för sitt år|under året|samma år`)
	priceWord     = regexp.MustCompile(`(?i)löpande priser|basårets priser|selected "pris"`)
	countWord     = regexp.MustCompile(`\.?(Num|num|Av|av|Pair|pair|sum|avsum|count)\b`)
	moneyWord     = regexp.MustCompile(`(?i)\b(kr|tkr|mkr) "|_sek"|cost_per|mean_sek`)
)

// A controller must be able to tell from the figure itself, on paper as on screen, by which rule it is counted, in which prices, against
// which year's limits and reference, and on how many.
func TestEveryKPPFigureNamesItsRulePriceLevelYearAndNumber(t *testing.T) {
	catalogue, err := analytics.ReadCatalogue(sql.Files())
	if err != nil {
		t.Fatal(err)
	}
	byID := map[string]*analytics.Analysis{}
	for _, analysis := range catalogue.Analyses {
		remark := slices.ContainsFunc(analysis.Columns, func(c analytics.Column) bool { return c.Name == "sentence" })
		if analysis.Area != "kpp" || remark { // a remark stands under figures that name all this
			continue
		}
		byID[analysis.ID] = analysis
		money := slices.ContainsFunc(analysis.Columns, func(c analytics.Column) bool { return c.Unit.Name == "kr" && !c.Hidden })
		about := strings.Join(strings.Fields(analysis.About), " ")
		// A choice is named under the figure and in every file of it.
		if limitWord.MatchString(analysis.Body) && !slices.Contains(analysis.Choices, "regel") && !strings.Contains(about, "reglerna") {
			t.Errorf("%s reads limits and names no rule: choice: regel, or a text that says it shows all", analysis.ID)
		}
		if slices.ContainsFunc(analysis.Columns, func(c analytics.Column) bool { return c.Unit.Name == "kr" }) && !slices.Contains(analysis.Choices, "pris") && analysis.Obeys("pris") {
			t.Errorf("%s neither obeys the price level nor says why not: choice: pris, or ignores: pris and the reason", analysis.ID)
		}
		if money && !slices.Contains(analysis.Choices, "pris") && !priceWord.MatchString(about) {
			t.Errorf("%s shows kronor without a price level: choice: pris, or a text that names it", analysis.ID)
		}
		if (limitWord.MatchString(analysis.Body) || referenceWord.MatchString(analysis.Body)) && !yearWord.MatchString(about) {
			t.Errorf("%s does not say which year's limits and reference it uses", analysis.ID)
		}
		counted := slices.ContainsFunc(analysis.Columns, func(c analytics.Column) bool { return c.N == c.Name && c.N != "" })
		if !counted && analysis.Right == "" {
			t.Errorf("%s shows no number of cases or persons", analysis.ID)
		}
	}
	if len(byID) < 30 {
		t.Fatalf("only %d figures", len(byID))
	}
	for _, page := range catalogue.Pages {
		if page.ID != "kpp" {
			continue
		}
		for _, sheet := range page.Sheets {
			for _, panel := range sheet.Panels {
				texts := panel.Heading + panel.Summary + strings.Join(panel.Text, " ")
				where := sheet.ID + ", " + panel.Analysis
				if !countWord.MatchString(panel.Summary) {
					t.Errorf("%s: the last line names no number: %s", where, panel.Summary)
				}
				analysis := byID[panel.Analysis]
				if analysis == nil || !moneyWord.MatchString(texts) && !strings.Contains(panel.Chart, "_sek") {
					continue
				}
				if !slices.Contains(analysis.Choices, "pris") && !priceWord.MatchString(panel.Window) {
					t.Errorf("%s: the window names no price level: %s", where, panel.Window)
				}
			}
			for _, tile := range sheet.Tiles {
				analysis := byID[tile.Analysis]
				if analysis != nil && moneyWord.MatchString(tile.Value) && !slices.Contains(analysis.Choices, "pris") && !priceWord.MatchString(tile.Window) {
					t.Errorf("%s, %s: the window names no price level: %s", sheet.ID, tile.Name, tile.Window)
				}
			}
		}
	}
}
