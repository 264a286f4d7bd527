-- table: patient
-- term: person
-- grain: one row per pseudonym
-- key: patient_id
-- dates: birth_year birth, death_date event, moved_out_on until
CREATE TABLE patient (
    patient_id        VARCHAR NOT NULL USING COMPRESSION uncompressed,
    birth_year        SMALLINT,
    sex               ENUM ('male', 'female'),
    municipality_code VARCHAR,                -- four characters, län + kommun
    death_date        DATE,                   -- wins over death.died_on
    moved_out_on      DATE,
    listed_unit_id    VARCHAR,
    delivery_id INTEGER NOT NULL
);
