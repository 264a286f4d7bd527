package dashboards

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"klarsyn/analytics"
	"klarsyn/dashboards/export"
	"klarsyn/dashboards/pages"
	"klarsyn/dashboards/swedish"
)

// tile computes one headline figure for one selection, or two under each other.
func (s *Server) tile(ctx context.Context, r *request, index int, sides []analytics.Selection) pages.Tile {
	spec := r.sheet.Tiles[index]
	return s.drawTile(ctx, r, spec, fmt.Sprintf("t-%s%d", r.prefix, index+1), sides)
}

func (s *Server) drawTile(ctx context.Context, r *request, spec analytics.Tile, id string, sides []analytics.Selection) pages.Tile {
	tile := pages.Tile{ID: id, About: "/om/" + spec.Analysis}
	if query := sides[0].Query(); query != "" {
		tile.About += "?" + query
	}
	for i, selection := range sides {
		side := pages.TileSide{}
		if len(sides) == 2 {
			side.Letter = string(rune('A' + i))
		}
		table, err := r.view.Run(ctx, spec.Analysis, selection, analytics.RunOptions{Scope: s.gate.Scope()})
		if err != nil {
			_, sentence, code := s.explain(err, "page", r.path, "analysis", spec.Analysis)
			side.State = &pages.State{Kind: "error", Title: "Kunde inte räknas", Text: sentence, Code: code}
			tile.Sides = append(tile.Sides, side)
			continue
		}
		if tile.Name == "" {
			tile.Name = s.text(spec.Name, r, table).String
		}
		if mark := s.text(spec.Mark, r, table); mark.Sound() {
			tile.Mark = mark.String
		}
		side.Window = s.text(spec.Window, r, table).String
		side.Views = s.tileViews(r, spec, id, table)
		tile.Sides = append(tile.Sides, side)
	}
	if tile.Name == "" {
		tile.Name = s.title(spec.Analysis)
	}
	if spec.Spark != nil {
		tile.Spark = s.spark(ctx, r, *spec.Spark, sides)
	}
	return tile
}

func (s *Server) title(analysis string) string {
	if found, err := s.service.Analysis(analysis); err == nil {
		return found.Title
	}
	return analysis
}

// A tileReading is one reading of a tile: the same on the page and in every file.
type tileReading struct {
	label, value, interval string
	detail                 string // with **bold** parts
	word                   bool   // the value is a word, not a number
	facts                  []export.Fact
}

// readTile fills the tile's texts in from a table: its own, or the sides of its toggle.
func (s *Server) readTile(r *request, spec analytics.Tile, table *analytics.Table) []tileReading {
	views := spec.Views
	if len(views) == 0 {
		views = []analytics.TView{{Value: spec.Value, Detail: spec.Detail, Interval: spec.Interval}}
	}
	readings := make([]tileReading, 0, len(views))
	for _, view := range views {
		value := s.text(view.Value, r, table)
		reading := tileReading{label: view.Label, value: value.String, word: value.State != analytics.Present}
		if detail := s.text(view.Detail, r, table); !wordless(detail.State) && !onlyHidden(detail) {
			reading.detail = detail.String
		}
		if interval := s.text(view.Interval, r, table); interval.Sound() {
			reading.interval = interval.String
		}
		facts := view.Facts
		if len(facts) == 0 {
			facts = spec.Facts
		}
		for _, fact := range facts {
			text := s.text(fact.Value, r, table)
			switch { // the word alone, without the unit written around it
			case wordless(text.State):
				text.String = swedish.Word(analytics.Value{State: text.State})
			case onlyHidden(text):
				text.String = swedish.Word(analytics.Value{State: analytics.Hidden})
			}
			if text.String != "" {
				reading.facts = append(reading.facts, export.Fact{Label: s.text(fact.Label, r, table).String, Value: text.String})
			}
		}
		readings = append(readings, reading)
	}
	return readings
}

