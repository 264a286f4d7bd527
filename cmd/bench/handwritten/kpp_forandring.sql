-- analysis: kpp/forandring
-- selection: fran=2024&till=2025&vardform=SV&regel=own
WITH cell AS (
    SELECT
        hospital,
        CASE WHEN has_drg THEN drg END AS drg,
        count(*) FILTER (year = 2024) AS n0,
        count(*) FILTER (year = 2025) AS n1,
        sum(base_sek) FILTER (year = 2024) AS base0,
        sum(base_sek) FILTER (year = 2025) AS base1,
        sum(cost_sek) FILTER (year = 2024) AS cost0,
        sum(cost_sek) FILTER (year = 2025) AS cost1
    FROM (
        SELECT year, hospital, drg, has_drg, cost_sek, least(cost_sek, coalesce(round(limit_own_sek, 2)::DECIMAL(18, 2), cost_sek)) AS base_sek
        FROM kpp_contact
        WHERE model = 'kpp' AND year IN (2024, 2025) AND care_form = 'inpatient'
    )
    GROUP BY ALL
)
SELECT
    hospital,
    sum(n0)::BIGINT AS contacts_from,
    sum(n1)::BIGINT AS contacts_to,
    sum(cost0)::DOUBLE AS cost_from_sek,
    sum(cost1)::DOUBLE AS cost_to_sek,
    ((sum(cost1) - sum(base1)) - (sum(cost0) - sum(base0)))::DOUBLE AS outlier_sek
FROM cell
GROUP BY hospital
ORDER BY hospital
