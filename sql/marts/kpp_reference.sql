-- title: Referens per DRG
-- about: Riket och sjukhusgrupperna: innerfallens antal, medelkostnad och standardavvikelse per DRG, och DRG-vikten. Där både somatik och psykiatri levererats vägs de ihop.
--    Referensen är KPP: PEC har ingen att jämföras med.
-- grain: one row per year, care form, DRG and comparison group with a mean
-- from: drg_reference
-- dimension: modell model Kostnadsmodell; values=modell single=kpp
-- dimension: vardform care_form Vårdform; values=vardform
-- dimension: drg drg DRG; values=data
WITH weighted AS (
    SELECT year, care_form, drg, comparison_group, sum(n)::BIGINT AS n, sum(n * mean) / sum(n) AS mean,
        sum(n * weight) / sum(n) FILTER (weight IS NOT NULL) AS weight
    FROM drg_reference
    WHERE n > 0 AND mean IS NOT NULL
    GROUP BY ALL
)
SELECT
    'kpp' AS model,
    weighted.year,
    weighted.care_form,
    weighted.drg,
    weighted.comparison_group,
    weighted.n,
    weighted.mean AS mean_sek,
    any_value(weighted.weight) AS weight,
    -- Within and between the fields; without a standard deviation for one of them there is none for both.
    CASE WHEN count(*) = count(reference.sd) THEN sqrt(sum(reference.n * (reference.sd ** 2 + (reference.mean - weighted.mean) ** 2)) / any_value(weighted.n)) END AS sd_sek
FROM weighted
JOIN drg_reference AS reference USING (year, care_form, drg, comparison_group)
WHERE reference.n > 0 AND reference.mean IS NOT NULL
GROUP BY ALL
ORDER BY ALL
