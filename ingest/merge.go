package ingest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"klarsyn/ingest/source"
	"klarsyn/sql/duck"
)

// merge takes rows of earlier deliveries that this load replaces out of the snapshot, writes this load's rows into it, and
// completes what follows from all files.
func (l *loader) merge(ctx context.Context) error {
	if err := l.writeDeliveries(ctx); err != nil {
		return fmt.Errorf("write deliveries: %w", err)
	}
	if err := l.writeQuarantine(ctx); err != nil {
		return fmt.Errorf("write quarantine: %w", err)
	}
	if err := l.writeFindings(ctx); err != nil {
		return fmt.Errorf("write findings: %w", err)
	}
	if l.previous {
		if err := l.removeReplaced(ctx); err != nil {
			return err
		}
	}
	if err := l.completeProcedures(ctx); err != nil {
		return fmt.Errorf("complete procedures: %w", err)
	}
	for i, table := range l.tables {
		l.progress.step(table.Name, i, len(l.tables))
		var columns []string
		for _, field := range table.Fields {
			columns = append(columns, field.Name)
		}
		list := identifiers(append(columns, source.DeliveryColumn))
		if len(l.feeding(table.Name)) == 0 {
			continue
		}
		if _, err := l.exec(ctx, "INSERT INTO main."+table.Name+" ("+list+") SELECT "+list+" FROM "+fresh(table.Name)); err != nil {
			return fmt.Errorf("write table %s: %w", table.Name, err)
		}
	}
	if err := l.forgetRows(); err != nil {
		return fmt.Errorf("remove temporary files: %w", err)
	}
	if err := l.addPersons(ctx); err != nil {
		return fmt.Errorf("add persons known from contacts: %w", err)
	}
	if err := l.describe(ctx); err != nil {
		return fmt.Errorf("describe snapshot: %w", err)
	}
	if err := l.countTables(ctx); err != nil {
		return fmt.Errorf("count tables: %w", err)
	}
	if _, err := l.exec(ctx, "CHECKPOINT"); err != nil {
		return fmt.Errorf("finish canonical tables: %w", err)
	}
	return nil
}

// removeReplaced deletes the rows of earlier deliveries that this load replaces, and counts them by delivery.
func (l *loader) removeReplaced(ctx context.Context) error {
	superseded := map[int]int64{}
	for _, table := range l.tables {
		found, err := l.findGone(ctx, table)
		if err != nil {
			return fmt.Errorf("find replaced rows of %s: %w", table.Name, err)
		}
		if found == 0 {
			continue
		}
		if err := l.countSuperseded(ctx, table, superseded); err != nil {
			return fmt.Errorf("count replaced rows of %s: %w", table.Name, err)
		}
		if _, err := l.exec(ctx, "DELETE FROM main."+table.Name+" WHERE rowid IN (SELECT id FROM gone)"); err != nil {
			return fmt.Errorf("take replaced rows out of %s: %w", table.Name, err)
		}
	}
	for _, d := range l.deliveries {
		if n := superseded[d.id]; d.id > 0 && n > 0 {
			d.sum.SupersededEarlier = n
			if _, err := l.exec(ctx, "UPDATE main.delivery SET rows_superseded_earlier = ? WHERE delivery_id = ?", n, d.id); err != nil {
				return fmt.Errorf("note replaced records: %w", err)
			}
		}
	}
	return nil
}

