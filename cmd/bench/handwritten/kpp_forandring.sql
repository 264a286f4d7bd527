-- analysis: kpp/forandring
-- selection: fran=2024&till=2025&vardform=SV&regel=own
WITH cell AS (
    SELECT
        hospital,
        count(*) FILTER (year = 2024) AS n0,
        count(*) FILTER (year = 2025) AS n1,
        count(*) FILTER (year = 2024 AND cost_sek > base_sek) AS outliers0,
        count(*) FILTER (year = 2025 AND cost_sek > base_sek) AS outliers1,
        (100 * coalesce(sum(base_sek) FILTER (year = 2024), 0))::DOUBLE AS base0,
        (100 * coalesce(sum(base_sek) FILTER (year = 2025), 0))::DOUBLE AS base1,
        (100 * coalesce(sum(cost_sek) FILTER (year = 2024), 0))::DOUBLE AS cost0,
        (100 * coalesce(sum(cost_sek) FILTER (year = 2025), 0))::DOUBLE AS cost1
    FROM (
        SELECT year, hospital, drg, has_drg, cost_sek, least(cost_sek, coalesce(round(limit_own_sek, 2)::DECIMAL(18, 2), cost_sek)) AS base_sek
        FROM kpp_contact
        WHERE model = 'kpp' AND year IN (2024, 2025) AND care_form = 'inpatient'
    )
    GROUP BY hospital, CASE WHEN has_drg THEN drg END
),
part AS (
    SELECT
        hospital,
        sum(n0)::BIGINT AS n0,
        sum(n1)::BIGINT AS n1,
        sum(outliers0)::BIGINT AS outliers0,
        sum(outliers1)::BIGINT AS outliers1,
        sum(base0) AS base0,
        sum(base1) AS base1,
        sum(cost0) AS cost0,
        sum(cost1) AS cost1,
        CASE WHEN sum(n0) = 0 OR sum(n1) = 0 THEN sum(base1) ELSE sum(n1) * sum(base0) / sum(n0) END AS as_many,
        CASE WHEN sum(n0) = 0 OR sum(n1) = 0 THEN sum(base1) ELSE sum(CASE WHEN n0 > 0 THEN n1 * base0 / n0 ELSE base1 END) END AS same_contacts
    FROM cell
    GROUP BY hospital
),
term AS (
    SELECT
        *,
        as_many - base0 AS volume,
        same_contacts - as_many AS case_mix,
        base1 - same_contacts AS unit_cost,
        (cost1 - base1) - (cost0 - base0) AS outlier
    FROM part
),
rounded AS (
    SELECT
        *,
        cost1 - cost0 - round(volume) - round(case_mix) - round(unit_cost) - outlier AS remainder,
        greatest(abs(volume), abs(case_mix), abs(unit_cost), abs(outlier)) AS largest
    FROM term
)
SELECT
    hospital,
    2024 AS from_year,
    2025 AS to_year,
    n0 AS contacts_from,
    n1 AS contacts_to,
    cost0 / 100 AS cost_from_sek,
    cost1 / 100 AS cost_to_sek,
    (round(volume) + if(abs(volume) = largest, remainder, 0)) / 100 AS volume_sek,
    (round(case_mix) + if(abs(case_mix) = largest, remainder, 0)) / 100 AS case_mix_sek,
    (round(unit_cost) + if(abs(unit_cost) = largest, remainder, 0)) / 100 AS unit_cost_sek,
    (outlier + if(abs(outlier) = largest, remainder, 0)) / 100 AS outlier_sek,
    (cost1 - cost0) / 100 AS total_sek,
    if(n0 = 0 OR n1 = 0, greatest(n0, n1), least(n0, n1)) AS fewest_contacts,
    if(outliers0 = 0 OR outliers1 = 0, greatest(outliers0, outliers1), least(outliers0, outliers1)) AS fewest_outliers
FROM rounded
ORDER BY hospital
