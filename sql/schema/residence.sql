-- table: residence
-- term: boende
-- grain: one row per person and period of residence
-- key: patient_id, valid_from
-- dates: valid_from since, valid_to until
CREATE TABLE residence (
    patient_id        VARCHAR NOT NULL USING COMPRESSION uncompressed,
    municipality_code VARCHAR NOT NULL,
    valid_from        DATE NOT NULL,
    valid_to          DATE,                   -- half-open: the first day that no longer counts
    delivery_id INTEGER NOT NULL
);
