package dashboards

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"klarsyn/analytics"
)

// Keys of the address that are about showing, not about what is selected.
const (
	searchKey = "sok"     // detail tables: rows that contain this
	pageKey   = "sida"    // detail tables: page number
	sortKey   = "sortera" // detail tables: column, with - before it for falling order
	sideKey   = "aktiv"   // which of two compared selections the filter pane changes: a or b
)

// A request is one opened sheet: what is asked for, on which snapshot.
type request struct {
	page   *analytics.Page
	sheet  *analytics.Sheet
	view   *analytics.View
	pair   analytics.Comparison
	second bool // the filter pane changes B
	table  tableQuery
	path   string
	large  string // address of the panel alone, where it is not the path's own
	prefix string // of the ids of tiles and panels, where a page holds several sheets
	still  bool   // part of a saved analysis: marks and rows choose nothing
	files  string // address of the files of what is shown, up to the format; empty: each analysis' own
}

// A tableQuery is how a reader wants a long table.
type tableQuery struct {
	search     string
	page       int
	sort       string // column; empty: the table's own order
	descending bool
}

// sheetPath is the address of a page's sheet.
func sheetPath(page *analytics.Page, index int) string {
	if index >= len(page.Sheets) {
		return "/" + page.ID
	}
	return "/" + page.ID + "/" + page.Sheets[index].ID
}

// open reads the address of a sheet. The caller releases the view.
func (s *Server) open(c *fiber.Ctx) (*request, error) {
	page, err := s.service.Page(c.Params("area"))
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(page.Sheets, func(sheet analytics.Sheet) bool { return sheet.ID == c.Params("sheet") })
	if at < 0 {
		return nil, &fault{status: fiber.StatusNotFound, sentence: page.Title + " har inget blad som heter " + quoted(c.Params("sheet")) + "."}
	}
	r := &request{page: page, sheet: &page.Sheets[at], path: sheetPath(page, at), table: tableQuery{page: 1}}
	if r.view = s.service.View(); r.view == nil {
		return nil, &fault{status: fiber.StatusServiceUnavailable, sentence: "Tjänsten håller på att stängas."}
	}
	if err := r.read(string(c.Request().URI().QueryString())); err != nil {
		r.view.Release()
		return nil, err
	}
	return r, nil
}

// read splits the query string into the selection and what is about showing.
func (r *request) read(query string) error {
	var selection []string
	sided := ""
	for part := range strings.SplitSeq(query, "&") {
		name, raw, _ := strings.Cut(part, "=")
		value, err := url.QueryUnescape(raw)
		if err != nil {
			return &fault{status: fiber.StatusBadRequest, sentence: "Adressen innehåller ett tecken som inte går att läsa: " + quoted(part) + "."}
		}
		switch {
		case name == sideKey:
			sided = value
		case name == searchKey && r.long():
			r.table.search = strings.TrimSpace(value)
		case name == sortKey && r.long():
			r.table.sort, r.table.descending = strings.TrimPrefix(value, "-"), strings.HasPrefix(value, "-")
		case name == pageKey && r.long():
			if r.table.page, err = strconv.Atoi(value); err != nil || r.table.page < 1 {
				return &fault{status: fiber.StatusBadRequest, sentence: "Sidan " + quoted(value) + " finns inte i tabellen."}
			}
		default:
			selection = append(selection, part)
		}
	}
	pair, err := r.view.ParseComparison(r.page, strings.Join(selection, "&"))
	if err != nil {
		return err
	}
	r.pair = pair
	switch {
	case sided == "" || (sided == "a" && pair.Two):
	case sided == "b" && pair.Two:
		r.second = true
	default:
		return &fault{status: fiber.StatusBadRequest, sentence: "Sidan " + quoted(sided) + " finns inte i en jämförelse: den heter a eller b."}
	}
	return nil
}

// long reports whether the sheet holds long tables, which are sorted, paged and searched by the server.
func (r *request) long() bool { return r.sheet.Right != "" }

// active is the selection that the filter pane changes.
func (r *request) active() analytics.Selection {
	if r.second {
		return r.pair.B
	}
	return r.pair.A
}

// with is the address with another active selection.
func (r *request) with(selection analytics.Selection) string {
	pair := r.pair
	if r.second {
		pair.B = selection
	} else {
		pair.A = selection
	}
	return r.address(r.path, pair)
}

// address is a path with a selection and the active side.
func (r *request) address(path string, pair analytics.Comparison) string {
	query := pair.Query()
	if pair.Two && r.second && query != "" {
		query += "&" + sideKey + "=b"
	}
	if query == "" {
		return path
	}
	return path + "?" + query
}

// here is the address of the same selection on another path.
func (r *request) here(path string) string { return r.address(path, r.pair) }

// api is the address of an analysis for one selection.
func api(analysis string, format string, selection analytics.Selection) string {
	address := "/api/v1/analyses/" + analysis + "." + format
	if query := selection.Query(); query != "" {
		address += "?" + query
	}
	return address
}

// etag names the answer: everything that can change it.
func (s *Server) etag(r *request, extra ...string) string {
	source := r.view.Provenance()
	parts := append(extra, source.Snapshot, source.Policy().String(), s.options.Version, s.static.hash, s.gate.Scope(), r.path,
		r.pair.A.FullQuery(), r.pair.B.FullQuery(), r.pair.Query(), fmt.Sprint(r.second, r.pair.Two), fmt.Sprintf("%+v", r.table))
	for _, analysis := range s.service.Analyses() {
		if analysis.Area == r.page.ID {
			parts = append(parts, analysis.ID, analysis.Version)
		}
	}
	return tag(parts...)
}

// tag is an entity tag over all that decides an answer.
func tag(parts ...string) string {
	hash := sha256.New()
	for _, part := range parts {
		fmt.Fprintf(hash, "%d\n%s", len(part), part)
	}
	return `"` + hex.EncodeToString(hash.Sum(nil))[:24] + `"`
}

// fresh sets the answer's name and reports whether the reader has it already.
func fresh(c *fiber.Ctx, etag string) bool {
	c.Set(fiber.HeaderETag, etag)
	return c.Get(fiber.HeaderIfNoneMatch) == etag
}
