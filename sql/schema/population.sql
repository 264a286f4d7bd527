-- table: population
-- term: folkmängd
-- grain: one row per 31 December, municipality, sex and one-year age
-- key: year, municipality_code, sex, age
-- dates: year year
CREATE TABLE population (
    year              SMALLINT NOT NULL,
    municipality_code VARCHAR NOT NULL,
    sex               ENUM ('male', 'female') NOT NULL,
    age               SMALLINT NOT NULL CHECK (age BETWEEN 0 AND 120), -- 100 means 100 or older
    people            INTEGER NOT NULL CHECK (people >= 0),
    delivery_id INTEGER NOT NULL
);
