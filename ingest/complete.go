package ingest

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"

	"klarsyn/ingest/source"
)

// fromContacts stands as delivery_id of persons that no file names but contacts do. They are made anew by each load.
const fromContacts = 0

// addPersons makes a person of each pseudonym that stands in contacts only.
func (l *loader) addPersons(ctx context.Context) error {
	added, err := l.exec(ctx, newestContacts)
	l.report.Patients = added
	return err
}

// newestContacts makes a person of each pseudonym that stands in contacts only, as its newest contact says. Contacts
// of the same instant go by their id.
var newestContacts = `INSERT INTO main.patient (patient_id, birth_year, sex, municipality_code, delivery_id)
	WITH unnamed AS (SELECT patient_id, contact_id, started_at, age_at_contact, sex, municipality_code FROM main.contact ANTI JOIN main.patient USING (patient_id)),
	newest AS (SELECT patient_id, max(started_at) AS started_at FROM unnamed GROUP BY patient_id),
	one AS (SELECT patient_id, max(contact_id) AS contact_id FROM unnamed JOIN newest USING (patient_id, started_at) GROUP BY patient_id)
	SELECT patient_id, (year(started_at) - age_at_contact)::SMALLINT, sex, municipality_code, ` + strconv.Itoa(fromContacts) + `
	FROM unnamed JOIN one USING (patient_id, contact_id)`

// completeProcedures takes the person and the day of this load's procedures that lack them from their contact, of this
// load or an earlier one.
func (l *loader) completeProcedures(ctx context.Context) error {
	if len(l.feeding("procedure")) == 0 {
		return nil
	}
	const lacking = "contact_id IS NOT NULL AND (patient_id IS NULL OR performed_on IS NULL)"
	known := "SELECT contact_id, patient_id, started_at FROM " + fresh("contact")
	if l.previous {
		known += " UNION ALL SELECT contact_id, patient_id, started_at FROM main.contact"
	}
	found, err := l.materialise(ctx, "completed", `
		SELECT p.* REPLACE (coalesce(p.patient_id, c.patient_id) AS patient_id, coalesce(p.performed_on, c.started_at::DATE) AS performed_on)
		FROM (FROM `+fresh("procedure")+" WHERE "+lacking+") AS p JOIN ("+known+") AS c USING (contact_id)")
	if err != nil || found == 0 {
		return err
	}
	at := slices.IndexFunc(l.tables, func(t source.Canonical) bool { return t.Name == "procedure" })
	err = l.remove(ctx, l.tables[at], "SELECT delivery_id, "+rowColumn+" FROM "+fresh("procedure")+" WHERE "+lacking)
	if err != nil {
		return err
	}
	return l.showTable(ctx, l.tables[at], "FROM completed")
}

// describe writes the snapshot's one row about itself.
func (l *loader) describe(ctx context.Context) error {
	if err := l.writeContactMonths(ctx); err != nil {
		return err
	}
	var start, cutoff sql.NullTime
	err := l.conn.QueryRowContext(ctx, "SELECT min(period_from), max(period_to) FROM main.delivery WHERE covers_contacts").Scan(&start, &cutoff)
	if err != nil {
		return err
	}
	l.report.DataStartOn, l.report.CutoffOn = start.Time, cutoff.Time
	if l.options.Period == nil && cutoff.Valid {
		if l.report.EndLater, err = l.count(ctx, "SELECT count(*) FROM main.contact WHERE ended_at >= ?::DATE + 1", day(cutoff.Time)); err != nil {
			return err
		}
	}
	_, err = l.exec(ctx, "INSERT INTO main.snapshot_info BY NAME SELECT ? AS snapshot_id, ? AS created_at, ? AS program_version, ? AS home_region, ? AS data_start_on, ? AS cutoff_on",
		l.work.ID, l.started, l.options.Version, l.report.HomeRegion, day(start.Time), day(cutoff.Time))
	return err
}

func (l *loader) countTables(ctx context.Context) error {
	for _, table := range l.tables {
		var sum TableReport
		err := l.conn.QueryRowContext(ctx, fmt.Sprintf("SELECT count(*), count(*) FILTER (delivery_id >= %d) FROM main.%s", l.first, table.Name)).Scan(&sum.Rows, &sum.New)
		if err != nil {
			return err
		}
		sum.Table = table.Name
		l.report.Tables = append(l.report.Tables, sum)
	}
	return nil
}
