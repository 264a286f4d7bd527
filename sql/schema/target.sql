-- table: target
-- term: målnivå
-- grain: one row per code set with a national target; filled from sql/values/targets.csv
CREATE TABLE target (
    set_id      VARCHAR NOT NULL,
    lower_share DOUBLE NOT NULL,                -- per cent, lower target level
    upper_share DOUBLE NOT NULL,                -- per cent, upper target level
    source      VARCHAR NOT NULL
);
