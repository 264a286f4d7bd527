-- table: dispensing
-- term: läkemedelsuttag
-- grain: one row per dispensed package row, as delivered
-- event_date: dispensed_on
-- dates: dispensed_on event, prescribed_on event
-- codes: atc atc
CREATE TABLE dispensing (
    patient_id         VARCHAR NOT NULL USING COMPRESSION uncompressed,
    atc                VARCHAR NOT NULL,
    dispensed_on       DATE NOT NULL,
    prescribed_on      DATE,
    packages           DOUBLE,                -- negative rows correct earlier ones
    ddd                DOUBLE,
    cost               DECIMAL(18, 2),        -- SEK
    prescriber_unit_id VARCHAR,
    active_substance   VARCHAR,
    delivery_id INTEGER NOT NULL
);
