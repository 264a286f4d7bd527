package source

import (
	"slices"
	"testing"

	klarsyn "klarsyn/sql"
)

func TestEveryReadySourceIsReadAndCarriesItsFilesNameAsID(t *testing.T) {
	ids, err := Ready()
	if err != nil {
		t.Fatal(err)
	}
	if len(ids) < 19 {
		t.Fatalf("%d ready sources, want at least 19", len(ids))
	}
	for _, id := range ids {
		source, err := Load(id, "13")
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		if source.ID != id {
			t.Errorf("%s: id is %q", id, source.ID)
		}
	}
}

func TestReadySourcesLetMissWhatTheSchemaLetsMiss(t *testing.T) {
	schema, err := Schema(klarsyn.Files())
	if err != nil {
		t.Fatal(err)
	}
	ids, err := Ready()
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, id := range ids {
		source, err := Load(id, "13")
		if err != nil {
			t.Fatal(err)
		}
		for _, group := range source.Groups {
			for _, table := range group.Tables {
				at := slices.IndexFunc(schema, func(c Canonical) bool { return c.Name == table.Name })
				if _, together := group.Table(table.Parent); together && !table.Optional {
					t.Errorf("%s: %s is not optional: a contact may be without", id, table.Name)
				}
				for _, column := range table.Columns {
					field, _ := schema[at].Mappable(column.Target)
					if column.Origin == FromCells && !field.NotNull && !column.Required && !column.Optional && !inherited(group, table, column) {
						t.Errorf("%s: %s.%s is not optional", id, table.Name, column.Target)
					}
					checked++
				}
			}
		}
	}
	if checked < 200 {
		t.Errorf("looked at %d columns", checked)
	}
}

// inherited tells that a child table has taken a column over from its parent.
func inherited(group Group, table Table, column Column) bool {
	parent, ok := group.Table(table.Parent)
	if !ok {
		return false
	}
	of, ok := parent.Column(column.Target)
	return ok && slices.Equal(of.From, column.From)
}