// findGone lists in the table gone the rows of earlier deliveries that this load replaces, and by which delivery; those
// that go with their contact name none, for they do not count as superseded records.
func (l *loader) findGone(ctx context.Context, table source.Canonical) (int64, error) {
	var found []string
	add := func(format string, args ...any) { found = append(found, fmt.Sprintf(format, args...)) }
	filled := len(l.feeding(table.Name)) > 0
	if len(table.Key) > 0 && filled {
		add("SELECT p.rowid AS id, n.delivery_id AS by_delivery FROM main.%s AS p JOIN %s AS n ON %s", table.Name, fresh(table.Name), same(table.Key))
	}
	if table.Parent != "" {
		l.findGoneChildren(table, filled, add)
	}
	if table.EventOn != "" && filled {
		add("SELECT p.rowid AS id, a.delivery_id AS by_delivery FROM main.%[1]s AS p JOIN main.delivery AS was USING (delivery_id) JOIN arriving AS a ON a.source_id = was.source_id AND a.table_name = '%[1]s' AND p.%[2]s::DATE BETWEEN a.period_from AND a.period_to",
			table.Name, table.EventOn)
	}
	if l.renews {
		add("SELECT p.rowid AS id, r.by_delivery FROM main.%s AS p JOIN renewed AS r USING (delivery_id)", table.Name)
	}
	if found == nil {
		return 0, nil
	}
	return l.materialise(ctx, "gone", "SELECT id, max(by_delivery) AS by_delivery FROM ("+strings.Join(found, "\nUNION ALL ")+") GROUP BY id")
}

// findGoneChildren adds the child rows that are replaced: those of a contact that this load delivers again, and those
// of a contact whose rows in this table the same source delivers again. Rows of a source that delivers no contacts,
// such as a separate cost system, stay when another source delivers the contact again.
func (l *loader) findGoneChildren(table source.Canonical, filled bool, add func(string, ...any)) {
	key := l.keyOf(table.Parent)
	was := fmt.Sprintf("SELECT p.rowid AS id, p.*, was.source_id, was.source_id IN (SELECT source_id FROM main.delivery WHERE covers_contacts) AS with_contacts FROM main.%s AS p JOIN main.delivery AS was USING (delivery_id) WHERE %s IS NOT NULL", table.Name, key)
	if len(l.feeding(table.Parent)) > 0 {
		add("SELECT p.id, NULL AS by_delivery FROM (%[1]s) AS p JOIN %[2]s AS n ON p.%[3]s = n.%[3]s JOIN main.delivery AS now ON now.delivery_id = n.delivery_id WHERE p.with_contacts OR p.source_id = now.source_id",
			was, fresh(table.Parent), key)
	}
	if !filled {
		return
	}
	set := []string{key}
	if _, modelled := table.Field("model"); modelled {
		set = append(set, "model")
	}
	add("SELECT p.id, n.delivery_id AS by_delivery FROM (%[1]s) AS p JOIN (SELECT DISTINCT %[2]s, source_id, delivery_id FROM %[3]s JOIN main.delivery USING (delivery_id)) AS n ON p.source_id = n.source_id AND %[4]s",
		was, identifiers(set), fresh(table.Name), same(set))
	if day, ok := loneDay[table.Name]; ok {
		add("SELECT p.rowid AS id, a.delivery_id AS by_delivery FROM main.%[1]s AS p JOIN main.delivery AS was USING (delivery_id) JOIN arriving AS a ON a.source_id = was.source_id AND a.table_name = '%[1]s' AND p.%[2]s IS NULL AND p.%[3]s BETWEEN a.period_from AND a.period_to",
			table.Name, key, day)
	}
}

// loneDay dates the rows of a child table that belong to no parent; they are replaced like events.
var loneDay = map[string]string{"procedure": "performed_on"}

// countSuperseded adds up, by delivery, the earlier records that it replaces: rows of the first table that its files feed.
func (l *loader) countSuperseded(ctx context.Context, table source.Canonical, counts map[int]int64) error {
	rows, err := l.conn.QueryContext(ctx, "SELECT by_delivery, count(*) FROM gone WHERE by_delivery IS NOT NULL GROUP BY ALL")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id int
		var n int64
		if err := rows.Scan(&id, &n); err != nil {
			return err
		}
		at := slices.IndexFunc(l.deliveries, func(d *delivery) bool { return d.id == id })
		if at >= 0 && l.deliveries[at].group.Tables[0].Name == table.Name {
			counts[id] += n
		}
	}
	return rows.Err()
}

// same joins p and n on columns, missing values being equal.
func same(columns []string) string {
	terms := make([]string, len(columns))
	for i, column := range columns {
		terms[i] = "p." + duck.Identifier(column) + " IS NOT DISTINCT FROM n." + duck.Identifier(column)
	}
	return strings.Join(terms, " AND ")
}
