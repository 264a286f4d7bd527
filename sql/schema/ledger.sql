-- table: ledger
-- term: bokslut
-- grain: one row per year and unit
-- key: year, unit_id
-- dates: year year
CREATE TABLE ledger (
    year    SMALLINT NOT NULL,
    unit_id VARCHAR NOT NULL,
    amount  DECIMAL(18, 2) NOT NULL,          -- SEK
    delivery_id INTEGER NOT NULL
);
