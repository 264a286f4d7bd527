-- table: delivery
-- term: leverans
-- grain: one row per file delivered and read; written by the load
-- key: delivery_id
CREATE TABLE delivery (
    delivery_id             INTEGER NOT NULL,
    source_id               VARCHAR NOT NULL,
    file                    VARCHAR NOT NULL,   -- base name, never the folder
    sha256                  VARCHAR NOT NULL,
    received_at             TIMESTAMP NOT NULL,
    period_from             DATE,
    period_to               DATE,               -- last day covered, inclusive
    rows_read               BIGINT NOT NULL,
    rows_loaded             BIGINT NOT NULL,
    rows_replaced           BIGINT NOT NULL,    -- repeats and records superseded within the same load
    rows_quarantined        BIGINT NOT NULL,
    rows_superseded_earlier BIGINT NOT NULL,    -- records of earlier deliveries that this one replaced
    covers_contacts         BOOLEAN NOT NULL,   -- feeds contact: counts for the data cut-off
    CHECK (rows_read = rows_loaded + rows_replaced + rows_quarantined)
);
