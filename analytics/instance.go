package analytics

import (
	"context"
	stdsql "database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"klarsyn/analytics/disclosure"
	"klarsyn/sql/duck"
)

// An instance is one snapshot, open and locked, with what requests need to know of it.
type instance struct {
	catalogue  *Catalogue
	db         *stdsql.DB
	statements *duck.Statements // of figures
	info       snapshotInfo
	calendar   calendar
	policy     disclosure.Policy
	data       map[valueKey][]dimensionValue
	spaces     map[string]*space                 // by page id; "" for analyses outside every page
	washouts   map[string]int                    // years, by pathway
	gaps       gaps                              // months that were not delivered
	filled     map[string]bool                   // tables with rows, of those that decide a default
	named      map[*PageChoice]map[string]string // data value → label, of choices that the snapshot names
	states     *stateStore
	holders    atomic.Int64  // requests, and one for being current
	closed     chan struct{} // closed when the file is
}

// snapshotInfo is the row of snapshot_info.
type snapshotInfo struct {
	ID         string
	CreatedAt  time.Time
	Program    string
	HomeRegion string
	DataStart  time.Time // zero: no contacts
	Cutoff     time.Time // zero: no contacts
}

type valueKey struct{ mart, key string }

// A dimensionValue is one row of dimension_value.
type dimensionValue struct{ URL, Data, Label string }

// keptStatements is how many statements stay prepared: the figures of some sheets, with a few ways of setting their filters. On a region's
// data one takes half a megabyte.
const keptStatements = 128

func openInstance(ctx context.Context, options Options, catalogue *Catalogue, path string) (*instance, error) {
	if path == "" {
		return nil, errors.New("no snapshot is published")
	}
	db, err := duck.Open(ctx, duck.Options{
		Path: path, ReadOnly: true, Locked: true, Threads: options.Threads, MemoryLimit: options.MemoryLimit, TempDir: options.TempDir,
	})
	if err != nil {
		return nil, err
	}
	i := &instance{catalogue: catalogue, db: db, statements: duck.NewStatements(db, keptStatements), policy: options.Policy, data: map[valueKey][]dimensionValue{}, spaces: map[string]*space{}, states: newStateStore(), closed: make(chan struct{})}
	i.holders.Store(1)
	if err := i.load(ctx); err != nil {
		db.Close()
		return nil, err
	}
	return i, nil
}

// hold keeps the instance open; the caller knows that it is held by someone.
func (i *instance) hold() { i.holders.Add(1) }

// tryHold keeps the instance open unless nobody holds it any more.
func (i *instance) tryHold() bool {
	for {
		holders := i.holders.Load()
		if holders == 0 {
			return false
		}
		if i.holders.CompareAndSwap(holders, holders+1) {
			return true
		}
	}
}

func (i *instance) release() {
	if i.holders.Add(-1) == 0 {
		i.db.Close()
		close(i.closed)
	}
}

