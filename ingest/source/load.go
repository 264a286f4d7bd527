package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"klarsyn/ingest/sources"
	klarsyn "klarsyn/sql"
)

// CanonicalID is the source whose files are the canonical tables themselves; it is made from the schema.
const CanonicalID = "canonical"

// Load reads one source: a ready source by its id, or a YAML file by its path. home is the home region that
// the caller knows (two digits), or "".
func Load(ref, home string) (*Source, error) {
	if home != "" && !regionShape.MatchString(home) {
		return nil, fmt.Errorf("home region %q: expected two digits, such as 13 for Halland", home)
	}
	schema, err := Schema(klarsyn.Files())
	if err != nil {
		return nil, err
	}
	if ref == CanonicalID {
		return FromSchema(schema, home), nil
	}
	if text, err := fs.ReadFile(sources.Files(), ref+".yaml"); err == nil {
		return Parse("sources/"+ref+".yaml", text, home, schema)
	}
	if extension := strings.ToLower(filepath.Ext(ref)); extension != ".yaml" && extension != ".yml" {
		ready, err := Ready()
		if err != nil {
			return nil, err
		}
		return nil, fmt.Errorf("there is no source %q; the ready ones are %s; or give the path of a YAML file", ref, strings.Join(ready, ", "))
	}
	text, err := os.ReadFile(ref)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("there is no file %s; give a ready source's id or the path of a YAML file", ref)
	case err != nil:
		return nil, fmt.Errorf("read source: %w", err)
	}
	return Parse(filepath.ToSlash(ref), text, home, schema)
}

// Ready lists the ids of the ready sources, sorted.
func Ready() ([]string, error) {
	files, err := fs.Glob(sources.Files(), "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list the ready sources: %w", err)
	}
	ids := []string{CanonicalID}
	for _, file := range files {
		ids = append(ids, strings.TrimSuffix(file, ".yaml"))
	}
	slices.Sort(ids)
	return ids, nil
}

// FromSchema is the canonical source: for each table a file of its name in UTF-8 with commas and ISO dates whose
// header names canonical columns. Columns that the schema lets be missing may be left out.
func FromSchema(schema []Canonical, home string) *Source {
	source := &Source{ID: CanonicalID, Title: "Kanoniska tabeller", Path: CanonicalID, HomeRegion: home, Limits: map[string]float64{}}
	for _, canonical := range schema {
		group := Group{Dialect: defaultDialect(), Spelling: map[string]string{}}
		group.Dialect.Delimiter, group.Dialect.Null, group.Dialect.Thousands = ',', []string{""}, ""
		for _, extension := range []string{".csv", ".csv.gz", ".parquet", ".arrow"} {
			group.Patterns = append(group.Patterns, canonical.Name+extension)
		}
		table := Table{Name: canonical.Name, Key: canonical.Key, Parent: canonical.Parent, EventOn: canonical.EventOn,
			Covers: canonical.Name == "contact"}
		table.StartsOn, table.EndsOn = span(canonical)
		p := &groupParser{reader: &reader{path: CanonicalID}, spelling: group.Spelling, child: canonical.Parent != ""}
		for _, field := range canonical.Fields {
			if field.Name == RowColumn {
				group.Coded = append(group.Coded, p.header(field.Name))
				continue
			}
			column := Column{Target: field.Name, Origin: FromCells, From: []string{p.header(field.Name)}, Optional: !field.NotNull}
			p.settle(&column, field, 0, canonical.Name)
			table.Columns = append(table.Columns, column)
			if Personal(field.Name) {
				group.Harmless = append(group.Harmless, field.Name)
			}
		}
		group.Tables = []Table{table}
		source.Groups = append(source.Groups, group)
	}
	return source
}
