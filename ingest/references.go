package ingest

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"klarsyn/ingest/rows"
	"klarsyn/ingest/source"
	"klarsyn/sql/duck"
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

// checkParents holds back child rows of contacts that nobody delivered, that another source delivered than the row's own allows, or that
// the row itself contradicts. It looks at all child tables at once: the keys of the parents, often the largest table, are hashed once.
func (l *loader) checkParents(ctx context.Context) error {
	branches := map[[2]string][]string{} // by parent and the sources whose contacts count
	for _, table := range l.parentsFirst() {
		if table.Parent == "" || l.refused(table.Parent) {
			continue
		}
		byScope := map[string][]*delivery{}
		for _, d := range l.alone(table) {
			byScope[scope(d.source)] = append(byScope[scope(d.source)], d)
		}
		key := duck.Identifier(l.keyOf(table.Parent))
		for scope, deliveries := range byScope {
			place := [2]string{table.Parent, scope}
			branches[place] = append(branches[place], fmt.Sprintf("SELECT delivery_id, %s AS record, %s AS parent, %s AS table_name FROM %s WHERE %s IS NOT NULL AND delivery_id IN (%s)",
				rows.RecordColumn, key, duck.Quote(table.Name), fresh(table.Name), key, deliveryList(deliveries, table.Name)))
		}
	}
	for place, selects := range branches {
		if err := l.checkParent(ctx, place[0], place[1], strings.Join(selects, " UNION ALL ")); err != nil {
			return err
		}
	}
	return l.checkWitnesses(ctx)
}

// scope is a list for IN of the sources whose contacts a source's rows may belong to; "" all.
func scope(src *source.Source) string {
	if src.Knows(source.AnySource) {
		return ""
	}
	ids := []string{duck.Quote(src.ID)}
	for _, id := range src.ContactsOf {
		ids = append(ids, duck.Quote(id))
	}
	return strings.Join(ids, ", ")
}

// checkParent holds back the child rows among those given whose parent is not of the sources in scope.
func (l *loader) checkParent(ctx context.Context, parent, scope, children string) error {
	found, err := l.materialise(ctx, "orphan", fmt.Sprintf("SELECT delivery_id, record, parent, table_name FROM (%s) ANTI JOIN (%s) AS known USING (parent) ANTI JOIN held USING (delivery_id, record)",
		children, l.parentKeys(parent, scope)))
	if err != nil || found == 0 {
		return err
	}
	if scope != "" {
		if err := l.holdForeign(ctx, parent); err != nil {
			return err
		}
	}
	for _, table := range l.parentsFirst() {
		number := l.faultNumber(rows.Fault{Table: table.Name, Column: l.keyOf(parent), Rule: source.UnknownContact})
		if _, err := l.exec(ctx, "INSERT INTO held SELECT DISTINCT delivery_id, record, ?::INTEGER FROM orphan ANTI JOIN held USING (delivery_id, record) WHERE table_name = ?", number, table.Name); err != nil {
			return err
		}
	}
	return l.removeAllHeld(ctx)
}

// holdForeign holds back the orphans whose parent another source delivered.
func (l *loader) holdForeign(ctx context.Context, parent string) error {
	known := fmt.Sprintf("SELECT %[1]s AS parent, file FROM %[2]s JOIN incoming USING (delivery_id)", l.keyOf(parent), fresh(parent))
	if l.previous {
		known += fmt.Sprintf(" UNION ALL SELECT %[1]s, file FROM main.%[2]s JOIN main.delivery USING (delivery_id)", l.keyOf(parent), parent)
	}
	if _, err := l.exec(ctx, `INSERT INTO clash SELECT table_name, delivery_id, record, parent, incoming.file, min(known.file), 'foreign'
		FROM orphan JOIN (`+known+`) AS known USING (parent) JOIN incoming USING (delivery_id) GROUP BY ALL`); err != nil {
		return err
	}
	for _, table := range l.parentsFirst() {
		if _, err := l.holdClashes(ctx, table); err != nil {
			return err
		}
	}
	return nil
}

// parentKeys is a query of the keys of a parent table, of this load and the snapshot before, that the sources in scope delivered.
func (l *loader) parentKeys(parent, scope string) string {
	key, inLoad, before := duck.Identifier(l.keyOf(parent)), "", ""
	if scope != "" {
		inLoad = " WHERE delivery_id IN (SELECT delivery_id FROM incoming WHERE source_id IN (" + scope + "))"
		before = " WHERE delivery_id IN (SELECT delivery_id FROM main.delivery WHERE source_id IN (" + scope + "))"
	}
	keys := "SELECT " + key + " AS parent FROM " + fresh(parent) + inLoad
	if l.previous {
		keys += " UNION ALL SELECT " + key + " FROM main." + parent + before
	}
	return keys
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

// alone lists this load's deliveries that make rows of a child table without making the parents of them.
func (l *loader) alone(table source.Canonical) []*delivery {
	if table.Parent == "" {
		return nil
	}
	return slices.DeleteFunc(l.feeding(table.Name), func(d *delivery) bool { return d.feeds(table.Parent) })
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
