package ingest

import (
	"context"
	"fmt"

	"klarsyn/ingest/rows"
	"klarsyn/ingest/source"
	"klarsyn/sql/duck"
)

// collide holds back the records whose key stands for something else in another file of this load or in the snapshot before. A newer
// record replaces an older one of the same source, person and care form only: else it is a key of other things that looks the same,
// and nobody knows which is meant.
func (l *loader) collide(ctx context.Context, repeats map[string]bool) error {
	found := false
	for _, table := range l.parentsFirst() {
		if len(table.Key) == 0 {
			continue
		}
		if repeats[table.Name] {
			if err := l.collideWithinLoad(ctx, table); err != nil {
				return fmt.Errorf("compare files' keys of %s: %w", table.Name, err)
			}
		}
		if l.previous {
			if err := l.collideWithEarlier(ctx, table); err != nil {
				return fmt.Errorf("compare keys of %s with earlier deliveries: %w", table.Name, err)
			}
		}
		held, err := l.holdClashes(ctx, table)
		if err != nil {
			return fmt.Errorf("hold back keys of %s: %w", table.Name, err)
		}
		found = found || held
	}
	if !found {
		return nil
	}
	if err := l.collideChildren(ctx); err != nil {
		return fmt.Errorf("hold back what belongs to keys held back: %w", err)
	}
	return l.removeAllHeld(ctx)
}

// clashes is the temporary table of records whose key stands for something else elsewhere: in which two files, and what differs.
const clashes = `CREATE TEMP TABLE clash (table_name VARCHAR, delivery_id INTEGER, record BIGINT, key VARCHAR, one VARCHAR, other VARCHAR, difference VARCHAR)`

// What differs between two records of one key, and the sentence for it: %[1]s and %[2]s are the files.
var clashWords = map[string]string{
	"person":         "samma nyckel i %[1]s och %[2]s, men olika personer",
	"form":           "samma nyckel i %[1]s och %[2]s, men olika vårdformer",
	"source":         "samma nyckel ur olika källor, i %[1]s och %[2]s",
	"parent":         "hör till en vårdkontakt vars nyckel står för olika uppgifter, i %[1]s och %[2]s",
	"foreign":        "hör till en vårdkontakt ur en annan källa: nyckeln i %[1]s står i %[2]s",
	"witness person": "nyckeln i %[1]s är en annan persons vårdkontakt i %[2]s",
	"witness form":   "nyckeln i %[1]s är en vårdkontakt av annan vårdform i %[2]s",
}

// identity is what a key must stand for wherever it does: the source, the person and, of a contact, the care form.
func identity(table source.Canonical, source, alias string) string {
	person, form := "NULL::VARCHAR", "NULL::VARCHAR"
	if _, ok := table.Field("patient_id"); ok {
		person = alias + ".patient_id"
	}
	if table.Name == "contact" {
		form = alias + ".care_form::VARCHAR"
	}
	return "{source: " + source + ", person: " + person + ", form: " + form + "}"
}

// difference names what two identities differ in, the weightiest first.
func difference(a, b string) string {
	return fmt.Sprintf("CASE WHEN %[1]s.person IS DISTINCT FROM %[2]s.person THEN 'person' WHEN %[1]s.form IS DISTINCT FROM %[2]s.form THEN 'form' ELSE 'source' END", a, b)
}

// collideWithinLoad compares each key's first record with the first that is of something else. Records that their file's own repeats hold
// back speak too.
func (l *loader) collideWithinLoad(ctx context.Context, table source.Canonical) error {
	_, err := l.exec(ctx, fmt.Sprintf(`INSERT INTO clash
		WITH first AS (SELECT key, first(identity ORDER BY delivery_id, id) AS identity, min(delivery_id) AS delivery_id
			FROM %[1]s GROUP BY key HAVING count(DISTINCT delivery_id) > 1 AND count(DISTINCT identity) > 1),
		second AS (SELECT key, first(r.identity ORDER BY r.delivery_id, r.id) AS identity, min(r.delivery_id) AS delivery_id
			FROM %[1]s AS r JOIN first USING (key) WHERE r.identity IS DISTINCT FROM first.identity GROUP BY key)
		SELECT %[2]s, r.delivery_id, r.record, r.key.%[3]s, mine.file, others.file, %[4]s
		FROM %[1]s AS r JOIN first ON first.key = r.key JOIN second ON second.key = r.key
		JOIN incoming AS mine ON mine.delivery_id = r.delivery_id
		JOIN incoming AS others ON others.delivery_id = if(r.identity IS DISTINCT FROM first.identity, first.delivery_id, second.delivery_id)`,
		repeatedRows(table), duck.Quote(table.Name), duck.Identifier(table.Key[0]), difference("first.identity", "second.identity")))
	return err
}

