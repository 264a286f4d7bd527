package dashboards

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"klarsyn/analytics"
	"klarsyn/dashboards/pages"
)

// checkKey is the query key of /datakvalitet that keeps the rows of some checks, and checkColumn the column they are read from.
const checkKey, checkColumn = "kontroll", "check_id"

// findingBadge says on a panel that checks found something in what its figure reads. The sentences stand among the panel's notes.
func findingBadge(findings []analytics.Finding) *pages.Badge {
	query := url.Values{}
	for _, finding := range findings {
		if !slices.Contains(query[checkKey], finding.Check) {
			query.Add(checkKey, finding.Check)
		}
	}
	text := "Avvikelse i underlaget"
	if len(findings) > 1 {
		text = "Avvikelser i underlaget"
	}
	return &pages.Badge{Class: "warn", Text: text, Href: "/datakvalitet?" + query.Encode()}
}

// quality answers what is known about the data: every analysis of the folder datakvalitet as a table; with kontroll those that
// tell of single checks, and only the rows of the named ones.
func (s *Server) quality(c *fiber.Ctx) error {
	ctx, cancel := context.WithTimeout(context.Background(), s.options.Timeout)
	defer cancel()
	asked, err := url.ParseQuery(string(c.Request().URI().QueryString()))
	if err != nil {
		return &fault{status: fiber.StatusBadRequest, sentence: "Adressens urval går inte att läsa."}
	}
	for key := range asked {
		if key != checkKey {
			return &fault{status: fiber.StatusBadRequest, sentence: "Datakvalitet har ingen nyckel " + quoted(key) + "."}
		}
	}
	document := pages.Document{Frame: s.frame(nil, "Datakvalitet"),
		Lead: "Vad som är läst, vad som inte kunde läsas och vad kontrollerna fann. Siffrorna gäller den ögonblicksbild som visas nu."}
	document.Heading = document.Title
	wanted := asked[checkKey]
	if len(wanted) > 0 {
		document.Lead = "Avvikelser som en figur bygger på. Siffrorna gäller den ögonblicksbild som visas nu."
		document.Back = &pages.Link{Title: "Alla kontroller", Href: "/datakvalitet"}
	}
	for _, analysis := range s.service.Analyses() {
		if analysis.Area != qualityArea {
			continue
		}
		section := pages.Section{ID: url.PathEscape(strings.ReplaceAll(analysis.ID, "/", "-")), Title: analysis.Title, Text: []string{analysis.About}}
		answer, err := s.run(ctx, c.Path(), analysis.ID, "")
		if err != nil {
			_, sentence, code := s.explain(err, "page", "/datakvalitet", "analysis", analysis.ID)
			section.Text = append(section.Text, "Tabellen kunde inte räknas. "+sentence+" "+code)
		} else {
			answer.request.view.Release()
			table := answer.table
			if len(wanted) > 0 {
				if table.Column(checkColumn) < 0 {
					continue
				}
				table = ofChecks(table, wanted)
			}
			section.Table = tableView(table, analysis.Title)
			section.Text = append(section.Text, table.Notes...)
		}
		document.Sections = append(document.Sections, section)
	}
	if len(document.Sections) == 0 {
		document.Sections = []pages.Section{{Text: []string{"Inga kontroller är inlagda."}}}
	}
	return s.send(c, func(w *buffer) error { return s.set.WriteDocument(w, document) })
}

// ofChecks is the table with the rows of the named checks alone. The Table itself is shared by all readers.
func ofChecks(table *analytics.Table, checks []string) *analytics.Table {
	kept := *table
	kept.Rows = nil
	at := table.Column(checkColumn)
	for _, row := range table.Rows {
		if slices.Contains(checks, row[at].Text) {
			kept.Rows = append(kept.Rows, row)
		}
	}
	return &kept
}
