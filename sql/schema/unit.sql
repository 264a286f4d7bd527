-- table: unit
-- term: enhet
-- grain: one row per unit and period of validity
-- key: unit_id, valid_from
-- dates: valid_from since, valid_to until
CREATE TABLE unit (
    unit_id        VARCHAR NOT NULL,
    name           VARCHAR NOT NULL,
    clinic         VARCHAR,
    hospital       VARCHAR,
    hospital_group ENUM ('region_hospital', 'county_hospital', 'district_hospital', 'primary'),
    region_code    VARCHAR,
    parent_unit_id VARCHAR,
    valid_from     DATE NOT NULL,
    valid_to       DATE,                      -- half-open
    flags          VARCHAR,                   -- space-delimited words, for example heart_failure_clinic
    delivery_id INTEGER NOT NULL
);
