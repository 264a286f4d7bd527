package ingest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"klarsyn/ingest/rows"
	"klarsyn/ingest/source"
	"klarsyn/sql/duck"
)

// settle judges what a record alone cannot tell: keys within a file, keys that stand for different things in different files, references
// after all files, and which record of a key is the newest. Each step takes out the rows of the records it holds back or replaces.
func (l *loader) settle(ctx context.Context) error {
	if err := l.noteIncoming(ctx); err != nil {
		return fmt.Errorf("note files: %w", err)
	}
	repeats := map[string]bool{} // tables whose new rows repeat a key
	for _, table := range l.parentsFirst() {
		if len(table.Key) == 0 || !repeats[table.Parent] && impliedKey(table, l.feeding(table.Name)) {
			continue
		}
		repeated, err := l.findRepeats(ctx, table)
		if err != nil {
			return fmt.Errorf("check keys of %s: %w", table.Name, err)
		}
		repeats[table.Name] = repeated
	}
	for _, table := range l.parentsFirst() {
		if repeats[table.Name] {
			if err := l.settleWithinFiles(ctx, table); err != nil {
				return fmt.Errorf("settle repeated keys of %s: %w", table.Name, err)
			}
		}
	}
	if err := l.collide(ctx, repeats); err != nil {
		return err
	}
	if err := l.checkReferences(ctx); err != nil {
		return err
	}
	for _, table := range l.parentsFirst() {
		if repeats[table.Name] {
			if err := l.settleBetweenFiles(ctx, table); err != nil {
				return fmt.Errorf("replace older records of %s: %w", table.Name, err)
			}
		}
	}
	return nil
}

// parentsFirst lists the tables that this load fills, parents before their children.
func (l *loader) parentsFirst() []source.Canonical {
	var parents, children []source.Canonical
	for _, table := range l.tables {
		switch {
		case len(l.feeding(table.Name)) == 0:
		case table.Parent == "":
			parents = append(parents, table)
		default:
			children = append(children, table)
		}
	}
	return append(parents, children...)
}

// feeding lists this load's deliveries that make rows of a table.
func (l *loader) feeding(table string) []*delivery {
	var list []*delivery
	for _, d := range l.deliveries {
		if d.id > 0 && d.feeds(table) {
			list = append(list, d)
		}
	}
	return list
}

// noteKeys chooses the tables whose keys are noted when their files are read: those whose keys no parent's key implies.
func (l *loader) noteKeys() {
	l.noted = map[string]bool{}
	for _, table := range l.tables {
		feeding := slices.DeleteFunc(slices.Clone(l.deliveries), func(d *delivery) bool { return !d.feeds(table.Name) })
		l.noted[table.Name] = len(table.Key) > 0 && !impliedKey(table, feeding)
	}
}

// impliedKey tells that a child table's key cannot repeat as long as its parent's does not: each of its rows is made
// with its parent's, and what the key holds beside the parent's key is the row's ordinal or a constant.
func impliedKey(table source.Canonical, feeding []*delivery) bool {
	if table.Parent == "" {
		return false
	}
	for _, d := range feeding {
		parent, together := d.group.Table(table.Parent)
		child, _ := d.group.Table(table.Name)
		if !together {
			return false
		}
		for _, name := range table.Key {
			column, ok := child.Column(name)
			fromParent := ok && func() bool {
				c, ok := parent.Column(name)
				return ok && c.Origin == column.Origin && strings.Join(c.From, "\x00") == strings.Join(column.From, "\x00")
			}()
			if !ok || !fromParent && column.Origin != source.FromOrdinal && (column.Origin != source.FromConst || child.Rows != nil) {
				return false
			}
		}
	}
	return true
}

// findRepeats tells whether new rows of a table may share a key. Hashes are compared, not keys: that is enough to know
// that nothing repeats, at a fraction of the memory. Keys that a parent's imply are hashed only when the parent's repeat.
func (l *loader) findRepeats(ctx context.Context, table source.Canonical) (bool, error) {
	if l.noted[table.Name] {
		var files []*rows.Keys
		for _, d := range l.feeding(table.Name) {
			files = append(files, d.made.Keys[table.Name])
			delete(d.made.Keys, table.Name)
		}
		return rows.Repeat(files), nil
	}
	n, err := l.count(ctx, "SELECT count(*) FROM (SELECT hash("+identifiers(table.Key)+") AS key_hash FROM "+fresh(table.Name)+
		" GROUP BY key_hash HAVING count(*) > 1 LIMIT 1)")
	return n > 0, err
}

// repeatedRows names the temporary table of the rows whose key repeats.
func repeatedRows(table source.Canonical) string { return "repeated_" + table.Name }

