CREATE TABLE snapshot_info (snapshot_id VARCHAR, created_at TIMESTAMP, program_version VARCHAR, home_region VARCHAR, data_start_on DATE, cutoff_on DATE);
INSERT INTO snapshot_info VALUES ('', '2024-10-16 04:00:00', 'test', '13', '2022-01-01', '2024-10-15');
CREATE TABLE dimension_value (mart VARCHAR, key VARCHAR, url_value VARCHAR, data_value VARCHAR, label VARCHAR, position INTEGER);
INSERT INTO dimension_value
SELECT mart, values.* FROM (VALUES
    ('kon', 'K', 'female', 'Kvinna', 1), ('kon', 'M', 'male', 'Man', 2),
    ('ort', 'norr', 'north', 'Norrort', 1), ('ort', 'soder', 'south', 'Söderort', 2), ('ort', 'oster', 'east', 'Österort', 3)
) AS values CROSS JOIN (VALUES ('stay'), ('member')) AS marts(mart);
INSERT INTO dimension_value VALUES ('stay', 'diagnos', 'huvud', 'main', 'Huvuddiagnos', 1), ('stay', 'diagnos', 'bi', 'secondary', 'Bidiagnos', 2);
CREATE TYPE stay_sex AS ENUM ('female', 'male');
CREATE TYPE stay_town AS ENUM ('north', 'south', 'east');
CREATE TYPE stay_position_group AS ENUM ('main', 'secondary', 'any');
CREATE TYPE member_sex AS ENUM ('female', 'male');
CREATE TYPE member_town AS ENUM ('north', 'south', 'east');
CREATE TABLE stay AS
WITH given AS (
    SELECT i AS stay_no, i AS person_no, 'female' AS sex, 'north' AS town, DATE '2023-01-31' + i::INTEGER AS started_on, 2 AS days, 'main' AS part FROM range(1, 13) t(i)
    UNION ALL SELECT i, i, 'male', 'north', DATE '2023-04-18' + i::INTEGER, 3, 'main' FROM range(13, 21) t(i)
    UNION ALL SELECT i, i, 'male', 'south', DATE '2023-12-31', 1, 'secondary' FROM range(21, 27) t(i)
    UNION ALL SELECT i, i, 'female', 'south', DATE '2024-01-01', 4, 'secondary' FROM range(27, 30) t(i)
    UNION ALL SELECT i, i - 29, 'female', 'north', DATE '2024-01-31' + i::INTEGER, 5, 'main' FROM range(30, 40) t(i)
)
SELECT stay_no, person_no::INTEGER AS person_no, sex::stay_sex AS sex, town::stay_town AS town, started_on, days, grouped::stay_position_group AS position_group
FROM given, unnest(['any', part]) AS g(grouped)
ORDER BY position_group, started_on, stay_no;
CREATE TABLE member (person_no INTEGER, sex member_sex, town member_town, valid_from DATE, valid_before DATE);
INSERT INTO member
SELECT i, 'female', 'north', '2022-01-01', 'infinity' FROM range(1, 11) t(i)
UNION ALL SELECT i, 'male', 'north', '2022-01-01', 'infinity' FROM range(11, 19) t(i)
UNION ALL SELECT i, 'male', 'south', '2022-01-01', '2024-01-01' FROM range(19, 25) t(i)
UNION ALL SELECT i, 'female', 'south', '2023-12-31', 'infinity' FROM range(25, 28) t(i)
UNION ALL SELECT 1, 'female', 'south', '2022-01-01', 'infinity';
