-- analysis: hjartsvikt/population
-- selection: ar=2025&kon=K
SELECT
    DATE '2025-12-31' AS reference_date,
    count(*) AS persons,
    (SELECT sum(people)::BIGINT FROM resident WHERE year = 2025 AND sex = 'female') AS residents,
    coalesce(sum(age), 0)::BIGINT AS age_sum,
    count(age) AS aged
FROM (
    SELECT DISTINCT person_no, age
    FROM pathway_population
    WHERE pathway = 'hjartsvikt' AND position_group = 'any'
        AND residency = 'egen' AND deceased = 'nej' AND sex = 'female'
        AND valid_from <= DATE '2025-12-31' AND valid_before > DATE '2025-12-31'
)
