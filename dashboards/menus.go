package dashboards

import (
	"strings"

	"klarsyn/dashboards/pages"
)

// formatNames are the formats as menus name them.
var formatNames = map[string]string{"pdf": "PDF", "csv": "CSV", "json": "JSON", "parquet": "Parquet", "arrow": "Arrow", "svg": "bild, SVG", "png": "bild, PNG"}

// panelFormats are what a figure's menu offers, the most asked for first.
func (s *Server) panelFormats(drawn bool) []string {
	formats := []string{"csv"}
	if drawn && s.static.charts {
		if s.workers != nil {
			formats = append(formats, "png")
		}
		formats = append(formats, "svg")
	}
	if s.prints {
		formats = append(formats, "pdf")
	}
	return append(formats, "parquet", "arrow", "json")
}

// sheetExports are what the menu above a sheet offers. A guarded sheet has its own file only, and no report.
func (s *Server) sheetExports(r *request) []pages.Link {
	var links []pages.Link
	add := func(title, format string, choices ...string) {
		if query := r.pair.Query(); query != "" {
			choices = append([]string{query}, choices...)
		}
		address := "/export/" + r.page.ID + "." + format
		if len(choices) > 0 {
			address += "?" + strings.Join(choices, "&")
		}
		links = append(links, pages.Link{Title: title, Href: address})
	}
	blad := sheetKey + "=" + escape(r.sheet.ID)
	if s.prints && r.sheet.Right == "" {
		add("Kort analys av bladet, PDF", "pdf", blad, formKey+"="+shortForm)
		add("Analysrapport av bladet, PDF", "pdf", blad)
		add("Analysrapport av alla blad, PDF", "pdf")
	}
	if s.workers != nil && s.static.charts && r.sheet.Right == "" {
		add("Bladets diagram som bilder, PNG", "png", blad)
	}
	add("Bladets tabeller, CSV", "csv", blad)
	add("Bladets tabeller, Parquet", "parquet", blad)
	return links
}
