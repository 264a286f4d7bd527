package ingest

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"klarsyn/ingest/snapshot"
	"klarsyn/ingest/source"
	"klarsyn/sql/duck"
)

// attach opens the snapshot before, notes which files it holds and where this load's deliveries begin to count.
func (l *loader) attach(ctx context.Context, before snapshot.Snapshot) error {
	l.first = 1
	if before.ID == "" {
		return nil
	}
	if _, err := l.exec(ctx, "ATTACH "+duck.Quote(before.Path)+" AS previous (READ_ONLY)"); err != nil {
		return fmt.Errorf("open the snapshot before: %w", err)
	}
	l.previous, l.report.Previous = true, before.ID
	rows, err := l.conn.QueryContext(ctx, "SELECT delivery_id, file, sha256 FROM previous.delivery ORDER BY delivery_id")
	if err != nil {
		return fmt.Errorf("list earlier deliveries: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int
		var file, hash string
		if err := rows.Scan(&id, &file, &hash); err != nil {
			return fmt.Errorf("list earlier deliveries: %w", err)
		}
		l.hashes[hash], l.first = file, id+1
	}
	return rows.Err()
}

var regionShape = regexp.MustCompile(`^\d\d$`)

// settleRegion finds the home region: what the caller says, else the sources, else the snapshot before. They must
// not contradict each other.
func (l *loader) settleRegion(ctx context.Context) error {
	region := l.options.HomeRegion
	if region != "" && !regionShape.MatchString(region) {
		return usage("home region %q: expected two digits, 13 for Halland", region)
	}
	for _, src := range l.options.Sources {
		switch {
		case src.HomeRegion == "":
		case region == "":
			region = src.HomeRegion
		case region != src.HomeRegion && l.options.HomeRegion == "":
			return usage("the sources have different home regions, %s and %s; correct one or give --home-region", region, src.HomeRegion)
		}
	}
	if l.previous {
		var before string
		if err := l.conn.QueryRowContext(ctx, "SELECT home_region FROM previous.snapshot_info").Scan(&before); err != nil {
			return fmt.Errorf("read the home region of the snapshot before: %w", err)
		}
		if region == "" {
			region = before
		}
		if region != before {
			return usage("the data folder holds region %s, but the load is for region %s; use another --data folder", before, region)
		}
	}
	if region == "" {
		return usage("the home region is not known: give --home-region with its two digits, 13 for Halland")
	}
	l.report.HomeRegion = region
	return nil
}

// merge adds what the snapshot before holds and this load does not replace, and completes what follows from all files.
func (l *loader) merge(ctx context.Context) error {
	if err := l.writeDeliveries(ctx); err != nil {
		return fmt.Errorf("write deliveries: %w", err)
	}
	if err := l.writeQuarantine(ctx); err != nil {
		return fmt.Errorf("write quarantine: %w", err)
	}
	for _, table := range l.tables {
		if _, err := l.exec(ctx, "ALTER TABLE main."+table.Name+" DROP COLUMN "+recordColumn); err != nil {
			return fmt.Errorf("finish table %s: %w", table.Name, err)
		}
	}
	if l.previous {
		if err := l.addPrevious(ctx); err != nil {
			return err
		}
	}
	if err := l.complete(ctx); err != nil {
		return err
	}
	if err := l.countTables(ctx); err != nil {
		return fmt.Errorf("count tables: %w", err)
	}
	statements := []string{"DROP TABLE temp.held", "DROP TABLE temp.touched", "CHECKPOINT"}
	if l.previous {
		statements = append(statements, "DETACH previous")
	}
	if err := execAll(ctx, l.conn, statements...); err != nil {
		return fmt.Errorf("finish canonical tables: %w", err)
	}
	return nil
}

// addPrevious copies the rows of the snapshot before that nothing of this load replaces.
func (l *loader) addPrevious(ctx context.Context) error {
	superseded := map[int]int64{}
	// Children look at the contacts of this load alone: they come before their parents get older rows.
	ordered := slices.Clone(l.tables)
	slices.SortStableFunc(ordered, func(a, b source.Canonical) int { return btoi(a.Parent == "") - btoi(b.Parent == "") })
	for i, table := range ordered {
		l.progress.step(table.Name, i, len(ordered))
		columns, err := l.sharedColumns(ctx, table)
		if err != nil {
			return fmt.Errorf("compare table %s with the snapshot before: %w", table.Name, err)
		}
		if columns == "" {
			continue
		}
		if err := l.findGone(ctx, table); err != nil {
			return fmt.Errorf("find replaced rows of %s: %w", table.Name, err)
		}
		if err := l.countSuperseded(ctx, table, superseded); err != nil {
			return fmt.Errorf("count replaced rows of %s: %w", table.Name, err)
		}
		where := " WHERE rowid NOT IN (SELECT id FROM gone)"
		if table.Name == "patient" {
			where += fmt.Sprintf(" AND delivery_id <> %d", fromContacts)
		}
		if _, err := l.exec(ctx, fmt.Sprintf("INSERT INTO main.%[1]s (%[2]s) SELECT %[2]s FROM previous.%[1]s%[3]s", table.Name, columns, where)); err != nil {
			return fmt.Errorf("take over table %s: %w", table.Name, err)
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
	for _, table := range []string{"delivery", "quarantine"} {
		if _, err := l.exec(ctx, fmt.Sprintf("INSERT INTO main.%[1]s BY NAME SELECT * FROM previous.%[1]s", table)); err != nil {
			return fmt.Errorf("take over table %s: %w", table, err)
		}
	}
	return nil
}

// sharedColumns lists the columns that a table has here and in the snapshot before, which an older program may have made.
func (l *loader) sharedColumns(ctx context.Context, table source.Canonical) (string, error) {
	rows, err := l.conn.QueryContext(ctx, "SELECT column_name FROM duckdb_columns() WHERE database_name = 'previous' AND schema_name = 'main' AND table_name = ?", table.Name)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	var columns []string
	for rows.Next() {
		var name sql.NullString
		if err := rows.Scan(&name); err != nil {
			return "", err
		}
		if _, here := table.Field(name.String); here || name.String == source.DeliveryColumn {
			columns = append(columns, name.String)
		}
	}
	slices.Sort(columns)
	return identifiers(columns), rows.Err()
}

// findGone lists in the table gone the rows of the snapshot before that this load replaces, by which delivery, and
// whether they count as superseded records: rows that go with their contact do not.
func (l *loader) findGone(ctx context.Context, table source.Canonical) error {
	found := []string{"SELECT NULL::BIGINT AS id, NULL::INTEGER AS by_delivery WHERE false"}
	add := func(format string, args ...any) { found = append(found, fmt.Sprintf(format, args...)) }
	filled := len(l.feeding(table.Name)) > 0
	if len(table.Key) > 0 && filled {
		add("SELECT p.rowid, n.delivery_id FROM previous.%[1]s AS p JOIN main.%[1]s AS n ON %[2]s AND n.delivery_id >= %[3]d", table.Name, same(table.Key), l.first)
	}
	if table.Parent != "" {
		l.findGoneChildren(table, filled, add)
	}
	if table.EventOn != "" && filled {
		add("SELECT p.rowid, a.delivery_id FROM previous.%[1]s AS p JOIN previous.delivery AS was USING (delivery_id) JOIN arriving AS a ON a.source_id = was.source_id AND a.table_name = '%[1]s' AND p.%[2]s::DATE BETWEEN a.period_from AND a.period_to",
			table.Name, table.EventOn)
	}
	_, err := l.exec(ctx, "CREATE OR REPLACE TEMP TABLE gone AS SELECT id, max(by_delivery) AS by_delivery FROM ("+strings.Join(found, "\nUNION ALL ")+") GROUP BY id")
	return err
}

// findGoneChildren adds the child rows that are replaced: those of a contact that this load delivers again, and those
// of a contact whose rows in this table the same source delivers again. Rows of a source that delivers no contacts,
// such as a separate cost system, stay when another source delivers the contact again.
func (l *loader) findGoneChildren(table source.Canonical, filled bool, add func(string, ...any)) {
	key := l.keyOf(table.Parent)
	was := fmt.Sprintf("SELECT p.rowid AS id, p.*, was.source_id, was.source_id IN (SELECT source_id FROM previous.delivery WHERE covers_contacts) AS with_contacts FROM previous.%s AS p JOIN previous.delivery AS was USING (delivery_id) WHERE %s IS NOT NULL", table.Name, key)
	if len(l.feeding(table.Parent)) > 0 {
		add("SELECT p.id, NULL FROM (%[1]s) AS p JOIN main.%[2]s AS n ON p.%[3]s = n.%[3]s AND n.delivery_id >= %[4]d JOIN main.delivery AS now ON now.delivery_id = n.delivery_id WHERE p.with_contacts OR p.source_id = now.source_id",
			was, table.Parent, key, l.first)
	}
	if !filled {
		return
	}
	set := []string{key}
	if _, modelled := table.Field("model"); modelled {
		set = append(set, "model")
	}
	add("SELECT p.id, n.delivery_id FROM (%[1]s) AS p JOIN (SELECT DISTINCT %[2]s, source_id, delivery_id FROM main.%[3]s JOIN main.delivery USING (delivery_id) WHERE delivery_id >= %[4]d) AS n ON p.source_id = n.source_id AND %[5]s",
		was, identifiers(set), table.Name, l.first, same(set))
	if day, ok := loneDay[table.Name]; ok {
		add("SELECT p.rowid, a.delivery_id FROM previous.%[1]s AS p JOIN previous.delivery AS was USING (delivery_id) JOIN arriving AS a ON a.source_id = was.source_id AND a.table_name = '%[1]s' AND p.%[2]s IS NULL AND p.%[3]s BETWEEN a.period_from AND a.period_to",
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
		for _, d := range l.deliveries {
			if d.id == id && d.group.Tables[0].Name == table.Name {
				counts[id] += n
			}
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
