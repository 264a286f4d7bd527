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
-- delivered: inpatient, outpatient, primary
-- chart: line x=year y=cost_sek n=persons
-- direction: neutral
-- source: skr_kpp; klarsyn_definition
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH standing AS (
    SELECT DISTINCT year_end AS year, person_no
    FROM selected
    WHERE pathway = $pathway AND year_end IS NOT NULL AND make_date(year_end, 12, 31) <= $cutoff_on
)
SELECT standing.year, count(*) AS persons, coalesce(sum(person_year.cost_sek), 0) AS cost_sek
FROM standing
LEFT JOIN person_year USING (person_no, year)
GROUP BY ALL
ORDER BY standing.year
