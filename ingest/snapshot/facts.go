package snapshot

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"golang.org/x/mod/semver"

	"klarsyn/sql/duck"
)

// Facts are what a snapshot says about itself.
type Facts struct {
	ProgramVersion string
	HomeRegion     string
	DataStartOn    time.Time // zero: no contact delivery
	CutoffOn       time.Time // data cut-off; zero: no contact delivery
	Deliveries     int64
	Contacts       int64
	Quarantined    int64
}

// Facts opens a snapshot and reads them. A snapshot that is damaged, or not ours, gives a *Mishap.
func (s Snapshot) Facts(ctx context.Context) (Facts, error) {
	db, err := duck.Open(ctx, duck.Options{Path: s.Path, ReadOnly: true, Locked: true})
	if err != nil {
		return Facts{}, s.unreadable(err)
	}
	defer db.Close()
	var facts Facts
	var start, cutoff sql.NullTime
	err = db.QueryRowContext(ctx, `SELECT program_version, home_region, data_start_on, cutoff_on,
		(SELECT count(*) FROM delivery), (SELECT count(*) FROM contact), (SELECT count(*) FROM quarantine) FROM snapshot_info`).
		Scan(&facts.ProgramVersion, &facts.HomeRegion, &start, &cutoff, &facts.Deliveries, &facts.Contacts, &facts.Quarantined)
	if err != nil {
		return Facts{}, s.unreadable(err)
	}
	facts.DataStartOn, facts.CutoffOn = start.Time, cutoff.Time
	return facts, nil
}

// Check tells why this version of the program cannot use a snapshot: it cannot be read, or a newer one made it. Without a version only
// the first is asked.
func (s Snapshot) Check(ctx context.Context, program string) error {
	facts, err := s.Facts(ctx)
	if err != nil {
		return err
	}
	ours, its := "v"+program, "v"+facts.ProgramVersion
	if semver.IsValid(ours) && semver.Compare(its, ours) > 0 {
		return &Mishap{What: fmt.Sprintf("ögonblicksbild %s är gjord av Klarsyn %s, som är nyare än den här versionen (%s)", s.ID, facts.ProgramVersion, program),
			Do: "uppdatera Klarsyn, eller gå tillbaka till en äldre med klarsyn rollback"}
	}
	return nil
}

// Scan reads every value of a snapshot, so that a damage anywhere in the file is found. It takes as long as reading the file does.
func (s Snapshot) Scan(ctx context.Context) error {
	db, err := duck.Open(ctx, duck.Options{Path: s.Path, ReadOnly: true, Locked: true})
	if err != nil {
		return s.unreadable(err)
	}
	defer db.Close()
	tables, err := names(ctx, db)
	if err != nil {
		return s.unreadable(err)
	}
	for _, table := range tables {
		var sum sql.NullString
		if err := db.QueryRowContext(ctx, "SELECT bit_xor(hash(t))::VARCHAR FROM main."+duck.Identifier(table)+" AS t").Scan(&sum); err != nil {
			return s.unreadable(err)
		}
	}
	return nil
}

func names(ctx context.Context, db *sql.DB) ([]string, error) {
	rows, err := db.QueryContext(ctx, "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main' ORDER BY table_name")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		list = append(list, name)
	}
	return list, rows.Err()
}
