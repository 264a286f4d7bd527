-- table: cell_finding
-- term: cellavvikelse
-- grain: one row per delivery, column and kind of cells that were loaded otherwise than they stand in the file; written by the load
CREATE TABLE cell_finding (
    delivery_id  INTEGER NOT NULL,
    column_name  VARCHAR NOT NULL,              -- as the file calls it, else table.column
    kind         VARCHAR NOT NULL,
    message      VARCHAR NOT NULL,
    cells        BIGINT NOT NULL,
    first_record BIGINT NOT NULL                -- number of the first record with such a cell
);
