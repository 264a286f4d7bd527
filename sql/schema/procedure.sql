-- table: procedure
-- term: åtgärd
-- grain: one row per procedure performed
-- parent: contact
-- dates: performed_on event
-- codes: code kva
CREATE TABLE procedure (
    contact_id   VARCHAR USING COMPRESSION uncompressed,
    patient_id   VARCHAR USING COMPRESSION uncompressed,
    code         VARCHAR NOT NULL,            -- KVÅ
    performed_on DATE,                        -- missing: the day its contact started
    delivery_id INTEGER NOT NULL
);
