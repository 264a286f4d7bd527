-- title: Kostnad per år
-- about: KPP-kostnad för alla vårdkontakter under hela kalenderår hos dem som hör till populationen vid årets slut. Löpande priser. Löpande år är inte med.
-- grain: one row per complete calendar year
-- from: pathway_population
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- ignores: ar Visar utvecklingen över alla år.
-- ignores: manad Visar utvecklingen över alla år.
-- column: year BIGINT årtal År
-- column: persons BIGINT personer Personer; n=persons
-- column: cost_sek DOUBLE kr Kostnad; n=persons
-- derive: cost_per_person = mean(cost_sek, persons) -> kr Kostnad per person
-- chart: line x=year y=cost_sek n=persons
-- direction: neutral
-- source: KPP enligt SKR; domänens avsnitt 3.6
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH asked AS (
    SELECT years.year, make_date(years.year, 12, 31) AS reference_date
    FROM snapshot_info
    CROSS JOIN LATERAL (SELECT unnest(range(year(snapshot_info.data_start_on), year(snapshot_info.cutoff_on) + 1))::INTEGER AS year) AS years
    WHERE make_date(years.year, 12, 31) <= snapshot_info.cutoff_on
),
-- A living person's row never spans New Year (core/pathway_state), so its year is that of its first day.
standing AS (
    SELECT DISTINCT asked.year, person_no
    FROM selected
    JOIN asked ON asked.year = year(valid_from) AND valid_from <= asked.reference_date AND asked.reference_date < valid_before
    WHERE pathway = $pathway
),
yearly AS (
    SELECT person_no, year(month_starts_on) AS year, sum(cost_sek) AS cost_sek
    FROM person_cost
    GROUP BY ALL
)
SELECT standing.year, count(*) AS persons, coalesce(sum(yearly.cost_sek), 0) AS cost_sek
FROM standing
LEFT JOIN yearly USING (person_no, year)
GROUP BY ALL
ORDER BY standing.year
