-- title: Kvartiler som ytterfallsgränser räknas ur
-- about: Antal och kvartiler (linjär interpolation) per DRG, och för de grupper som tar vid när en DRG är för liten: samma DRG under tre år,
--    DRG-familjen (de tre första tecknen) och MDC. Allt över regionens alla vårdkontakter, vad läsaren än valt. En grupp räcker med minst
--    30 vårdkontakter och Q3 större än Q1.
-- lifetime: build
-- grain: one row per cost model, year, care form, measure, origin and group of that origin; drg_3_years only where the year is too small
-- from: limit_value, kpp_drg
WITH own AS (
    SELECT model, year, care_form, measure, drg_no AS group_no, count(*) AS n, quantile_cont(amount, [0.25, 0.75]) AS quartiles
    FROM limit_value
    GROUP BY ALL
),
three_years AS (
    SELECT own.model, own.year, own.care_form, own.measure, own.group_no, count(*) AS n, quantile_cont(amount, [0.25, 0.75]) AS quartiles
    FROM own
    JOIN limit_value AS value
        ON value.model = own.model AND value.care_form = own.care_form AND value.measure = own.measure AND value.drg_no = own.group_no
        AND value.year BETWEEN own.year - 2 AND own.year
    WHERE NOT (own.n >= 30 AND own.quartiles[2] > own.quartiles[1])
    GROUP BY ALL
),
family AS (
    SELECT model, year, care_form, measure, family_no AS group_no, count(*) AS n, quantile_cont(amount, [0.25, 0.75]) AS quartiles
    FROM limit_value
    GROUP BY ALL
),
category AS (
    SELECT model, year, care_form, measure, mdc_no AS group_no, count(*) AS n, quantile_cont(amount, [0.25, 0.75]) AS quartiles
    FROM limit_value
    WHERE mdc_no NOT IN (SELECT mdc_no FROM kpp_drg WHERE mdc = 'unknown')
    GROUP BY ALL
),
grouped AS (
    SELECT 'drg' AS origin, * FROM own
    UNION ALL
    SELECT 'drg_3_years', * FROM three_years
    UNION ALL
    SELECT 'drg_family', * FROM family
    UNION ALL
    SELECT 'mdc', * FROM category
)
SELECT
    origin, model, year, care_form, measure, group_no, n,
    quartiles[1] AS q1,
    quartiles[2] AS q3,
    n >= 30 AND quartiles[2] > quartiles[1] AS is_enough
FROM grouped