// load reads what the instance knows of its snapshot.
func (i *instance) load(ctx context.Context) error {
	var start, cutoff stdsql.NullTime
	err := i.db.QueryRowContext(ctx, "SELECT snapshot_id, created_at, program_version, home_region, data_start_on, cutoff_on FROM snapshot_info").
		Scan(&i.info.ID, &i.info.CreatedAt, &i.info.Program, &i.info.HomeRegion, &start, &cutoff)
	if err != nil {
		return fmt.Errorf("read snapshot_info: %w", err)
	}
	i.info.DataStart, i.info.Cutoff = start.Time, cutoff.Time
	i.calendar = newCalendar(start.Time, cutoff.Time)
	rows, err := i.db.QueryContext(ctx, "SELECT mart, key, url_value, data_value, label FROM dimension_value ORDER BY mart, key, position")
	if err != nil {
		return fmt.Errorf("read dimension_value: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var key valueKey
		var value dimensionValue
		if err := rows.Scan(&key.mart, &key.key, &value.URL, &value.Data, &value.Label); err != nil {
			return fmt.Errorf("read dimension_value: %w", err)
		}
		i.data[key] = append(i.data[key], value)
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read dimension_value: %w", err)
	}
	if err := i.findFilled(ctx); err != nil {
		return err
	}
	if err := i.findNames(ctx); err != nil {
		return err
	}
	if err := i.findGaps(ctx); err != nil {
		return err
	}
	if err := i.findWashouts(ctx); err != nil {
		return err
	}
	i.spaces[""] = i.newSpace(nil)
	for _, page := range i.catalogue.Pages {
		i.spaces[page.ID] = i.newSpace(page)
	}
	return nil
}

// values are the values of a mart's dimension in this snapshot.
func (i *instance) values(mart, key string) []dimensionValue { return i.data[valueKey{mart, key}] }

// space is what a query string of the page can say.
func (i *instance) space(page *Page) *space {
	if page == nil {
		return i.spaces[""]
	}
	if found := i.spaces[page.ID]; found != nil {
		return found
	}
	return i.spaces[""]
}

// newSpace gathers the values of the page's keys: those of the mart that the filter pane counts first, then those
// that only other marts have.
func (i *instance) newSpace(page *Page) *space {
	s := &space{
		calendar: i.calendar, labels: map[string]string{}, valueList: map[string][]DimensionValue{},
		position: map[string]map[string]int{}, defaults: map[string]KeyChoice{}, single: map[string]bool{}, choices: map[string]*PageChoice{},
	}
	keys := i.catalogue.keysOf(page)
	marts := slices.Clone(i.catalogue.Marts)
	if page == nil {
		for _, mart := range marts {
			for _, dimension := range mart.Dimensions {
				if !slices.Contains(keys, dimension.Key) && dimension.By == "" {
					keys = append(keys, dimension.Key)
				}
			}
		}
	} else {
		marts = slices.DeleteFunc(marts, func(m *Mart) bool { return !i.catalogue.reads(page, m) })
		slices.SortStableFunc(marts, func(a, b *Mart) int { return i.rank(a, page) - i.rank(b, page) })
	}
	for _, key := range keys {
		switch key {
		case yearKey:
			s.addKey(key, "År", i.calendar.values(key))
			continue
		case monthKey:
			s.addKey(key, "År-månad", i.calendar.values(key))
			continue
		}
		label := ""
		var values []DimensionValue
		for _, mart := range marts {
			dimension := mart.dimension(key)
			if dimension == nil {
				continue
			}
			if label == "" {
				label = dimension.Label
			}
			for _, value := range i.values(mart.Name, key) {
				if !slices.ContainsFunc(values, func(v DimensionValue) bool { return v.URL == value.URL }) {
					values = append(values, DimensionValue{URL: value.URL, Label: value.Label})
				}
			}
		}
		s.addKey(key, label, values)
		for _, mart := range marts {
			if dimension := mart.dimension(key); dimension != nil && dimension.Single != "" {
				s.single[key] = true
				s.stand(key, dimension.Single)
			}
		}
	}
	s.addChoices(page, func(table string) bool { return i.filled[table] }, i.named)
	if page != nil {
		s.setDefaults(page.Defaults)
	}
	return s
}

// findFilled notes which tables have rows, of those that decide a default.
func (i *instance) findFilled(ctx context.Context) error {
	i.filled = map[string]bool{}
	for _, page := range i.catalogue.Pages {
		for _, choice := range page.Choices {
			if choice.Preferred == nil {
				continue
			}
			table := choice.Preferred.Table
			filled := false
			known, err := i.hasTable(ctx, table)
			if err != nil {
				return err
			}
			if known {
				if err := i.db.QueryRowContext(ctx, "SELECT count(*) > 0 FROM (SELECT 1 FROM "+duck.Identifier(table)+" LIMIT 1)").Scan(&filled); err != nil {
					return fmt.Errorf("look into %s: %w", table, err)
				}
			}
			i.filled[table] = filled
		}
	}
	return nil
}

// hasTable says whether the snapshot has a table: one of an older program may lack it.
func (i *instance) hasTable(ctx context.Context, table string) (bool, error) {
	known := false
	if err := i.db.QueryRowContext(ctx, "SELECT count(*) > 0 FROM duckdb_tables() WHERE table_name = ?", table).Scan(&known); err != nil {
		return false, fmt.Errorf("look for %s: %w", table, err)
	}
	return known, nil
}

// findNames reads the names that the snapshot has for values of choices.
func (i *instance) findNames(ctx context.Context) error {
	i.named = map[*PageChoice]map[string]string{}
	for _, page := range i.catalogue.Pages {
		for n := range page.Choices {
			choice := &page.Choices[n]
			if choice.Named == nil {
				continue
			}
			known, err := i.hasTable(ctx, choice.Named.Table)
			if err != nil {
				return err
			}
			if !known {
				continue
			}
			names, err := i.namesIn(ctx, choice.Named)
			if err != nil {
				return fmt.Errorf("read names in %s: %w", choice.Named.Table, err)
			}
			i.named[choice] = names
		}
	}
	return nil
}

func (i *instance) namesIn(ctx context.Context, named *Named) (map[string]string, error) {
	rows, err := i.db.QueryContext(ctx, "SELECT DISTINCT "+duck.Identifier(named.Value)+", "+duck.Identifier(named.Label)+" FROM "+duck.Identifier(named.Table))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	names := map[string]string{}
	for rows.Next() {
		var value, label string
		if err := rows.Scan(&value, &label); err != nil {
			return nil, err
		}
		names[value] = label
	}
	return names, rows.Err()
}

func (i *instance) rank(mart *Mart, page *Page) int {
	if mart.Name == page.States.Mart {
		return 0
	}
	return 1
}

// labelsOf names a column's values in Swedish.
func (i *instance) labelsOf(source labelSource) map[string]string {
	labels := map[string]string{}
	for _, value := range i.values(source.mart, source.key) {
		labels[value.Data] = value.Label
	}
	return labels
}

func (i *instance) provenance() Provenance {
	return Provenance{Snapshot: i.info.ID, SnapshotAt: i.info.CreatedAt, Cutoff: i.info.Cutoff, Threshold: i.policy.Threshold}
}

// scalarText is a scanned value as text.
func scalarText(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case []byte:
		return string(v)
	case time.Time:
		return v.Format(time.DateOnly)
	}
	return strings.TrimSpace(fmt.Sprint(value))
}
