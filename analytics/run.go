package analytics

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	stdsql "database/sql"

	"klarsyn/sql/duck"
)

// ErrTimeout is returned when a query took longer than the service allows.
var ErrTimeout = errors.New("the query took too long")

// completed checks that the selection is one of the analysis' page in this snapshot. A selection made elsewhere
// is parsed anew, so that no unchecked value passes.
func (v *View) completed(analysis *Analysis, selection Selection) (Selection, error) {
	space := v.instance.space(v.service.catalogue.pageOf(analysis))
	if selection.space == space {
		return selection, nil
	}
	return space.parse(selection.Query())
}

func (v *View) run(ctx context.Context, analysis *Analysis, selection Selection, options RunOptions) (*Table, error) {
	selection, err := v.completed(analysis, selection)
	if err != nil {
		return nil, err
	}
	period, err := v.periodOf(analysis, selection)
	if err != nil {
		return nil, err
	}
	key := v.cacheKey(analysis, selection, options)
	if !options.Fresh {
		if table, found := v.service.cache.get(key); found {
			return table, nil
		}
	}
	return v.service.flights.do(ctx, key, func() job[*Table] {
		held := v.instance // the run may outlive the request that began it
		held.hold()
		view := &View{service: v.service, instance: held}
		return func(ctx context.Context) (*Table, error) {
			defer held.release()
			table, err := view.compute(ctx, analysis, selection, period, options)
			if err != nil {
				return nil, fmt.Errorf("run %s: %w", analysis.ID, err)
			}
			view.service.cache.put(key, held.info.ID, table, len(table.Rows)*len(table.Columns))
			return table, nil
		}
	})
}

// periodOf is the period of the selection. A snapshot without contacts has none, and needs none for an analysis that
// asks for no time: what was delivered can be shown all the same.
func (v *View) periodOf(analysis *Analysis, selection Selection) (Period, error) {
	if v.instance.calendar.empty && analysis.timeless() {
		return Period{Complete: true}, nil
	}
	return v.instance.calendar.period(selection)
}

// CacheKey is what the answer to a request depends on: snapshot, analysis version, selection, disclosure policy, the
// reader's scope and the program's version. Equal keys mean equal answers, so that it serves as ETag.
func (v *View) CacheKey(id string, selection Selection, options RunOptions) (string, error) {
	analysis, err := v.service.catalogue.analysis(id)
	if err != nil {
		return "", err
	}
	selection, err = v.completed(analysis, selection)
	if err != nil {
		return "", err
	}
	return v.cacheKey(analysis, selection, options), nil
}

func (v *View) cacheKey(analysis *Analysis, selection Selection, options RunOptions) string {
	return strings.Join([]string{
		v.instance.info.ID, analysis.ID, analysis.Version, selection.FullQuery(), v.service.options.Policy.String(),
		strconv.FormatBool(options.Undisclosed), options.Scope, v.service.options.Program,
	}, "|")
}

// compute runs the query, derives, suppresses and labels.
func (v *View) compute(ctx context.Context, analysis *Analysis, selection Selection, period Period, options RunOptions) (*Table, error) {
	rows, err := v.rows(ctx, analysis, selection, period, options.Fresh)
	if err != nil {
		return nil, err
	}
	rows, gaps := v.instance.leave(analysis, rows, period)
	gaps = append(gaps, v.instance.shortHistory(analysis, period)...)
	if rows, err = deriveAll(analysis, rows); err != nil {
		return nil, err
	}
	table := &Table{
		Analysis: analysis, Columns: v.labelled(analysis), Rows: rows, Selection: selection, Period: period,
		Source: v.instance.provenance(), Notes: append(v.notes(analysis, selection), gaps...),
	}
	table.Source.AnalysisVersion = analysis.Version
	table.Source.Disclosed = options.Undisclosed
	said, findings, err := v.remarks(ctx, analysis, table, options)
	if err != nil {
		return nil, err
	}
	table.Notes, table.Findings = append(table.Notes, said...), findings
	if !options.Undisclosed {
		disclose(v.service.options.Policy, table)
	}
	return table, nil
}

