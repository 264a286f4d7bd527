package export

import (
	"fmt"
	"io"

	"github.com/apache/arrow/go/v15/arrow/ipc"

	"klarsyn/analytics"
)

// Arrow writes a table as an Arrow IPC stream: typed columns, null where no value is shown, and beside each number a column
// <name>_state that tells present, suppressed, missing and not_applicable apart.
func Arrow(w io.Writer, table *analytics.Table) error {
	rows := record(table)
	defer rows.Release()
	writer := ipc.NewWriter(w, ipc.WithSchema(rows.Schema()))
	if err := writer.Write(rows); err != nil {
		return fmt.Errorf("write arrow: %w", err)
	}
	if err := writer.Close(); err != nil {
		return fmt.Errorf("write arrow: %w", err)
	}
	return nil
}
