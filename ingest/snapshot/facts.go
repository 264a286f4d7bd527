package snapshot

import (
	"context"
	"database/sql"
	"fmt"
	"time"

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

// Facts opens a snapshot and reads them.
func (s Snapshot) Facts(ctx context.Context) (Facts, error) {
	db, err := duck.Open(ctx, duck.Options{Path: s.Path, ReadOnly: true, Locked: true})
	if err != nil {
		return Facts{}, fmt.Errorf("open snapshot %s: %w", s.ID, err)
	}
	defer db.Close()
	var facts Facts
	var start, cutoff sql.NullTime
	err = db.QueryRowContext(ctx, `SELECT program_version, home_region, data_start_on, cutoff_on,
		(SELECT count(*) FROM delivery), (SELECT count(*) FROM contact), (SELECT count(*) FROM quarantine) FROM snapshot_info`).
		Scan(&facts.ProgramVersion, &facts.HomeRegion, &start, &cutoff, &facts.Deliveries, &facts.Contacts, &facts.Quarantined)
	if err != nil {
		return Facts{}, fmt.Errorf("read snapshot %s: %w", s.ID, err)
	}
	facts.DataStartOn, facts.CutoffOn = start.Time, cutoff.Time
	return facts, nil
}
