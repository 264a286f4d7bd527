-- title: Åldersgrupper
-- about: Vilken åldersgrupp varje ålder hör till: filtrets fem grupper, KPP-sidans sex och dess två delar, femårsgrupper till 85 år och äldre för standardisering,
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
    CASE
        WHEN age < 18 THEN '0-17'
        WHEN age < 45 THEN '18-44'
        WHEN age < 65 THEN '45-64'
        WHEN age < 75 THEN '65-74'
        WHEN age < 85 THEN '75-84'
        ELSE '85-'
    END AS kpp_age_group,
    CASE WHEN age < 65 THEN '0-64' ELSE '65-' END AS elderly,
    least(age // 5 * 5, 85)::SMALLINT AS five_year_group,
    CASE WHEN age < 40 THEN '0–39' WHEN age >= 90 THEN '90+' ELSE format('{}–{}', age // 10 * 10, age // 10 * 10 + 9) END AS ten_year_group
FROM range(0, 131) AS ages(age)
ORDER BY age
