package analytics

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Check holds every header against DuckDB on the open snapshot: each statement compiles, and returns the header's
// columns in order and of their types. It also compiles what the filter panes read. All mistakes are
// reported together. (ReadCatalogue has compared the parameters' names before: the driver would bind a misspelt one
// to another's value in silence.)
func (s *Service) Check(ctx context.Context) error {
	view := s.View()
	if view == nil {
		return errClosed
	}
	defer view.Release()
	if view.instance.calendar.empty {
		return fmt.Errorf("check: the snapshot %s has no contacts, so no period to ask for", view.instance.info.ID)
	}
	var faults faults
	checked := map[string]bool{}
	for _, analysis := range s.catalogue.Analyses {
		view.checkAnalysis(ctx, analysis, fits, &faults)
		if base := analysis.base; base != nil && !checked[base.Path] {
			checked[base.Path] = true
			view.checkAnalysis(ctx, base, handsOn, &faults)
		}
	}
	for _, page := range s.catalogue.Pages {
		if page.States.Mart == "" {
			continue
		}
		selection := Selection{space: view.instance.space(page)}.Clear()
		if _, err := view.states(ctx, page, selection); err != nil {
			faults.add(page.path, 0, "states: %v", err)
		}
	}
	return faults.join()
}

func (v *View) checkAnalysis(ctx context.Context, analysis *Analysis, accepts func(ColumnType, string) bool, faults *faults) {
	selection := Selection{space: v.instance.space(v.service.catalogue.pageOf(analysis))}.Clear()
	period, err := v.instance.calendar.period(selection)
	if err != nil {
		faults.add(analysis.Path, 0, "%v", err)
		return
	}
	composed, err := v.instance.compose(analysis, selection, period)
	if err != nil {
		faults.add(analysis.Path, 0, "%v", err)
		return
	}
	described, err := v.describe(ctx, composed)
	if err != nil {
		faults.add(analysis.Path, 0, "%v", err)
		return
	}
	var wanted, found []string
	for _, column := range analysis.sqlColumns {
		wanted = append(wanted, column.Name)
	}
	for _, column := range described {
		found = append(found, column[0])
	}
	if !slices.Equal(wanted, found) {
		faults.add(analysis.Path, 0, "the header's columns are %s, the statement returns %s", strings.Join(wanted, ", "), strings.Join(found, ", "))
		return
	}
	for n, column := range analysis.sqlColumns {
		if !accepts(column.Type, described[n][1]) {
			faults.add(analysis.Path, 0, "column %s: the header says %s, the statement returns %s", column.Name, sqlTypeOf(column.Type), described[n][1])
		}
	}
}

// describe asks DuckDB for the columns of a query: name and type.
func (v *View) describe(ctx context.Context, composed query) ([][2]string, error) {
	rows, err := v.instance.db.QueryContext(ctx, "SELECT column_name, column_type FROM (DESCRIBE "+composed.executable()+"\n)", composed.arguments()...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var columns [][2]string
	for rows.Next() {
		var column [2]string
		if err := rows.Scan(&column[0], &column[1]); err != nil {
			return nil, err
		}
		columns = append(columns, column)
	}
	return columns, rows.Err()
}

// handsOn says whether values of an SQL type are a column's type itself: computed rows are handed on as what the header says, and the
// statement that reads them must find what it would find in the statement that made them.
func handsOn(kind ColumnType, sqlType string) bool { return sqlType == sqlTypeOf(kind) }

// fits says whether values of an SQL type can be read as a column's type without loss of meaning. The runner casts.
func fits(kind ColumnType, sqlType string) bool {
	base, _, _ := strings.Cut(sqlType, "(")
	whole := []string{"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"}
	switch kind {
	case Integer:
		return slices.Contains(whole, base)
	case Decimal:
		return slices.Contains(whole, base) || base == "DOUBLE" || base == "FLOAT" || base == "DECIMAL"
	case Date:
		return base == "DATE"
	case Boolean:
		return base == "BOOLEAN"
	}
	return base == "VARCHAR" || base == "ENUM"
}
