-- title: Population och prevalens per år
-- about: Populationen den 31 december varje år, för det löpande året på datas sista dag, och dess andel av folkmängden.
-- grain: one row per calendar year
-- from: pathway_population, resident
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- ignores: ar Visar utvecklingen över alla år.
-- ignores: manad Visar utvecklingen över alla år.
-- column: year BIGINT årtal År
-- column: persons BIGINT personer Personer; n=persons
-- column: residents BIGINT invånare Invånare
-- column: preliminary BOOLEAN - Preliminärt
-- derive: prevalence, prevalence_low, prevalence_high = wilson(persons, residents) -> procent Prevalens
-- chart: line x=year y=prevalence low=prevalence_low high=prevalence_high n=persons N=residents prelim=preliminary
-- direction: neutral
-- source: klarsyn_definition
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH asked AS (
    SELECT years.year, least(make_date(years.year, 12, 31), snapshot_info.cutoff_on) AS reference_date, snapshot_info.data_start_on
    FROM snapshot_info
    CROSS JOIN LATERAL (SELECT unnest(range(year(snapshot_info.data_start_on), year(snapshot_info.cutoff_on) + 1))::INTEGER AS year) AS years
),
standing AS (
    SELECT year_end AS year, count(DISTINCT person_no) AS persons
    FROM selected_pathway_population
    WHERE pathway = $pathway AND year_end IS NOT NULL
    GROUP BY ALL
),
census AS (
    SELECT asked.year, max(resident.year) AS resident_year
    FROM asked
    JOIN (SELECT DISTINCT year FROM resident) AS resident ON make_date(resident.year, 12, 31) <= asked.reference_date
    GROUP BY ALL
),
chosen AS (
    SELECT year, sum(people) AS people FROM selected_resident GROUP BY ALL
)
SELECT
    asked.year,
    coalesce(standing.persons, 0) AS persons,
    coalesce(chosen.people, 0) AS residents,
    asked.reference_date < make_date(asked.year, 12, 31) AS preliminary
FROM asked
LEFT JOIN standing USING (year)
LEFT JOIN census USING (year)
LEFT JOIN chosen ON chosen.year = census.resident_year
ORDER BY asked.year
