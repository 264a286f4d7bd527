-- title: Åldersgrupper
-- about: Vilken åldersgrupp varje ålder hör till: filtrets fem grupper, och femårsgrupper till 85 år och äldre för standardisering,
--    och tioårsgrupper för ålderspyramiden.
-- grain: one row per age in whole years
SELECT
    age::SMALLINT AS age,
    CASE
        WHEN age < 50 THEN '0-49'
        WHEN age < 65 THEN '50-64'
        WHEN age < 75 THEN '65-74'
        WHEN age < 85 THEN '75-84'
        ELSE '85-'
    END AS age_group,
    least(age // 5 * 5, 85)::SMALLINT AS five_year_group,
    CASE WHEN age < 40 THEN '0–39' WHEN age >= 90 THEN '90+' ELSE format('{}–{}', age // 10 * 10, age // 10 * 10 + 9) END AS ten_year_group
FROM range(0, 131) AS ages(age)
ORDER BY age