// collideWithEarlier compares keys with those of earlier deliveries, apart from files that this load replaces whole. What is published
// stays as it is.
func (l *loader) collideWithEarlier(ctx context.Context, table source.Canonical) error {
	_, err := l.exec(ctx, fmt.Sprintf(`INSERT INTO clash
		WITH met AS (SELECT n.delivery_id, n.%[1]s AS record, n.%[2]s::VARCHAR AS key, now.file AS one, was.file AS other, %[3]s AS a, %[4]s AS b
			FROM %[5]s AS n JOIN main.%[6]s AS p ON %[7]s
			JOIN incoming AS now ON now.delivery_id = n.delivery_id JOIN main.delivery AS was ON was.delivery_id = p.delivery_id
			ANTI JOIN renewed ON renewed.delivery_id = p.delivery_id)
		SELECT %[8]s, delivery_id, record, key, one, other, %[9]s FROM met WHERE a IS DISTINCT FROM b`,
		rows.RecordColumn, duck.Identifier(table.Key[0]), identity(table, "now.source_id", "n"), identity(table, "was.source_id", "p"),
		fresh(table.Name), table.Name, same(table.Key), duck.Quote(table.Name), difference("a", "b")))
	return err
}

// collideChildren holds back the rows of contacts that are held back for their key, when they come in another file: they may belong to
// either.
func (l *loader) collideChildren(ctx context.Context) error {
	for _, table := range l.parentsFirst() {
		of := deliveryList(l.alone(table), table.Name)
		if of == "" {
			continue
		}
		if _, err := l.exec(ctx, fmt.Sprintf(`INSERT INTO clash
			WITH parent AS (SELECT key, min(one) AS one, max(other) AS other FROM clash WHERE table_name = %[1]s GROUP BY key)
			SELECT DISTINCT %[2]s, t.delivery_id, t.%[3]s, parent.key, parent.one, parent.other, 'parent'
			FROM %[4]s AS t JOIN parent ON parent.key = t.%[5]s WHERE t.delivery_id IN (%[6]s)`,
			duck.Quote(table.Parent), duck.Quote(table.Name), rows.RecordColumn, fresh(table.Name), duck.Identifier(l.keyOf(table.Parent)), of)); err != nil {
			return err
		}
		if _, err := l.holdClashes(ctx, table); err != nil {
			return err
		}
	}
	return nil
}

// holdClashes holds back a table's records that clash, each kind of clash as a fault of its own.
func (l *loader) holdClashes(ctx context.Context, table source.Canonical) (held bool, err error) {
	type kind struct{ one, other, difference string }
	found, err := l.conn.QueryContext(ctx, "SELECT DISTINCT one, other, difference FROM clash WHERE table_name = ? ORDER BY ALL", table.Name)
	if err != nil {
		return false, err
	}
	defer found.Close()
	var kinds []kind
	for found.Next() {
		var k kind
		if err := found.Scan(&k.one, &k.other, &k.difference); err != nil {
			return false, err
		}
		kinds = append(kinds, k)
	}
	if err := found.Err(); err != nil {
		return false, err
	}
	column := l.keyOf(table.Parent)
	if len(table.Key) > 0 {
		column = table.Key[0]
	}
	for _, k := range kinds {
		number := l.faultNumber(rows.Fault{Table: table.Name, Column: column, Rule: source.KeyCollision, Detail: fmt.Sprintf(clashWords[k.difference], k.one, k.other)})
		n, err := l.exec(ctx, "INSERT INTO held SELECT DISTINCT delivery_id, record, ?::INTEGER FROM clash ANTI JOIN held USING (delivery_id, record) "+
			"WHERE table_name = ? AND one = ? AND other = ? AND difference = ?", number, table.Name, k.one, k.other, k.difference)
		if err != nil {
			return false, err
		}
		held = held || n > 0
	}
	return held, nil
}
