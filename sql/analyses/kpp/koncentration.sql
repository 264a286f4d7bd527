-- title: Kostnadskoncentration
-- about: Patienterna i urvalet ordnade efter sin kostnad i perioden, den dyraste först (vid lika kostnad efter pseudonym), i hundra lika stora grupper: percentil p
--    är patienterna med rang över (p−1) och högst p hundradelar av alla. Kostnaden är summan av deras vårdkontakter i urvalet. Löpande priser.
-- grain: one row per percentile, 1 the dearest
-- from: kpp_contact
-- ignores: pris Patienterna ordnas efter vad vården kostade när den gavs.
-- column: percentile BIGINT - Andel av patienterna
-- column: patients BIGINT personer Patienter; n=patients
-- column: cost_sek DOUBLE kr Kostnad; n=fewest
-- column: all_cost_sek DOUBLE kr Kostnad för alla; n=all_patients
-- column: all_patients BIGINT personer Alla patienter; n=all_patients hidden=yes
-- column: running_cost_sek DOUBLE kr Kostnad till och med percentilen; n=fewest
-- column: running_patients BIGINT personer Patienter till och med percentilen; n=running_patients
-- column: fewest BIGINT personer Patienter i den minsta percentilen; n=fewest hidden=yes
-- derive: share = ratio(cost_sek, all_cost_sek) -> procent Andel av kostnaden
-- derive: running_share = ratio(running_cost_sek, all_cost_sek) -> procent Andel av kostnaden, sammanlagt
-- chart: line x=percentile y=running_share
-- direction: neutral
-- source: klarsyn_definition
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH patient AS (
    SELECT person_no, sum(cost_sek)::DECIMAL(18, 2) AS cost_sek
    FROM selected
    JOIN period ON belongs_on >= starts_on AND belongs_on < ends_before
    GROUP BY person_no
),
ranked AS (
    SELECT
        cost_sek,
        row_number() OVER (ORDER BY cost_sek DESC, person_no) AS rank,
        count(*) OVER () AS patients
    FROM patient
),
percentile AS (
    -- (p−1)·n/100 < rank ≤ p·n/100 in whole numbers: p is 100·rank/n, rounded up.
    SELECT (100 * rank + patients - 1) // patients AS percentile, count(*) AS patients, sum(cost_sek) AS cost_sek
    FROM ranked
    GROUP BY ALL
)
SELECT
    named.percentile,
    coalesce(percentile.patients, 0) AS patients,
    coalesce(percentile.cost_sek, 0) AS cost_sek,
    coalesce(sum(percentile.cost_sek) OVER (), 0) AS all_cost_sek,
    coalesce(sum(percentile.patients) OVER (), 0) AS all_patients,
    coalesce(sum(percentile.cost_sek) OVER upto, 0) AS running_cost_sek,
    coalesce(sum(percentile.patients) OVER upto, 0) AS running_patients,
    -- Percentiles differ by one patient at most, and each follows from the curve: one that is too small keeps all back.
    CASE WHEN percentile.patients IS NULL THEN 0 ELSE min(percentile.patients) OVER () END AS fewest
FROM (SELECT unnest(range(1, 101)) AS percentile) AS named
LEFT JOIN percentile USING (percentile)
WINDOW upto AS (ORDER BY named.percentile)
ORDER BY named.percentile
