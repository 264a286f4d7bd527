-- table: quarantine
-- term: karantän
-- grain: one row per record held back, with the first rule it broke; written by the load
CREATE TABLE quarantine (
    delivery_id INTEGER NOT NULL,
    file        VARCHAR NOT NULL,
    row_number  BIGINT NOT NULL,                -- record number in the file, the first after the header is 1
    line_number BIGINT,                         -- where the record begins: line of the file, row of the sheet, number of the Parquet or Arrow record
    table_name  VARCHAR NOT NULL,
    column_name VARCHAR,
    rule        VARCHAR NOT NULL,
    message     VARCHAR NOT NULL,
    raw         VARCHAR                         -- the record as text; never leaves the snapshot
);
