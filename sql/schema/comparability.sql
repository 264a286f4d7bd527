-- table: comparability
-- term: jämförbarhet
-- grain: one row per year, unit and topic: how the unit's costs were counted
-- key: year, unit_id, topic
CREATE TABLE comparability (
    year    SMALLINT NOT NULL,
    unit_id VARCHAR NOT NULL,
    topic   ENUM ('physicians_in_training', 'patient_hotel', 'overhead', 'stay_definition') NOT NULL,
    value   VARCHAR NOT NULL,                  -- Swedish, as shown: alla, en del, ingen, schablon, exakt …
    note    VARCHAR,
    delivery_id INTEGER NOT NULL
);
