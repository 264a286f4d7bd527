package dashboards

import (
	"context"
	"path"
	"strings"

	"github.com/gofiber/fiber/v2"

	"klarsyn/analytics"
	"klarsyn/dashboards/export"
)

// listAnalyses answers what can be asked.
func (s *Server) listAnalyses(c *fiber.Ctx) error {
	type column struct {
		Name  string `json:"name"`
		Label string `json:"label"`
		Unit  string `json:"unit"`
	}
	type entry struct {
		ID        string   `json:"id"`
		Title     string   `json:"title"`
		About     string   `json:"about"`
		Direction string   `json:"direction"`
		Status    string   `json:"status"`
		Right     string   `json:"right,omitempty"`
		Version   string   `json:"version"`
		Columns   []column `json:"columns"`
	}
	list := []entry{}
	for _, a := range s.service.Analyses() {
		e := entry{ID: a.ID, Title: a.Title, About: a.About, Direction: a.Direction, Status: a.Status, Right: a.Right, Version: a.Version}
		for _, col := range a.Columns {
			if !col.Hidden {
				e.Columns = append(e.Columns, column{col.Name, col.Label, col.Unit.Name})
			}
		}
		list = append(list, e)
	}
	return c.JSON(list)
}

// sendAnalysis answers one analysis as .json, .csv or .svg for the same query string as its page.
func (s *Server) sendAnalysis(c *fiber.Ctx) error {
	name := c.Params("*")
	format := strings.TrimPrefix(path.Ext(name), ".")
	id := strings.TrimSuffix(name, "."+format)
	switch format {
	case "json", "csv", "svg":
	default:
		return &fault{status: fiber.StatusNotFound, sentence: "Formatet " + quoted(format) + " finns inte. Välj .json, .csv eller .svg."}
	}
	query, dialect, err := splitDialect(string(c.Request().URI().QueryString()), format)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), s.options.Timeout)
	defer cancel()
	table, page, err := s.run(ctx, c.Path(), id, query)
	if err != nil {
		return err
	}
	if fresh(c, s.tableTag(table, format, string(dialect))) {
		return c.SendStatus(fiber.StatusNotModified)
	}
	file := strings.ReplaceAll(id, "/", "-") + "-" + table.Period.T.Format("2006-01-02") + "." + format
	c.Set(fiber.HeaderContentDisposition, `inline; filename="`+file+`"`)
	switch format {
	case "csv":
		var out buffer
		if err := export.CSV(&out, table, dialect); err != nil {
			return err
		}
		c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
		return c.Send(out.Bytes())
	case "svg":
		return s.sendSVG(ctx, c, page, table)
	}
	var out buffer
	if err := export.JSON(&out, table); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/json; charset=utf-8")
	return c.Send(out.Bytes())
}

// splitDialect takes dialekt out of a query string.
func splitDialect(query, format string) (string, export.Dialect, error) {
	dialect := export.Swedish
	var rest []string
	for part := range strings.SplitSeq(query, "&") {
		value, found := strings.CutPrefix(part, "dialekt=")
		if !found || format != "csv" {
			rest = append(rest, part)
			continue
		}
		var err error
		if dialect, err = export.ParseDialect(unescape(value)); err != nil {
			return "", "", &fault{status: fiber.StatusBadRequest, sentence: "Dialekten " + quoted(unescape(value)) + " finns inte. Välj svensk eller iso."}
		}
	}
	return strings.Join(rest, "&"), dialect, nil
}

// run answers an analysis for a query string, with the page that it belongs to. An analysis with a right is logged.
func (s *Server) run(ctx context.Context, address, id, query string) (*analytics.Table, *analytics.Page, error) {
	analysis, err := s.service.Analysis(id)
	if err != nil {
		return nil, nil, err
	}
	view := s.service.View()
	if view == nil {
		return nil, nil, &fault{status: fiber.StatusServiceUnavailable, sentence: "Tjänsten håller på att stängas."}
	}
	defer view.Release()
	page, err := s.service.Page(analysis.Area)
	if err != nil {
		page = &analytics.Page{} // an analysis outside every page takes no keys
	}
	selection, err := view.Parse(page, query)
	if err != nil {
		return nil, nil, err
	}
	if err := s.use(analysis.Right, address, selection.Query(), view.Provenance().Snapshot); err != nil {
		return nil, nil, err
	}
	table, err := view.Run(ctx, id, selection, analytics.RunOptions{Scope: s.gate.Scope()})
	return table, page, err
}

func (s *Server) tableTag(table *analytics.Table, parts ...string) string {
	return tag(append(parts, table.Source.Snapshot, table.Source.Policy().String(), table.Source.AnalysisVersion, table.Selection.FullQuery(), s.gate.Scope(), s.options.Version, s.static.hash, table.Analysis.ID)...)
}
