-- table: price_index
-- term: prisindex, LPIK (prisindex för landsting och regioner)
-- grain: one row per index and year; a series that a region is given or decides on
-- key: index_id, year
CREATE TABLE price_index (
    index_id VARCHAR NOT NULL CHECK (index_id IN ('lpik')),  -- the index that fixed prices are made with
    year     SMALLINT NOT NULL,
    value    DOUBLE NOT NULL CHECK (value > 0),               -- level, any base
    source   VARCHAR NOT NULL,                                -- where the number comes from, as readers see it
    delivery_id INTEGER NOT NULL
);
