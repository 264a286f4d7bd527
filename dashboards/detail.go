package dashboards

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"klarsyn/analytics"
	"klarsyn/dashboards/pages"
	"klarsyn/dashboards/swedish"
)

// rowsPerPage is how many rows of a long table are shown at a time.
const rowsPerPage = 50

// longTable is a table that the server sorts, searches and pages.
func (r *request) longTable(table *analytics.Table, caption string) (*pages.Table, error) {
	rows, err := r.table.rows(table)
	if err != nil {
		return nil, err
	}
	count := (len(rows) + rowsPerPage - 1) / rowsPerPage
	number := min(r.table.page, max(count, 1))
	from, to := (number-1)*rowsPerPage, min(number*rowsPerPage, len(rows))
	part := *table
	part.Rows = rows[from:to]
	view := tableView(&part, caption)
	view.Sorted, view.Total = true, len(rows)
	for i := range view.Columns {
		heading := &view.Columns[i]
		next := tableQuery{search: r.table.search, page: 1, sort: heading.Name}
		if r.table.sort == heading.Name {
			heading.Direction, next.descending = "ascending", true
			if r.table.descending {
				heading.Direction, next.descending = "descending", false
			}
		}
		heading.Sort = r.paged(next)
	}
	turn := func(page int) string {
		next := r.table
		next.page = page
		return r.paged(next)
	}
	pager := &pages.Pager{Total: swedish.Number(float64(len(rows)), 0), Page: swedish.Number(float64(number), 0), Pages: swedish.Number(float64(max(count, 1)), 0)}
	pager.From, pager.To = swedish.Number(float64(min(from+1, to)), 0), swedish.Number(float64(to), 0)
	if number > 1 {
		pager.First, pager.Previous = turn(1), turn(number-1)
	}
	if number < count {
		pager.Next, pager.Last = turn(number+1), turn(count)
	}
	view.Pager = pager
	return view, nil
}

// paged is the address of the same sheet with another sorting, page or search.
func (r *request) paged(query tableQuery) string {
	address := r.here(r.path)
	add := func(key, value string) {
		mark := "?"
		if strings.Contains(address, "?") {
			mark = "&"
		}
		address += mark + key + "=" + escape(value)
	}
	if query.search != "" {
		add(searchKey, query.search)
	}
	if query.sort != "" {
		if query.descending {
			add(sortKey, "-"+query.sort)
		} else {
			add(sortKey, query.sort)
		}
	}
	if query.page > 1 {
		add(pageKey, strconv.Itoa(query.page))
	}
	return address
}

// rows are the rows that hold the searched text, sorted. Rows without a value in the sorted column come last.
func (q tableQuery) rows(table *analytics.Table) ([][]analytics.Value, error) {
	rows := table.Rows
	if q.search != "" {
		wanted := strings.ToLower(q.search)
		rows = nil
		for _, row := range table.Rows {
			if contains(table, row, wanted) {
				rows = append(rows, row)
			}
		}
	}
	if q.sort == "" {
		return rows, nil
	}
	position := table.Column(q.sort)
	if position < 0 || table.Columns[position].Hidden {
		return nil, &fault{status: fiber.StatusBadRequest, sentence: "Tabellen har ingen kolumn som heter " + quoted(q.sort) + "."}
	}
	column := table.Columns[position]
	shown, rest := make([][]analytics.Value, 0, len(rows)), [][]analytics.Value{}
	for _, row := range rows {
		if row[position].State == analytics.Present && (numeric(column) || row[position].Text != "" || row[position].Number != 0) {
			shown = append(shown, row)
		} else {
			rest = append(rest, row)
		}
	}
	switch {
	case column.Type == analytics.Integer || column.Type == analytics.Decimal:
		slices.SortStableFunc(shown, func(a, b []analytics.Value) int {
			switch x, y := a[position].Number, b[position].Number; {
			case x < y:
				return -1
			case x > y:
				return 1
			}
			return 0
		})
	case column.Type == analytics.Date || column.Unit.Name == "månad" || column.Unit.Name == "datum":
		slices.SortStableFunc(shown, func(a, b []analytics.Value) int { return strings.Compare(a[position].Text, b[position].Text) })
	default:
		swedish.SortBy(shown, func(row []analytics.Value) string { return swedish.Cell(row[position], column) })
	}
	if q.descending {
		slices.Reverse(shown)
	}
	return append(shown, rest...), nil
}

func contains(table *analytics.Table, row []analytics.Value, wanted string) bool {
	for i, value := range row {
		if table.Columns[i].Hidden || value.State != analytics.Present {
			continue
		}
		if strings.Contains(strings.ToLower(swedish.Cell(value, table.Columns[i])), wanted) || strings.Contains(strings.ToLower(value.Text), wanted) {
			return true
		}
	}
	return false
}

// searchForm keeps the selection and the sorting when a reader searches.
func (r *request) searchForm() *pages.Search {
	form := &pages.Search{Action: r.path, Value: r.table.search}
	keep := r.table
	keep.search, keep.page = "", 1
	_, query, _ := strings.Cut(r.paged(keep), "?")
	for part := range strings.SplitSeq(query, "&") {
		name, value, found := strings.Cut(part, "=")
		if found {
			form.Hidden = append(form.Hidden, pages.Field{Name: unescape(name), Value: unescape(value)})
		}
	}
	return form
}
