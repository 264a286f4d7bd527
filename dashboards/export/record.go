package export

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/memory"

	"klarsyn/analytics"
)

// stateSuffix names the column that says why a value beside it is null.
const stateSuffix = "_state"

// States of a cell as programs read them, in JSON, Arrow and Parquet alike.
const (
	statePresent       = "present"
	stateSuppressed    = "suppressed"
	stateMissing       = "missing"
	stateNotApplicable = "not_applicable"
)

// stateName names a cell's state. A cell that is hidden to protect another is suppressed like the one it protects.
func stateName(state analytics.State) string {
	switch state {
	case analytics.Suppressed, analytics.Hidden:
		return stateSuppressed
	case analytics.Missing:
		return stateMissing
	case analytics.NotApplicable:
		return stateNotApplicable
	}
	return statePresent
}

// withheld reports whether a column's values can lack for more than one reason, and so has a state beside it. That is
// decided by the column alone: an analysis has the same schema whatever is selected. A null in any other column is missing.
func withheld(column analytics.Column) bool {
	return column.Type == analytics.Integer || column.Type == analytics.Decimal || column.Function != ""
}

// record writes a table as one Arrow record. A column keeps its name and type; what is not shown is null, and the column
// <name>_state after it says why. Labels, units and code names stand in the field's metadata, the table's in the schema's.
func record(table *analytics.Table) arrow.Record {
	var fields []arrow.Field
	for _, column := range table.Columns {
		if column.Hidden {
			continue
		}
		fields = append(fields, arrow.Field{Name: column.Name, Type: arrowType(column), Nullable: true, Metadata: fieldMetadata(column)})
		if withheld(column) {
			fields = append(fields, arrow.Field{Name: column.Name + stateSuffix, Type: arrow.BinaryTypes.String,
				Metadata: arrow.MetadataFrom(map[string]string{"label": column.Label + ", tillstånd"})})
		}
	}
	metadata := schemaMetadata(table)
	builder := array.NewRecordBuilder(memory.DefaultAllocator, arrow.NewSchema(fields, &metadata))
	defer builder.Release()
	for _, row := range table.Rows {
		at := 0
		for i, value := range row {
			column := table.Columns[i]
			if column.Hidden {
				continue
			}
			appendValue(builder.Field(at), value, column)
			at++
			if withheld(column) {
				builder.Field(at).(*array.StringBuilder).Append(stateName(value.State))
				at++
			}
		}
	}
	return builder.NewRecord()
}

func arrowType(column analytics.Column) arrow.DataType {
	switch column.Type {
	case analytics.Integer:
		return arrow.PrimitiveTypes.Int64
	case analytics.Decimal:
		return arrow.PrimitiveTypes.Float64
	case analytics.Date:
		return arrow.FixedWidthTypes.Date32
	case analytics.Boolean:
		return arrow.FixedWidthTypes.Boolean
	}
	return arrow.BinaryTypes.String
}

// appendValue adds a cell to the builder of its column's type.
func appendValue(builder array.Builder, value analytics.Value, column analytics.Column) {
	if value.State != analytics.Present {
		builder.AppendNull()
		return
	}
	switch builder := builder.(type) {
	case *array.Int64Builder:
		builder.Append(int64(value.Number))
	case *array.Float64Builder:
		builder.Append(value.Number)
	case *array.Date32Builder:
		day, err := time.Parse(time.DateOnly, value.Text)
		if err != nil { // a date column holds nothing else; see analytics.Value
			builder.AppendNull()
			return
		}
		builder.Append(arrow.Date32FromTime(day))
	case *array.BooleanBuilder:
		builder.Append(value.Text == "true")
	case *array.StringBuilder:
		builder.Append(value.Text)
	default:
		panic(fmt.Sprintf("column %s has no builder", column.Name))
	}
}

func fieldMetadata(column analytics.Column) arrow.Metadata {
	pairs := map[string]string{"label": column.Label, "unit": column.Unit.Name}
	if len(column.Labels) > 0 {
		if names, err := json.Marshal(column.Labels); err == nil { // of strings: cannot fail
			pairs["labels"] = string(names)
		}
	}
	return metadata(pairs)
}

// schemaMetadata is what the file says about itself, by the same names as in JSON.
func schemaMetadata(table *analytics.Table) arrow.Metadata {
	return metadata(map[string]string{
		"analysis": table.Analysis.ID, "title": table.Analysis.Title, "about": table.Analysis.About, "source": table.Analysis.Source(),
		"period": table.Period.Label, "reference_date": table.Period.T.Format(time.DateOnly), "complete": strconv.FormatBool(table.Period.Complete),
		"selection": table.Selection.FullQuery(), "snapshot": table.Source.Snapshot, "cutoff": table.Source.Cutoff.Format(time.DateOnly),
		"version": table.Source.AnalysisVersion, "notes": strings.Join(table.Notes, "\n"),
	})
}

// metadata orders the pairs by name, so that equal tables give equal files.
func metadata(pairs map[string]string) arrow.Metadata {
	keys := slices.Sorted(maps.Keys(pairs))
	values := make([]string, len(keys))
	for i, key := range keys {
		values[i] = pairs[key]
	}
	return arrow.NewMetadata(keys, values)
}
