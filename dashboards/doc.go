// Package dashboards serves the pages, charts, tables and files that readers see. It asks analytics for tables
// and knows no SQL.
package dashboards
