package ingest

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"klarsyn/ingest/rows"
	"klarsyn/ingest/source"
)

// checkReferences holds back records of unknown persons, for sources that deliver all persons, and child rows of
// contacts that neither this load nor the snapshot before holds. A refused file's rows are not missed.
func (l *loader) checkReferences(ctx context.Context) error {
	var complete []*delivery
	for _, d := range l.deliveries {
		if d.id > 0 && d.source.PatientsComplete {
			complete = append(complete, d)
		}
	}
	if complete != nil && !l.refused("patient") {
		if err := l.checkPatients(ctx, complete); err != nil {
			return fmt.Errorf("check that persons are known: %w", err)
		}
	}
	if err := l.checkParents(ctx); err != nil {
		return fmt.Errorf("check that contacts are known: %w", err)
	}
	return nil
}

func (l *loader) checkPatients(ctx context.Context, complete []*delivery) error {
	known := "SELECT patient_id FROM " + fresh("patient")
	if l.previous {
		known += " UNION ALL SELECT patient_id FROM main.patient"
	}
	for _, table := range l.parentsFirst() {
		if _, named := table.Field("patient_id"); !named || table.Name == "patient" {
			continue
		}
		of := deliveryList(complete, table.Name)
		if of == "" {
			continue
		}
		number := l.faultNumber(rows.Fault{Table: table.Name, Column: "patient_id", Rule: source.UnknownPatient})
		found, err := l.exec(ctx, fmt.Sprintf(`INSERT INTO held SELECT DISTINCT t.delivery_id, t.%[1]s, %[2]d FROM %[3]s AS t
			ANTI JOIN (%[4]s) AS known USING (patient_id)
			ANTI JOIN held ON held.delivery_id = t.delivery_id AND held.record = t.%[1]s
			WHERE t.patient_id IS NOT NULL AND t.delivery_id IN (%[5]s)`, rows.RecordColumn, number, fresh(table.Name), known, of))
		if err != nil {
			return err
		}
		if found > 0 {
			if err := l.removeAllHeld(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkParents looks at all child tables at once: the keys of the parents, often the largest table, are hashed once.
func (l *loader) checkParents(ctx context.Context) error {
	branches := map[string][]string{}
	for _, table := range l.parentsFirst() {
		if table.Parent == "" || l.refused(table.Parent) {
			continue
		}
		var alone []*delivery
		for _, d := range l.feeding(table.Name) {
			if !d.feeds(table.Parent) {
				alone = append(alone, d)
			}
		}
		if of := deliveryList(alone, table.Name); of != "" {
			key := l.keyOf(table.Parent)
			number := l.faultNumber(rows.Fault{Table: table.Name, Column: key, Rule: source.UnknownContact})
			branches[table.Parent] = append(branches[table.Parent], fmt.Sprintf("SELECT delivery_id, %s AS record, %s AS parent, %d AS fault FROM %s WHERE %s IS NOT NULL AND delivery_id IN (%s)",
				rows.RecordColumn, key, number, fresh(table.Name), key, of))
		}
	}
	for parent, selects := range branches {
		key := l.keyOf(parent)
		known := "SELECT " + key + " AS parent FROM " + fresh(parent)
		if l.previous {
			known += " UNION ALL SELECT " + key + " FROM main." + parent
		}
		found, err := l.exec(ctx, fmt.Sprintf("INSERT INTO held SELECT delivery_id, record, min(fault) FROM (%s) AS child ANTI JOIN (%s) AS known USING (parent) ANTI JOIN held USING (delivery_id, record) GROUP BY ALL",
			strings.Join(selects, " UNION ALL "), known))
		if err != nil {
			return err
		}
		if found > 0 {
			if err := l.removeAllHeld(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// refused tells that a file with rows of a table was refused as a whole: the load stops for that, and what refers to its
// rows is no fault of the files that do.
func (l *loader) refused(table string) bool {
	return slices.ContainsFunc(l.deliveries, func(d *delivery) bool { return d.sum.Refused != nil && d.feeds(table) })
}

// keyOf is the one key column of a parent table.
func (l *loader) keyOf(name string) string {
	for _, table := range l.tables {
		if table.Name == name {
			return table.Key[0]
		}
	}
	return ""
}

// deliveryList lists the ids of the deliveries that feed a table, for IN; "" when none does.
func deliveryList(deliveries []*delivery, table string) string {
	var ids []string
	for _, d := range deliveries {
		if d.feeds(table) {
			ids = append(ids, strconv.Itoa(d.id))
		}
	}
	return strings.Join(ids, ", ")
}
