-- table: diagnosis
-- term: diagnos
-- grain: one row per contact and position; position 1 is the main diagnosis (huvuddiagnos)
-- key: contact_id, position
-- parent: contact
-- codes: code icd10
CREATE TABLE diagnosis (
    contact_id VARCHAR NOT NULL USING COMPRESSION uncompressed,
    position   SMALLINT NOT NULL,
    code       VARCHAR NOT NULL,              -- ICD-10-SE, upper case, no dot, no dagger
    delivery_id INTEGER NOT NULL
);
