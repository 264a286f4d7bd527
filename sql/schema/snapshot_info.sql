-- table: snapshot_info
-- term: ögonblicksbild
-- grain: exactly one row; written by the load before core tables are built
CREATE TABLE snapshot_info (
    snapshot_id     VARCHAR NOT NULL,
    created_at      TIMESTAMP NOT NULL,
    program_version VARCHAR NOT NULL,
    home_region     VARCHAR NOT NULL,           -- two digits, 13 = Halland
    data_start_on   DATE,                       -- first day that a contact delivery covers
    cutoff_on       DATE                        -- data cut-off: last day that any contact delivery covers
);
