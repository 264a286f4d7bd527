-- table: death
-- term: dödsfall
-- grain: one row per person who died
-- key: patient_id
-- dates: died_on event
-- codes: underlying_cause icd10
CREATE TABLE death (
    patient_id       VARCHAR NOT NULL USING COMPRESSION uncompressed,
    died_on          DATE NOT NULL,
    underlying_cause VARCHAR,                 -- ICD-10
    delivery_id INTEGER NOT NULL
);