// onlyHidden reports whether a text says no number, only that one is hidden: dold år.
func onlyHidden(text pages.Text) bool {
	return text.State != analytics.Present && strings.Contains(text.String, swedish.Word(analytics.Value{State: analytics.Hidden})) && !strings.ContainsAny(text.String, "0123456789")
}

// tileViews are the readings as the page shows them.
func (s *Server) tileViews(r *request, spec analytics.Tile, id string, table *analytics.Table) []pages.TileView {
	var views []pages.TileView
	for i, reading := range s.readTile(r, spec, table) {
		view := pages.TileView{ID: fmt.Sprintf("%s-%d", id, i+1), Label: reading.label, Shown: i == 0, Word: reading.word,
			Value: reading.value, Detail: pages.Markup(reading.detail), Interval: reading.interval}
		if !reading.word {
			view.Value, view.Unit = splitUnit(reading.value)
		}
		for _, fact := range reading.facts {
			view.Facts = append(view.Facts, pages.Fact{Label: fact.Label, Value: pages.Markup(fact.Value)})
		}
		views = append(views, view)
	}
	return views
}

// exportTiles are the readings on their way to a file, where nothing can be toggled: one tile each.
func (s *Server) exportTiles(r *request, spec analytics.Tile, table *analytics.Table) []export.Tile {
	base := export.Tile{Name: s.text(spec.Name, r, table).String, Window: s.text(spec.Window, r, table).String}
	if base.Name == "" {
		base.Name = table.Analysis.Title
	}
	if mark := s.text(spec.Mark, r, table); mark.Sound() {
		base.Mark = mark.String
	}
	var tiles []export.Tile
	for _, reading := range s.readTile(r, spec, table) {
		tile := base
		if reading.label != "" {
			tile.Name += ", " + lower(reading.label)
		}
		tile.Value, tile.Detail, tile.Interval = reading.value, pages.Plain(reading.detail), reading.interval
		for _, fact := range reading.facts {
			tile.Facts = append(tile.Facts, export.Fact{Label: fact.Label, Value: pages.Plain(fact.Value)})
		}
		tiles = append(tiles, tile)
	}
	return tiles
}

// wordless reports whether a text around such a cell would say nothing: there is no number, not even a hidden one.
func wordless(state analytics.State) bool {
	return state == analytics.Missing || state == analytics.NotApplicable
}

var withUnit = regexp.MustCompile(`^([−+]?[\d\x{00a0},]+)\x{00a0}(\D.*)$`)

// splitUnit parts 553 Mkr into the number and its unit, which is set smaller; per cent stays with the number.
func splitUnit(value string) (number, unit string) {
	parts := withUnit.FindStringSubmatch(value)
	if parts == nil || strings.HasPrefix(parts[2], "%") {
		return value, ""
	}
	return parts[1], parts[2]
}

func brokenTile(tile pages.Tile) bool {
	for _, side := range tile.Sides {
		if side.State != nil {
			return true
		}
	}
	return false
}

func (s *Server) brokenTile(r *request, index int, err error) pages.Tile {
	spec := r.sheet.Tiles[index]
	_, sentence, code := s.explain(err, "page", r.path, "analysis", spec.Analysis)
	return pages.Tile{ID: fmt.Sprintf("t-%d", index+1), Name: s.title(spec.Analysis), About: "/om/" + spec.Analysis,
		Sides: []pages.TileSide{{State: &pages.State{Kind: "error", Title: "Kunde inte räknas", Text: sentence, Code: code}}}}
}

func (s *Server) lateTile(r *request, index int) pages.Tile {
	spec := r.sheet.Tiles[index]
	return pages.Tile{ID: fmt.Sprintf("t-%d", index+1), Name: s.title(spec.Analysis), About: "/om/" + spec.Analysis,
		Sides: []pages.TileSide{{State: &pages.State{Kind: "loading", Title: "Räknas", Text: "Värdet visas när det är klart.", Href: r.here(r.path)}}}}
}
