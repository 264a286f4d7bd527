-- table: prescription
-- term: förskrivning
-- grain: one row per prescription
-- event_date: prescribed_on
-- dates: prescribed_on event, ended_on until
-- codes: atc atc
CREATE TABLE prescription (
    patient_id    VARCHAR NOT NULL USING COMPRESSION uncompressed,
    atc           VARCHAR NOT NULL,
    prescribed_on DATE NOT NULL,
    unit_id       VARCHAR,
    ended_on      DATE,
    delivery_id INTEGER NOT NULL
);
