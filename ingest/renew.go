package ingest

import (
	"context"

	"klarsyn/ingest/source"
)

// An earlier delivery is one that the snapshot before holds.
type earlier struct {
	id           int
	source, file string
}

// noteIncoming writes down this load's files for queries, and which earlier deliveries they replace whole: those of the same name, where
// records have no key but their number.
func (l *loader) noteIncoming(ctx context.Context) error {
	err := execAll(ctx, l.conn,
		"CREATE TEMP TABLE incoming (delivery_id INTEGER, source_id VARCHAR, file VARCHAR)",
		"CREATE TEMP TABLE renewed (delivery_id INTEGER, by_delivery INTEGER)")
	if err != nil {
		return err
	}
	for _, d := range l.deliveries {
		if d.id == 0 {
			continue
		}
		if _, err := l.exec(ctx, "INSERT INTO incoming VALUES (?, ?, ?)", d.id, d.source.ID, d.name); err != nil {
			return err
		}
		for _, was := range l.earlier {
			if !d.group.Numbered() || was.source != d.source.ID || source.Stem(was.file) != source.Stem(d.name) {
				continue
			}
			l.renews = true
			if _, err := l.exec(ctx, "INSERT INTO renewed VALUES (?, ?)", was.id, d.id); err != nil {
				return err
			}
		}
	}
	return nil
}
