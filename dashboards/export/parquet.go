package export

import (
	"fmt"
	"io"

	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/compress"
	"github.com/apache/arrow/go/v15/parquet/pqarrow"

	"klarsyn/analytics"
)

// Parquet writes a table as one Parquet file with the columns and metadata of Arrow.
func Parquet(w io.Writer, table *analytics.Table) error {
	rows := record(table)
	defer rows.Release()
	properties := parquet.NewWriterProperties(parquet.WithCompression(compress.Codecs.Zstd), parquet.WithCreatedBy("Klarsyn"))
	writer, err := pqarrow.NewFileWriter(rows.Schema(), unclosed{w}, properties, pqarrow.NewArrowWriterProperties(pqarrow.WithStoreSchema()))
	if err != nil {
		return fmt.Errorf("begin parquet: %w", err)
	}
	if err := writer.Write(rows); err != nil {
		return fmt.Errorf("write parquet: %w", err)
	}
	if err := writer.Close(); err != nil {
		return fmt.Errorf("end parquet: %w", err)
	}
	return nil
}

// unclosed hides a Close that is the caller's to call.
type unclosed struct{ io.Writer }
