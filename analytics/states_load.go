package analytics

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"strings"
	"sync"
	"time"

	"klarsyn/sql/duck"
)

// The filter pane counts distinct persons, or rows, for every value of every key. Scanning a mart once per key would cost a
// second; instead the rows of one period are held in memory, each dimension packed into some bits of one number, and
// one pass over them answers for all keys. Where rows are counted DuckDB counts each combination, and a pass goes over the
// combinations alone.

// A stateDimension is one dimension of the packed rows.
type stateDimension struct {
	key    string
	column string
	total  string
	data   []string       // enum values by code
	code   map[string]int // data value → code
	seen   []bool         // codes that occur anywhere in the mart
	shift  int
	mask   uint64
}

// stateShape is how a page's mart is packed: it does not change within a snapshot.
type stateShape struct {
	page       *Page
	name       string // of the page and the columns that depend on its choices
	dimensions []stateDimension
	within     []stateWithin
}

// A stateWithin holds rows with a data value of a column to those whose day falls in the period.
type stateWithin struct{ column, data, on string }

// stateRows are, where persons are counted, the distinct combinations of person and dimension values of one period, sorted by person. There are
// far fewer combinations of dimension values than rows, so rows hold a combination's place.
type stateRows struct {
	combinations []uint64 // packed dimension values
	rows         []stateRow
	counts       []int // where rows are counted: rows with each combination
}

// A stateRow says that a person has a combination.
type stateRow struct {
	person      int32 // 0, 1, 2 … without gaps
	combination uint32
}

// A stateStore keeps the shapes, and the rows of the periods asked for last.
type stateStore struct {
	mutex   sync.Mutex
	shapes  map[string]*stateShape
	rows    map[string]*stateRows
	recent  []string // keys of rows, newest last
	flights *flights[*stateRows]
}

// keptPeriods is how many periods' rows are held per snapshot.
const keptPeriods = 12

func newStateStore() *stateStore {
	return &stateStore{shapes: map[string]*stateShape{}, rows: map[string]*stateRows{}, flights: newFlights[*stateRows]()}
}

func (s *stateStore) get(key string) *stateRows {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.rows[key]
}

func (s *stateStore) put(key string, rows *stateRows) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if _, held := s.rows[key]; !held {
		s.recent = append(s.recent, key)
	}
	s.rows[key] = rows
	for len(s.recent) > keptPeriods {
		delete(s.rows, s.recent[0])
		s.recent = s.recent[1:]
	}
}

// shape finds out how the page's mart is packed. Dimensions that depend on a choice are packed as the selection has it.
func (v *View) shape(ctx context.Context, page *Page, selection Selection) (*stateShape, error) {
	store := v.instance.states
	mart := v.instance.catalogue.martBy[page.States.Mart]
	name := page.ID
	for _, dimension := range mart.Dimensions {
		if dimension.By != "" {
			name += " " + selection.column(&dimension)
		}
	}
	store.mutex.Lock()
	shape := store.shapes[name]
	store.mutex.Unlock()
	if shape != nil {
		return shape, nil
	}
	shape = &stateShape{page: page, name: name}
	shift := 0
	for _, dimension := range mart.Dimensions {
		column := selection.column(&dimension)
		packed := stateDimension{key: dimension.Key, column: column, total: dimension.Total, code: map[string]int{}, shift: shift}
		enumeration := duck.Identifier(dimension.Enum(mart.Name, column))
		found := query{text: "WITH found AS (SELECT DISTINCT " + duck.Identifier(column) + " AS value FROM " + duck.Identifier(mart.Name) + ")\n" +
			"SELECT named.value, named.value::" + enumeration + " IN (SELECT value FROM found) AS seen\n" +
			"FROM (SELECT unnest(enum_range(NULL::" + enumeration + ")) AS value) AS named ORDER BY enum_code(named.value::" + enumeration + ")"}
		rows, err := v.service.query(ctx, v.instance, found, []Column{{Name: "value"}, {Name: "seen", Type: Boolean}})
		if err != nil {
			return nil, fmt.Errorf("values of %s in %s: %w", column, mart.Name, err)
		}
		for code, row := range rows {
			packed.data = append(packed.data, row[0].Text)
			packed.code[row[0].Text] = code
			packed.seen = append(packed.seen, row[1].Text == "true")
		}
		width := bits.Len(uint(len(packed.data)))
		packed.mask = 1<<width - 1
		shift += width
		shape.dimensions = append(shape.dimensions, packed)
	}
	for _, rule := range page.States.Within {
		for _, value := range v.instance.values(mart.Name, rule.Key) {
			if value.URL == rule.Value {
				shape.within = append(shape.within, stateWithin{column: mart.dimension(rule.Key).Column, data: value.Data, on: rule.On})
			}
		}
	}
	if shift > 62 {
		return nil, fmt.Errorf("the dimensions of %s have too many values to pack: %d bits", mart.Name, shift)
	}
	store.mutex.Lock()
	store.shapes[name] = shape
	store.mutex.Unlock()
	return shape, nil
}

// stateRows returns the rows of the period, from memory if they are there.
func (v *View) stateRows(ctx context.Context, shape *stateShape, period Period) (*stateRows, error) {
	key := shape.name + " " + period.T.Format(time.DateOnly)
	stock := shape.page.States.On == ""
	if !stock || len(shape.within) > 0 {
		for _, run := range period.Runs {
			key += " " + run.StartsOn.Format(time.DateOnly) + "–" + run.EndsBefore.Format(time.DateOnly)
		}
	}
	store := v.instance.states
	if rows := store.get(key); rows != nil {
		return rows, nil
	}
	return store.flights.do(ctx, key, func() job[*stateRows] {
		held := &View{service: v.service, instance: v.instance}
		held.instance.hold()
		return func(ctx context.Context) (*stateRows, error) {
			defer held.Release()
			rows, err := held.loadStates(ctx, shape, period)
			if err != nil {
				return nil, fmt.Errorf("filter states of %s: %w", shape.page.ID, err)
			}
			store.put(key, rows)
			return rows, nil
		}
	})
}

