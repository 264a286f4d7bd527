package dashboards

import (
	"strings"

	"klarsyn/dashboards/pages"
)

// formatNames are the formats as menus name them.
var formatNames = map[string]string{"pptx": "PowerPoint", "xlsx": "Excel", "pdf": "PDF", "csv": "CSV", "json": "JSON", "parquet": "Parquet", "arrow": "Arrow", "svg": "bild, SVG", "png": "bild, PNG"}

// panelFormats are what a figure's menu offers, the most asked for first. Of two compared selections, each of which has files
// of its own, it offers the first few. The address takes every format.
func (s *Server) panelFormats(drawn, compared bool) []string {
	formats := []string{"pptx", "xlsx", "csv"}
	drawn = drawn && s.static.charts
	if drawn && s.workers != nil {
		formats = append(formats, "png")
	}
	if compared {
		return formats
	}
	if drawn {
		formats = append(formats, "svg")
	}
	if s.static.charts {
		formats = append(formats, "pdf")
	}
	return append(formats, "parquet", "json")
}

// sheetExports are what the menu above a sheet offers. A guarded sheet has its own file only, and no report.
func (s *Server) sheetExports(r *request) []pages.Link {
	var links []pages.Link
	offer := func(title, root, format string, choices ...string) {
		if query := r.pair.Query(); query != "" {
			choices = append([]string{query}, choices...)
		}
		address := root + r.page.ID + "." + format
		if len(choices) > 0 {
			address += "?" + strings.Join(choices, "&")
		}
		links = append(links, pages.Link{Title: title, Href: address, Long: root == jobsRoot})
	}
	add := func(title, format string, choices ...string) { offer(title, "/export/", format, choices...) }
	long := func(title, format string, choices ...string) { offer(title, jobsRoot, format, choices...) }
	blad := sheetKey + "=" + escape(r.sheet.ID)
	if r.sheet.Right == "" {
		add("Presentation av bladet, PowerPoint", "pptx", blad)
		long("Presentation av alla blad, PowerPoint", "pptx")
	}
	add("Arbetsbok med bladet, Excel", "xlsx", blad)
	if r.sheet.Right == "" {
		long("Arbetsbok med alla blad, Excel", "xlsx")
	}
	if s.static.charts && r.sheet.Right == "" {
		long("Kort analys av bladet, PDF", "pdf", blad, formKey+"="+shortForm)
		long("Analysrapport av bladet, PDF", "pdf", blad)
		long("Analysrapport av alla blad, PDF", "pdf")
	}
	if s.workers != nil && s.static.charts && r.sheet.Right == "" {
		long("Bladets diagram som bilder, PNG", "png", blad)
	}
	add("Bladets tabeller, CSV", "csv", blad)
	add("Bladets tabeller, Parquet", "parquet", blad)
	return links
}
