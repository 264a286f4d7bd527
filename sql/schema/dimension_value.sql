-- table: dimension_value
-- term: filtervärde
-- grain: one row per mart, query key and value; written when marts are built
CREATE TABLE dimension_value (
    mart       VARCHAR NOT NULL,
    key        VARCHAR NOT NULL,                -- query key, for example kon
    url_value  VARCHAR NOT NULL,                -- as in the address, for example K
    data_value VARCHAR NOT NULL,                -- as in the mart's column, for example female
    label      VARCHAR NOT NULL,                -- Swedish, as shown
    position   INTEGER NOT NULL
);
