-- title: Sammanhängande tid i regionen
-- about: Boendeperioder i regionen som följer på varandra utan en dag emellan. Flytt mellan regionens kommuner bryter inte tiden.
-- lifetime: build
-- grain: one row per pathway person and half-open run of days as a resident of the region
-- from: residence_spell
WITH joined AS (
    SELECT
        person_no,
        valid_from,
        valid_before,
        lag(valid_before) OVER (PARTITION BY person_no ORDER BY valid_from) IS DISTINCT FROM valid_from AS begins_run
    FROM residence_spell
    WHERE residency = 'egen'
),
numbered AS (
    SELECT *, count(*) FILTER (begins_run) OVER (PARTITION BY person_no ORDER BY valid_from) AS run_no
    FROM joined
)
SELECT person_no, min(valid_from) AS valid_from, max(valid_before) AS valid_before
FROM numbered
GROUP BY person_no, run_no
ORDER BY ALL
