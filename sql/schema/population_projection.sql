-- table: population_projection
-- term: befolkningsframskrivning
-- grain: one row per coming 31 December, municipality, sex and one-year age; apart from population, whose latest year stands in
--    for a missing one in denominators
-- key: year, municipality_code, sex, age
CREATE TABLE population_projection (
    year              SMALLINT NOT NULL,
    municipality_code VARCHAR NOT NULL,
    sex               VARCHAR NOT NULL CHECK (sex IN ('male', 'female')),
    age               SMALLINT NOT NULL CHECK (age BETWEEN 0 AND 120), -- 100 means 100 or older
    people            DOUBLE NOT NULL CHECK (people >= 0), -- a forecast need not be whole
    delivery_id INTEGER NOT NULL
);
