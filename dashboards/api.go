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

// sendAnalysis answers one analysis in any format for the same query string as its page.
func (s *Server) sendAnalysis(c *fiber.Ctx) error {
	name := c.Params("*")
	format := strings.TrimPrefix(path.Ext(name), ".")
	id := strings.TrimSuffix(name, "."+format)
	if s.media(format) == "" {
		return s.noFormat(format)
	}
	query, look, err := ParseLook(string(c.Request().URI().QueryString()), format)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(opens(c).on(context.Background()), s.options.Timeout)
	defer cancel()
	answer, err := s.run(ctx, c.Path(), id, query)
	if err != nil {
		return err
	}
	defer answer.request.view.Release()
	table := answer.table
	if fresh(c, s.tableTag(table, format, look.name(), base(c), s.templateMark(format))) {
		return c.SendStatus(fiber.StatusNotModified)
	}
	file, err := s.fileOf(ctx, answer, format, look, base(c))
	if err != nil {
		return err
	}
	return s.sendFile(c, file)
}

// Analysis writes one analysis for a query string as a file in any format: the one that its address answers. base is the
// service's address, for links back.
func (s *Server) Analysis(ctx context.Context, id, query, format string, look Look, base string) (File, error) {
	if s.media(format) == "" {
		return File{}, s.noFormat(format)
	}
	answer, err := s.run(ctx, "/api/v1/analyses/"+id, id, query)
	if err != nil {
		return File{}, err
	}
	defer answer.request.view.Release()
	return s.fileOf(ctx, answer, format, look, base)
}

func (s *Server) fileOf(ctx context.Context, answer *analysisAnswer, format string, look Look, base string) (File, error) {
	table := answer.table
	name := fileName(table.Analysis.ID, named(answer.request.view, answer.request.page, table.Selection.Query()), table.Period.T)
	if _, found := export.FormatOf(format); found {
		content, err := s.writeFigure(ctx, export.Document{}, export.Figure{Table: table}, format, look)
		return File{name + "." + format, content}, err
	}
	document, err := s.single(answer.request, table, base)
	if err != nil {
		return File{}, err
	}
	if _, picture := pictures[format]; picture {
		figure := document.Sections[0].Figures[0]
		if figure.Drawing.Option == nil {
			return File{}, &fault{status: fiber.StatusNotFound, sentence: "Analysen " + quoted(table.Analysis.ID) + " har inget diagram för urvalet, bara en tabell. " + figure.Empty}
		}
		content, err := s.picture(ctx, document, figure, format, look)
		return File{name + "." + format, content}, err
	}
	var files []File
	write := func() (err error) {
		files, err = s.Write(ctx, Compiled{document, name}, format, look)
		return err
	}
	if format == "pdf" { // one browser at a time
		err = s.exports.Do(ctx, write)
	} else {
		err = write()
	}
	if err != nil {
		return File{}, err
	}
	return files[0], nil
}

// sendFile answers a file under its name. What a browser can show is shown, the rest is saved.
func (s *Server) sendFile(c *fiber.Ctx, file File) error {
	format := strings.TrimPrefix(path.Ext(file.Name), ".")
	disposition := "attachment"
	switch format {
	case "json", "csv", "svg", "png", "pdf":
		disposition = "inline"
	}
	c.Set(fiber.HeaderContentDisposition, disposition+`; filename="`+file.Name+`"`)
	c.Set(fiber.HeaderContentType, s.media(format))
	if format == "zip" {
		c.Set(fiber.HeaderContentType, "application/zip")
	}
	if format == "svg" { // a document of its own, whose drawing uses styles
		c.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
	}
	return c.Send(file.Content)
}

// An analysisAnswer is an analysis' table and the request that asked for it.
type analysisAnswer struct {
	table   *analytics.Table
	request *request
}

// run answers an analysis for a query string. An analysis with a right is logged. The caller releases the view.
func (s *Server) run(ctx context.Context, address, id, query string) (*analysisAnswer, error) {
	analysis, err := s.service.Analysis(id)
	if err != nil {
		return nil, err
	}
	r := &request{path: address}
	if r.view = s.service.View(); r.view == nil {
		return nil, &fault{status: fiber.StatusServiceUnavailable, sentence: "Tjänsten håller på att stängas."}
	}
	answer, err := s.runOn(ctx, r, analysis, query)
	if err != nil {
		r.view.Release()
	}
	return answer, err
}

func (s *Server) runOn(ctx context.Context, r *request, analysis *analytics.Analysis, query string) (*analysisAnswer, error) {
	var err error
	if r.page, err = s.service.Page(analysis.Area); err != nil {
		r.page = &analytics.Page{} // an analysis outside every page takes no keys
	}
	selection, err := r.view.Parse(r.page, query)
	if err != nil {
		return nil, err
	}
	r.pair = analytics.Comparison{A: selection, B: selection}
	if err := s.use(ctx, analysis.Right, r.path, selection.Query(), r.view.Provenance().Snapshot); err != nil {
		return nil, err
	}
	table, err := r.view.Run(ctx, analysis.ID, selection, analytics.RunOptions{Scope: s.gate.Scope()})
	return &analysisAnswer{table, r}, err
}

func (s *Server) tableTag(table *analytics.Table, parts ...string) string {
	return tag(append(parts, table.Source.Snapshot, table.Source.Policy().String(), table.Source.AnalysisVersion, table.Selection.FullQuery(), s.gate.Scope(), s.options.Version, s.static.hash, table.Analysis.ID)...)
}
