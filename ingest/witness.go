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

// checkWitnesses holds back child rows that say of their contact, by the person or the care form beside its id, what it is not: the id
// was found in another numbering.
func (l *loader) checkWitnesses(ctx context.Context) error {
	for _, table := range l.parentsFirst() {
		if table.Parent == "" || l.refused(table.Parent) {
			continue
		}
		byWitness := map[string][]*delivery{}
		for _, d := range l.alone(table) {
			if list := strings.Join(witnesses(d, table.Name), ","); list != "" {
				byWitness[list] = append(byWitness[list], d)
			}
		}
		for list, deliveries := range byWitness {
			if err := l.checkWitness(ctx, table, strings.Split(list, ","), deliveries); err != nil {
				return fmt.Errorf("compare rows of %s with their contacts: %w", table.Name, err)
			}
		}
	}
	return nil
}

// witnesses lists the columns by which a delivery's rows of a child table speak of their contact.
func witnesses(d *delivery, table string) []string {
	mapping, _ := d.group.Table(table)
	return slices.DeleteFunc(slices.Clone(source.Witnesses), func(name string) bool {
		_, mapped := mapping.Column(name)
		return !mapped
	})
}

func (l *loader) checkWitness(ctx context.Context, table source.Canonical, columns []string, deliveries []*delivery) error {
	key, list := duck.Identifier(l.keyOf(table.Parent)), identifiers(columns)
	known := "SELECT " + key + ", " + list + ", file FROM " + fresh(table.Parent) + " JOIN incoming USING (delivery_id)"
	if l.previous {
		known += " UNION ALL SELECT " + key + ", " + list + ", file FROM main." + table.Parent + " JOIN main.delivery USING (delivery_id)"
	}
	differs, what := make([]string, len(columns)), ""
	for i, column := range columns {
		differs[i] = "n." + column + "::VARCHAR <> c." + column + "::VARCHAR"
		what += " WHEN " + differs[i] + " THEN " + duck.Quote(witnessOf[column])
	}
	_, err := l.exec(ctx, fmt.Sprintf("INSERT INTO clash SELECT %s, n.delivery_id, n.%s, n.%s, incoming.file, c.file, CASE%s END FROM (%s) AS n JOIN (%s) AS c USING (%[3]s) JOIN incoming ON incoming.delivery_id = n.delivery_id WHERE %[7]s",
		duck.Quote(table.Name), rows.RecordColumn, key, what, l.rowsOf(table.Name, append([]string{l.keyOf(table.Parent), source.DeliveryColumn}, columns...), deliveries), known, strings.Join(differs, " OR ")))
	if err != nil {
		return err
	}
	held, err := l.holdClashes(ctx, table)
	if err != nil || !held {
		return err
	}
	return l.removeAllHeld(ctx)
}

// witnessOf names what a witness speaks of, in clashWords.
var witnessOf = map[string]string{"patient_id": "witness person", "care_form": "witness form"}