// labelled are the analysis' columns with the labels that this snapshot gives their values.
func (v *View) labelled(analysis *Analysis) []Column {
	columns := append([]Column(nil), analysis.Columns...)
	for n := range columns {
		if source, found := analysis.labels[columns[n].Name]; found {
			columns[n].Labels = v.instance.labelsOf(source)
		}
	}
	return columns
}

// notes are the sentences that every showing of the table prints: which chosen keys it does not obey.
func (v *View) notes(analysis *Analysis, selection Selection) []string {
	var notes []string
	if analysis.Caveat != "" {
		notes = append(notes, analysis.Caveat)
	}
	notes = append(notes, made(analysis, selection, v.service.catalogue)...)
	return append(notes, v.Unheeded(analysis, selection)...)
}

// Unheeded are the sentences that tell which chosen keys a figure does not obey.
func (v *View) Unheeded(analysis *Analysis, selection Selection) []string {
	var notes []string
	for _, ignored := range analysis.Ignores {
		choice, chosen := selection.Choice(ignored.Key)
		if !chosen || choice.All || choice.Default && selection.space != nil && selection.space.single[ignored.Key] {
			continue // what always has a value is told of only when the reader has chosen it
		}
		label := ignored.Key
		if selection.space != nil {
			label = selection.space.labels[ignored.Key]
		}
		if selection.space != nil && selection.space.choices[ignored.Key] != nil {
			notes = append(notes, fmt.Sprintf("Följer inte valet %s: %s", label, ignored.Reason))
			continue
		}
		notes = append(notes, fmt.Sprintf("Följer inte filtret %s: %s", label, ignored.Reason))
	}
	return notes
}

// query waits for its turn, runs the statement with a deadline and reads all rows. Outputs are cast to the
// declared types, in the declared order.
func (s *Service) query(ctx context.Context, i *instance, composed query, columns []Column) ([][]Value, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, s.options.Timeout, ErrTimeout)
	defer cancel()
	if err := s.queries.Acquire(ctx, 1); err != nil {
		return nil, fmt.Errorf("wait for a free query: %w", context.Cause(ctx))
	}
	defer s.queries.Release(1)
	rows, err := i.read(ctx, composed, columns)
	switch {
	case err != nil && ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case duck.LacksName(err):
		return nil, fmt.Errorf("%w\n%w", otherVersion(), err)
	}
	return rows, err
}

func (i *instance) read(ctx context.Context, composed query, columns []Column) ([][]Value, error) {
	casts := make([]string, len(columns))
	for n, column := range columns {
		name := duck.Identifier(column.Name)
		casts[n] = "CAST(" + name + " AS " + sqlTypeOf(column.Type) + ") AS " + name
	}
	text := "SELECT " + strings.Join(casts, ", ") + " FROM (\n" + composed.executable() + "\n)"
	statement, err := i.statements.Prepare(ctx, text)
	if err != nil {
		return nil, err
	}
	defer statement.Release()
	rows, err := statement.QueryContext(ctx, composed.arguments()...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	scanned := make([]any, len(columns))
	targets := make([]any, len(columns))
	for n := range scanned {
		targets[n] = &scanned[n]
	}
	var table [][]Value
	for rows.Next() {
		if err := rows.Scan(targets...); err != nil {
			return nil, fmt.Errorf("read a row: %w", err)
		}
		row := make([]Value, len(columns))
		for n, value := range scanned {
			row[n] = cell(value)
		}
		table = append(table, row)
	}
	return table, rows.Err()
}

// arguments are the parameters for the driver.
func (q query) arguments() []any {
	arguments := make([]any, len(q.binds))
	for n, bind := range q.binds {
		arguments[n] = stdsql.Named(bind.name, bind.value)
	}
	return arguments
}

// cell makes a value of what the driver scanned. NULL is missing.
func cell(value any) Value {
	switch v := value.(type) {
	case nil:
		return Value{State: Missing}
	case int64:
		return Value{Number: float64(v)}
	case float64:
		return Value{Number: v}
	case bool:
		return Value{Text: strconv.FormatBool(v)}
	case time.Time:
		return Value{Text: v.Format(time.DateOnly)}
	}
	return Value{Text: scalarText(value)}
}

// sqlTypeOf is the SQL type of a kind of column.
func sqlTypeOf(kind ColumnType) string {
	for name, known := range sqlTypes {
		if known == kind {
			return name
		}
	}
	return "VARCHAR"
}
