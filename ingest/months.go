package ingest

import (
	"context"
	"fmt"
	"strconv"

	"klarsyn/ingest/source"
)

// monthsOf is a query of the months that rows of one table lie in, by source, part (care_form, where the table has one) and
// delivery: first and last day, and whether the month is covered. It is when it holds at least 1 % of the rows of the part's median month.
//
// Where hardly a month holds one row alone, and the source's median month manyRows, a month must also hold two, so that no single row moves the
// first or the last day of a delivery. There, and where a year of months hold several rows, the median month is that of the median
// row, half of the rows lying in months at least as large: many months with a stray row do not lower it.
func (l *loader) monthsOf(table source.Canonical, day string) string {
	part := "''"
	if _, ok := table.Field("care_form"); ok {
		part = "care_form::VARCHAR"
	}
	where := ""
	if table.Parent != "" { // the rows of a parent have its days
		where = " WHERE " + l.keyOf(table.Parent) + " IS NULL"
	}
	columns := fmt.Sprintf("delivery_id, %s AS part, %s AS day", part, day)
	found := "SELECT " + columns + " FROM " + fresh(table.Name) + where
	if l.previous {
		found += " UNION ALL SELECT " + columns + " FROM main." + table.Name + where
	}
	return coveredMonths(found, "delivery_id >= "+strconv.Itoa(l.first))
}

// manyRows is how many rows the median month holds of a source that does not have one row in a month by chance.
const manyRows = 15

// coveredMonths is monthsOf for rows with delivery_id, part and day; isNew tells those that may stand in for others.
func coveredMonths(rows, isNew string) string {
	return `
	WITH seen AS (
		SELECT source_id, part, delivery_id, date_trunc('month', day)::DATE AS month, min(day) AS first_on, max(day) AS last_on, count(*) AS n,
			` + isNew + ` AS is_new -- what is delivered again stands twice, before and now
		FROM (` + rows + `) JOIN ` + filesTable + ` USING (delivery_id) WHERE day IS NOT NULL GROUP BY ALL),
	month AS (SELECT source_id, part, month, greatest(sum(n) FILTER (is_new), sum(n) FILTER (NOT is_new))::BIGINT AS n FROM seen GROUP BY ALL),
	whole AS (SELECT source_id, month, sum(n) AS n FROM month GROUP BY ALL),
	dense AS (
		SELECT source_id, count(*) FILTER (n > 1) >= 12 AS is_long, count(*) FILTER (n > 1) >= 4 * count(*) FILTER (n = 1) AS is_dense
		FROM whole GROUP BY ALL),
	ranked AS (SELECT *, sum(n) OVER (PARTITION BY source_id, part ORDER BY n, month) AS upto, sum(n) OVER (PARTITION BY source_id, part) AS rows FROM month),
	typical AS (
		SELECT source_id, part, is_dense, CASE WHEN is_dense OR is_long THEN min(n) FILTER (2 * upto >= rows) ELSE median(n) END AS typical
		FROM ranked JOIN dense USING (source_id) GROUP BY source_id, part, is_dense, is_long),
	judged AS (SELECT *, is_dense AND max(typical) OVER (PARTITION BY source_id) >= ` + strconv.Itoa(manyRows) + ` AS wants_two FROM typical)
	SELECT seen.*, month.n AS month_rows, judged.typical, month.n >= 0.01 * judged.typical AND (month.n >= 2 OR NOT judged.wants_two) AS is_covered
	FROM seen JOIN month USING (source_id, part, month) JOIN judged USING (source_id, part)`
}

// filesTable names the temporary table of the source of every delivery, of this load and before.
const filesTable = "temp.file_source"

func (l *loader) listFiles(ctx context.Context) error {
	if _, err := l.exec(ctx, "CREATE OR REPLACE TEMP TABLE file_source AS SELECT delivery_id, source_id FROM main.delivery"); err != nil {
		return err
	}
	for _, d := range l.deliveries {
		if d.id == 0 {
			continue
		}
		if _, err := l.exec(ctx, "INSERT INTO "+filesTable+" VALUES (?, ?)", d.id, d.source.ID); err != nil {
			return err
		}
	}
	return nil
}

// writeContactMonths notes which months the contacts of the snapshot cover.
func (l *loader) writeContactMonths(ctx context.Context) error {
	_, err := l.exec(ctx, "INSERT INTO main.contact_month SELECT DISTINCT source_id, part, month, month_rows, typical, is_covered FROM ("+
		coveredMonths("SELECT delivery_id, care_form::VARCHAR AS part, started_at::DATE AS day FROM main.contact", "false")+") ORDER BY ALL")
	return err
}
