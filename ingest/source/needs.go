package source

import "slices"

// Singly lists the header columns (folded) that a file must have, each, for its records to feed a table.
func (t *Table) Singly() []string {
	var needs []string
	for _, condition := range t.When {
		needs = append(needs, condition.Column)
	}
	if t.Rows != nil && t.Rows.Split != "" {
		needs = append(needs, t.Rows.Split)
	}
	for i := range t.Columns {
		if c := &t.Columns[i]; c.Origin == FromCells && !c.Optional {
			needs = append(needs, c.reads()...)
		}
	}
	return needs
}

// Needs lists what a file must have, and the first of each run of which one is enough and it has none. has tells which it has.
func (t *Table) Needs(has func(string) bool) []string {
	needs := t.Singly()
	if t.Rows != nil {
		for _, run := range t.Rows.AnyOf {
			if !slices.ContainsFunc(run, has) {
				needs = append(needs, run[0])
			}
		}
	}
	return needs
}

// Fed tells whether a file with these columns feeds the table: one that is optional may lack what it needs.
func (t *Table) Fed(has func(string) bool) bool {
	return !t.Optional || !slices.ContainsFunc(t.Needs(has), func(name string) bool { return !has(name) })
}

// reads lists the header columns (folded) that a column is made of.
func (c *Column) reads() []string {
	names := slices.Clone(c.From)
	for _, beside := range []string{c.Times, c.PlusDays} {
		if beside != "" {
			names = append(names, beside)
		}
	}
	return names
}

// Absent lists the header columns that a file may lack and does, as the source spells them.
func (g *Group) Absent(has func(string) bool) []string {
	var absent []string
	for t := range g.Tables {
		table := &g.Tables[t]
		names := table.Needs(has)
		for c := range table.Columns {
			if table.Columns[c].Origin == FromCells {
				names = append(names, table.Columns[c].reads()...)
			}
		}
		for _, name := range names {
			if !has(name) && !slices.Contains(absent, g.Spelling[name]) {
				absent = append(absent, g.Spelling[name])
			}
		}
	}
	return absent
}
