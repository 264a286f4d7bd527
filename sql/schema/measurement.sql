-- table: measurement
-- term: mätvärde
-- grain: one row per registry-style value such as LVEF or NYHA
-- event_date: measured_on
-- dates: measured_on event
CREATE TABLE measurement (
    patient_id  VARCHAR NOT NULL USING COMPRESSION uncompressed,
    measured_on DATE NOT NULL,
    kind        VARCHAR NOT NULL,             -- lvef (per cent), nyha …
    value       DOUBLE,
    text_value  VARCHAR,
    delivery_id INTEGER NOT NULL
);