// settleWithinFiles holds back all records of a file that share a key but not its content, and drops identical repeats.
func (l *loader) settleWithinFiles(ctx context.Context, table source.Canonical) error {
	repeated := repeatedRows(table)
	key := structure(table.Key)
	content, joins := l.content(table)
	if _, err := l.exec(ctx, fmt.Sprintf(`CREATE OR REPLACE TEMP TABLE %[1]s AS
		WITH many AS (SELECT %[2]s AS key FROM %[3]s GROUP BY key HAVING count(*) > 1),
		candidate AS (SELECT load_row AS id, %[2]s AS key, * FROM %[3]s)
		SELECT t.id, t.delivery_id, t.%[4]s AS record, t.key, %[7]s AS identity, %[5]s AS content
		FROM candidate AS t SEMI JOIN many ON t.key = many.key JOIN incoming ON incoming.delivery_id = t.delivery_id %[6]s`,
		repeated, key, fresh(table.Name), rows.RecordColumn, content, joins, identity(table, "incoming.source_id", "t"))); err != nil {
		return err
	}
	number := l.faultNumber(rows.Fault{Table: table.Name, Column: table.Key[0], Rule: source.RepeatedKey})
	if _, err := l.exec(ctx, fmt.Sprintf(`INSERT INTO held
		SELECT DISTINCT delivery_id, record, %[2]d FROM %[1]s
		SEMI JOIN (SELECT delivery_id, key FROM %[1]s GROUP BY ALL HAVING count(DISTINCT content) > 1) AS conflict USING (delivery_id, key)
		ANTI JOIN held USING (delivery_id, record)`, repeated, number)); err != nil {
		return err
	}
	if err := l.removeAllHeld(ctx); err != nil {
		return err
	}
	return l.dropRows(ctx, table, "SELECT id, delivery_id, record FROM "+repeated+
		" ANTI JOIN held USING (delivery_id, record) QUALIFY row_number() OVER (PARTITION BY delivery_id, key ORDER BY record, id) > 1")
}

// settleBetweenFiles drops the rows of earlier files of this load whose key a later file holds.
func (l *loader) settleBetweenFiles(ctx context.Context, table source.Canonical) error {
	return l.dropRows(ctx, table, "SELECT id, delivery_id, record FROM (SELECT * FROM "+repeatedRows(table)+
		" ANTI JOIN held USING (delivery_id, record)) QUALIFY delivery_id < max(delivery_id) OVER (PARTITION BY key)")
}

// dropRows deletes rows of a table, and what their records made in its child tables. A record with rows left
// elsewhere is still loaded; one without is replaced.
func (l *loader) dropRows(ctx context.Context, table source.Canonical, query string) error {
	dropped, err := l.materialise(ctx, "dropped", query)
	if err != nil || dropped == 0 {
		return err
	}
	err = execAll(ctx, l.conn,
		"INSERT INTO touched SELECT DISTINCT delivery_id, record FROM dropped ANTI JOIN touched USING (delivery_id, record)",
		"DELETE FROM "+repeatedRows(table)+" WHERE (delivery_id, id) IN (SELECT (delivery_id, id) FROM dropped)")
	if err != nil {
		return err
	}
	if err := l.remove(ctx, table, "SELECT delivery_id, id FROM dropped"); err != nil {
		return err
	}
	for _, child := range l.childrenOf(table) {
		if err := l.removeRecords(ctx, child, "dropped"); err != nil {
			return err
		}
	}
	return nil
}

// removeAllHeld takes out the rows of all held records.
func (l *loader) removeAllHeld(ctx context.Context) error {
	for _, table := range l.parentsFirst() {
		if err := l.removeRecords(ctx, table, "held"); err != nil {
			return fmt.Errorf("take held records out of %s: %w", table.Name, err)
		}
	}
	return nil
}

// removeRecords takes out a table's rows of the records that another table lists.
func (l *loader) removeRecords(ctx context.Context, table source.Canonical, listed string) error {
	return l.remove(ctx, table, fmt.Sprintf("SELECT t.delivery_id, t.%s FROM %s AS t SEMI JOIN %s AS l ON l.delivery_id = t.delivery_id AND l.record = t.%s",
		rowColumn, fresh(table.Name), listed, rows.RecordColumn))
}

// content is an expression of everything that a row says beside its key, its record's child rows included, and the
// joins that it needs.
func (l *loader) content(table source.Canonical) (expression, joins string) {
	parts := []string{}
	for _, field := range table.Fields {
		if field.Name != source.RowColumn {
			parts = append(parts, "t."+duck.Identifier(field.Name))
		}
	}
	for _, child := range l.childrenOf(table) {
		var columns []string
		for _, field := range child.Fields {
			columns = append(columns, field.Name)
		}
		alias := duck.Identifier("of " + child.Name)
		joins += fmt.Sprintf(" LEFT JOIN (SELECT delivery_id, %[1]s, list_sort(list(hash(%[2]s))) AS rows FROM %[3]s GROUP BY ALL) AS %[4]s ON %[4]s.delivery_id = t.delivery_id AND %[4]s.%[1]s = t.%[1]s",
			rows.RecordColumn, identifiers(columns), fresh(child.Name), alias)
		parts = append(parts, alias+".rows")
	}
	return "hash(" + strings.Join(parts, ", ") + ")", joins
}

// childrenOf lists the tables whose rows the same records make as a parent's.
func (l *loader) childrenOf(table source.Canonical) []source.Canonical {
	var children []source.Canonical
	for _, child := range l.tables {
		if child.Parent != table.Name {
			continue
		}
		for _, d := range l.feeding(child.Name) {
			if d.feeds(table.Name) {
				children = append(children, child)
				break
			}
		}
	}
	return children
}

// faultNumber numbers a fault that is found after the files were read.
func (l *loader) faultNumber(f rows.Fault) int {
	for i, known := range l.faults {
		if known == f {
			return i + 1
		}
	}
	l.faults = append(l.faults, f)
	return len(l.faults)
}

// structure is a struct of a table's columns, for comparing several at once. Missing parts are equal.
func structure(columns []string) string {
	parts := make([]string, len(columns))
	for i, column := range columns {
		parts[i] = duck.Quote(column) + ": " + duck.Identifier(column)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// identifiers writes a list of columns.
func identifiers(columns []string) string {
	quoted := make([]string, len(columns))
	for i, column := range columns {
		quoted[i] = duck.Identifier(column)
	}
	return strings.Join(quoted, ", ")
}
