-- title: Population per månad
-- about: Antal personer i populationen vid slutet av varje månad, de 36 månaderna till och med periodens sista dag.
-- grain: one row per month
-- from: pathway_population
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- ignores: ar Visar de 36 månaderna till och med periodens sista dag.
-- ignores: avliden Visar dem som levde vid månadens slut.
-- ignores: manad Visar de 36 månaderna till och med periodens sista dag.
-- column: month VARCHAR månad Månad
-- column: persons BIGINT personer Personer; n=persons
-- chart: line x=month y=persons
-- direction: neutral
-- source: klarsyn_definition
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH standing AS (
    -- A period covers the last day of each month from the one it begins in to the one before it ends in.
    SELECT DISTINCT
        person_no,
        unnest(range(
            date_trunc('month', greatest(valid_from, (SELECT min(starts_on) FROM recent_month))),
            CASE WHEN valid_before > $reference_date THEN date_trunc('month', $reference_date) + INTERVAL 1 MONTH ELSE date_trunc('month', valid_before) END,
            INTERVAL 1 MONTH
        ))::DATE AS starts_on
    FROM (
        SELECT DISTINCT person_no, valid_from, valid_before
        FROM selected
        WHERE pathway = $pathway AND deceased = 'nej'
            AND valid_from <= $reference_date AND valid_before > (SELECT min(starts_on) FROM recent_month)
    )
)
SELECT strftime(recent_month.starts_on, '%Y-%m') AS month, count(standing.person_no) AS persons
FROM recent_month
LEFT JOIN standing USING (starts_on)
GROUP BY ALL
ORDER BY month
