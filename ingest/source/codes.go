package source

import "klarsyn/sql/code"

// systems are the words that clean: takes.
func systems() []string {
	var names []string
	for _, system := range code.Systems {
		names = append(names, system.Name)
	}
	return names
}

// codesOf settles what becomes of the codes of a column: the schema says their system unless a code map makes them. A text that is
// no code of it is missing where the row can do without, and where the row is one of several of a contact; else its record is held back.
func (p *groupParser) codesOf(column *Column, field Field, line int, where string) {
	if column.Map == nil && column.System == nil {
		column.System = field.System
	}
	if column.Map == nil && column.System == nil && (column.Lenient || column.Otherwise != "") {
		p.fault(line, where, "otherwise goes with map, or with codes")
	}
	if column.Map == nil && column.System != nil && column.Otherwise != "" {
		p.fault(line, where, "otherwise: what is no code can become null only, found %q", column.Otherwise)
	}
	if field.System == nil {
		return
	}
	own := []*string{&column.Const, &column.Default}
	for i := range column.Map {
		own = append(own, &column.Map[i].To)
	}
	own = append(own, &column.Otherwise)
	for _, text := range own {
		if *text == "" {
			continue
		}
		normal, ok := field.System.Normal(*text)
		if !ok {
			p.fault(line, where, "%q is no code of %s", *text, field.System.Title)
			continue
		}
		*text = normal
	}
	column.Lenient = column.Lenient || column.Map == nil && (!column.Required || p.child)
}
