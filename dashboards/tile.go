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
	return s.drawTile(ctx, r, spec, fmt.Sprintf("t-%d", index+1), sides)
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
		if detail := s.text(view.Detail, r, table); !wordless(detail.State) {
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
			if wordless(text.State) { // the word alone, without the unit written around it
				text.String = swedish.Word(analytics.Value{State: text.State})
			}
			if text.String != "" {
				reading.facts = append(reading.facts, export.Fact{Label: s.text(fact.Label, r, table).String, Value: text.String})
			}
		}
		readings = append(readings, reading)
	}
	return readings
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

// spark draws the tile's line over time; without two points there is nothing to draw.
func (s *Server) spark(ctx context.Context, r *request, spec analytics.Spark, sides []analytics.Selection) *pages.Spark {
	drawn := &pages.Spark{Label: spec.Label}
	var lines []sparkPoints
	for i, selection := range sides {
		table, err := r.view.Run(ctx, spec.Analysis, selection, analytics.RunOptions{Scope: s.gate.Scope()})
		if err != nil {
			s.log.Error("spark failed", "analysis", spec.Analysis, "error", err)
			return nil
		}
		x, y := table.Column(spec.X), table.Column(spec.Y)
		rows := settledRows(table)
		if x < 0 || y < 0 || len(rows) < 2 {
			return nil
		}
		line := sparkPoints{class: "a"}
		if i == 1 {
			line.class = "b"
		}
		for _, row := range rows {
			line.values = append(line.values, row[y])
		}
		lines = append(lines, line)
		if i == 0 {
			first, last := rows[0], rows[len(rows)-1]
			drawn.From, drawn.To = swedish.Cell(first[x], table.Columns[x]), swedish.Cell(last[x], table.Columns[x])
			drawn.Alt = fmt.Sprintf("%s: %s %s, %s %s", spec.Label, drawn.From, swedish.Value(first[y], table.Columns[y]),
				drawn.To, swedish.Value(last[y], table.Columns[y]))
		}
	}
	drawn.Lines = sparkLines(lines)
	if len(drawn.Lines) == 0 {
		return nil
	}
	return drawn
}

// settledRows leaves out the last rows that the figure calls preliminary: a small line has no room to say so.
func settledRows(table *analytics.Table) [][]analytics.Value {
	rows := table.Rows
	preliminary := table.Column(table.Analysis.Chart.Encoding["prelim"])
	for preliminary >= 0 && len(rows) > 0 && rows[len(rows)-1][preliminary].Text == "true" {
		rows = rows[:len(rows)-1]
	}
	return rows
}

type sparkPoints struct {
	class  string
	values []analytics.Value
}

// sparkLines lays lines on one scale into 200 × 44, with gaps where no value is shown.
func sparkLines(lines []sparkPoints) []pages.SparkLine {
	low, high, shown := 0.0, 0.0, 0
	for _, line := range lines {
		for _, value := range line.values {
			if value.State != analytics.Present {
				continue
			}
			if shown == 0 || value.Number < low {
				low = value.Number
			}
			if shown == 0 || value.Number > high {
				high = value.Number
			}
			shown++
		}
	}
	if shown < 2 {
		return nil
	}
	span := high - low
	if least := 0.08 * max(high, -low); span < least { // a change of a few per cent is not drawn as a cliff
		low, span = low-(least-span)/2, least
	}
	if span == 0 {
		span = 1
	}
	var drawn []pages.SparkLine
	for _, line := range lines {
		var path strings.Builder
		end, pen := "", "M"
		for i, value := range line.values {
			if value.State != analytics.Present {
				pen = "M"
				continue
			}
			point := fmt.Sprintf("%.1f %.1f", 200*float64(i)/float64(max(len(line.values)-1, 1)), 40-36*(value.Number-low)/span)
			path.WriteString(pen + point)
			end, pen = "M"+point+"h0", "L"
		}
		if len(drawn) > 0 && drawn[0].Path == path.String() {
			continue // both selections have the same history: one line says it
		}
		drawn = append(drawn, pages.SparkLine{Class: line.class, Path: path.String(), End: end})
	}
	return drawn
}
