-- title: Nydebuterade per år
-- about: Nydebuterade och incidens per 1 000 invånare och år. År närmare datastart än karensen har kort historik: där kan äldre fall räknas som nya.
--    Första året i data visas inte: då ser alla fall nya ut.
--    Saknas ett års folkmängd i medelfolkmängden ersätter det närmaste levererade året det, det tidigare av två lika nära.
-- grain: one row per calendar year
-- from: pathway_debut, resident
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- ignores: avliden Avlidna ingår alltid.
-- ignores: ar Visar utvecklingen över alla år.
-- ignores: manad Visar utvecklingen över alla år.
-- column: year BIGINT årtal År
-- column: new_cases BIGINT personer Nydebuterade; n=new_cases
-- column: person_years DOUBLE personår Personår; hidden=yes
-- column: short_history BOOLEAN - Kort historik
-- column: census VARCHAR - Folkmängd från närmaste år
-- column: preliminary BOOLEAN - Preliminärt
-- derive: incidence, incidence_low, incidence_high = byar(new_cases, person_years) -> promille Incidens per år
-- delivered: inpatient, outpatient, primary
-- chart: line x=year y=incidence low=incidence_low high=incidence_high n=new_cases prelim=preliminary
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
new_case AS (
    SELECT year(debut_on) AS year, count(DISTINCT person_no) AS persons
    FROM selected_pathway_debut
    WHERE pathway = $pathway
    GROUP BY ALL
),
chosen AS (
    SELECT delivered.year, coalesce(sum(selected_resident.people), 0) AS people
    FROM (SELECT DISTINCT year FROM resident) AS delivered
    LEFT JOIN selected_resident USING (year)
    GROUP BY ALL
),
wanted AS (
    SELECT DISTINCT unnest([year - 1, year]) AS year FROM asked
),
census AS (
    SELECT wanted.year, nearest.year AS census_year, nearest.people
    FROM wanted
    LEFT JOIN chosen AS nearest ON true
    QUALIFY row_number() OVER (PARTITION BY wanted.year ORDER BY abs(nearest.year - wanted.year), nearest.year) = 1
)
SELECT
    asked.year,
    coalesce(new_case.persons, 0) AS new_cases,
    (before.people + after.people) / 2.0
        * (asked.reference_date - greatest(make_date(asked.year, 1, 1), asked.data_start_on) + 1) / 365.25 AS person_years,
    make_date(asked.year, 1, 1) < asked.data_start_on + to_years(pathway.washout_years) AS short_history,
    coalesce(nullif(concat_ws(
        ', ',
        CASE WHEN before.census_year <> before.year THEN before.census_year || ' för ' || before.year END,
        CASE WHEN after.census_year <> after.year THEN after.census_year || ' för ' || after.year END
    ), ''), 'levererade år') AS census,
    asked.reference_date < make_date(asked.year, 12, 31) AS preliminary
FROM asked
JOIN pathway ON pathway.pathway = $pathway
LEFT JOIN new_case USING (year)
JOIN census AS before ON before.year = asked.year - 1
JOIN census AS after ON after.year = asked.year
-- In the first year of data every case looks new.
WHERE asked.year > year(asked.data_start_on)
ORDER BY asked.year
