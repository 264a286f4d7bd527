-- table: indicator_reference
-- term: jämförelsetal
-- grain: one row per indicator, year, area and sex
-- key: indicator_id, year, area_code, sex
CREATE TABLE indicator_reference (
    indicator_id VARCHAR NOT NULL,
    title        VARCHAR,
    unit         VARCHAR,
    direction    VARCHAR,
    year         SMALLINT NOT NULL,
    area_code    VARCHAR NOT NULL,            -- 0000 riket, 0013 Halland …
    sex          VARCHAR NOT NULL,            -- T, K or M
    value        DOUBLE,
    numerator    DOUBLE,
    denominator  DOUBLE,
    source       VARCHAR,
    delivery_id INTEGER NOT NULL
);
