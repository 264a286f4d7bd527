-- title: Ytterfallsregelns faktor k
-- about: För kostnad löses k så att 5 procent av vårdkontakterna i slutenvård och 3 procent i öppenvård, bland DRG som räcker till en egen gräns, ligger
--    över Q3 + k · (Q3 − Q1). För vårdtid är k 1,5.
-- lifetime: build
-- grain: one row per cost model, year, care form and measure
-- from: limit_value, limit_group
WITH standing AS (
    SELECT value.model, value.year, value.care_form, value.measure, (value.amount - own.q3) / (own.q3 - own.q1) AS position
    FROM limit_value AS value
    JOIN limit_group AS own
        ON own.model = value.model AND own.year = value.year AND own.care_form = value.care_form AND own.measure = value.measure
        AND own.origin = 'drg' AND own.group_no = value.drg_no AND own.is_enough
    WHERE value.measure = 'cost'
)
SELECT
    model,
    year,
    care_form,
    measure,
    -- The ⌈95n/100⌉-th (⌈97n/100⌉-th) smallest. The shares are decimals, for which DuckDB counts in whole numbers: a DOUBLE could miss by one.
    quantile_disc(position, [0.95, 0.97])[CASE care_form WHEN 'inpatient' THEN 1 ELSE 2 END] AS k
FROM standing
GROUP BY model, year, care_form, measure
UNION ALL
SELECT DISTINCT model, year, care_form, measure, 1.5::DOUBLE
FROM limit_value
WHERE measure = 'days'