// statement selects the packed rows of one period.
func (s *stateShape) statement(period Period) query {
	states := s.page.States
	q := query{}
	bound := func(name string, value any, cast string) string {
		q.binds = append(q.binds, bind{name: name, value: value, cast: cast})
		return "$" + name
	}
	starts, ends := period.days()
	joined := false // whether the period is needed as a relation
	within := func(column string) string {
		joined = true
		return "EXISTS (SELECT 1 FROM period WHERE " + column + " >= starts_on AND " + column + " < ends_before)"
	}
	var conditions []string
	for _, column := range sortedKeys(states.Where) {
		conditions = append(conditions, duck.Identifier(column)+" = "+bound("where_"+column, states.Where[column], ""))
	}
	if states.On == "" {
		t := bound("reference_date", period.T, "DATE")
		conditions = append(conditions, duck.Identifier(states.ValidFrom)+" <= "+t, duck.Identifier(states.ValidBefore)+" > "+t)
	} else {
		on := duck.Identifier(states.On)
		conditions = append(conditions,
			on+" >= "+bound("first_day", period.Runs[0].StartsOn, "DATE"), on+" <= "+bound("last_day", period.T, "DATE"))
		if len(period.Runs) > 1 {
			conditions = append(conditions, within(on))
		}
	}
	for n, rule := range s.within {
		value := bound(fmt.Sprintf("within_%d", n), rule.data, "")
		conditions = append(conditions, "("+duck.Identifier(rule.column)+" <> "+value+" OR "+within(duck.Identifier(rule.on))+")")
	}
	terms := make([]string, len(s.dimensions))
	for n, dimension := range s.dimensions {
		terms[n] = fmt.Sprintf("enum_code(%s)::BIGINT * %d", duck.Identifier(dimension.column), uint64(1)<<dimension.shift)
	}
	if joined {
		q.text = "WITH " + periodCTE(bound("period_starts", starts, ""), bound("period_ends", ends, "")) + "\n"
	}
	from := " AS packed\nFROM " + duck.Identifier(states.Mart) + "\nWHERE " + strings.Join(conditions, "\n    AND ")
	if states.Person == "" {
		q.text += "SELECT count(*)::BIGINT AS rows, " + strings.Join(terms, " + ") + from + "\nGROUP BY packed"
	} else {
		q.text += "SELECT DISTINCT " + duck.Identifier(states.Person) + "::BIGINT AS person, " + strings.Join(terms, " + ") + from + "\nORDER BY person"
	}
	return q
}

// loadStates reads the rows of one period.
func (v *View) loadStates(ctx context.Context, shape *stateShape, period Period) (*stateRows, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, v.service.options.Timeout, ErrTimeout)
	defer cancel()
	if err := v.service.queries.Acquire(ctx, 1); err != nil {
		return nil, fmt.Errorf("wait for a free query: %w", context.Cause(ctx))
	}
	defer v.service.queries.Release(1)
	q := shape.statement(period)
	conn, err := v.instance.db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	loaded := newStateLoader()
	loaded.counting = shape.page.States.Person == ""
	// Straight from the driver: database/sql's conversion of every cell would be most of the time.
	err = conn.Raw(func(raw any) error {
		queryer, able := raw.(driver.QueryerContext)
		if !able {
			return errors.New("the driver cannot query directly")
		}
		arguments := make([]driver.NamedValue, len(q.binds))
		for n, bind := range q.binds {
			arguments[n] = driver.NamedValue{Name: bind.name, Ordinal: n + 1, Value: bind.value}
		}
		rows, err := queryer.QueryContext(ctx, q.executable(), arguments)
		if err != nil {
			return err
		}
		defer rows.Close()
		return loaded.read(rows)
	})
	if err != nil && ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	return loaded.rows, err
}

// A stateLoader gathers rows that come sorted by person, or combinations with their counts.
type stateLoader struct {
	rows     *stateRows
	counting bool
	place    map[uint64]uint32 // of a combination
	last     int64
}

func newStateLoader() *stateLoader {
	return &stateLoader{rows: &stateRows{}, place: map[uint64]uint32{}}
}

func (l *stateLoader) read(rows driver.Rows) error {
	cells := make([]driver.Value, 2)
	for {
		if err := rows.Next(cells); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("read a row: %w", err)
		}
		person, isNumber := cells[0].(int64)
		packed, isPacked := cells[1].(int64)
		if !isNumber || !isPacked {
			return fmt.Errorf("read a row: person %T and values %T, wanted whole numbers", cells[0], cells[1])
		}
		if l.counting { // each combination comes once
			l.rows.combinations = append(l.rows.combinations, uint64(packed))
			l.rows.counts = append(l.rows.counts, int(person))
			continue
		}
		l.add(person, uint64(packed))
	}
}

func (l *stateLoader) add(person int64, packed uint64) {
	number := int32(0)
	if count := len(l.rows.rows); count > 0 {
		number = l.rows.rows[count-1].person
		if person != l.last {
			number++
		}
	}
	l.last = person
	place, known := l.place[packed]
	if !known {
		place = uint32(len(l.rows.combinations))
		l.place[packed] = place
		l.rows.combinations = append(l.rows.combinations, packed)
	}
	l.rows.rows = append(l.rows.rows, stateRow{person: number, combination: place})
}
