-- table: lab
-- term: provsvar
-- grain: one row per laboratory result
-- event_date: taken_at
-- dates: taken_at event
-- codes: analysis_code npu
CREATE TABLE lab (
    patient_id    VARCHAR NOT NULL USING COMPRESSION uncompressed,
    taken_at      TIMESTAMP NOT NULL,
    analysis_code VARCHAR NOT NULL,           -- NPU
    value         DOUBLE,
    unit          VARCHAR,
    qualifier     VARCHAR,                    -- for example < when under the detection limit
    delivery_id INTEGER NOT NULL
);
