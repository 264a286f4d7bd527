-- title: Population per månad
-- about: Antal personer i populationen vid slutet av varje månad, de 36 månaderna till och med periodens sista dag.
-- grain: one row per month
-- from: pathway_population
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- ignores: ar Visar de 36 månaderna till och med periodens sista dag.
-- ignores: manad Visar de 36 månaderna till och med periodens sista dag.
-- column: month VARCHAR månad Månad
-- column: persons BIGINT personer Personer; n=persons
-- chart: line x=month y=persons
-- direction: neutral
-- source: Domänens avsnitt 3.2
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH asked AS (
    SELECT
        month_starts_on::DATE AS month_starts_on,
        least(last_day(month_starts_on), $reference_date) AS reference_date
    FROM (
        SELECT unnest(range(
            greatest(date_trunc('month', $reference_date) - INTERVAL 35 MONTH, date_trunc('month', (SELECT data_start_on FROM snapshot_info))),
            $reference_date + INTERVAL 1 DAY,
            INTERVAL 1 MONTH
        )) AS month_starts_on
    )
)
SELECT strftime(asked.month_starts_on, '%Y-%m') AS month, count(DISTINCT selected.person_no) AS persons
FROM asked
LEFT JOIN selected
    ON selected.valid_from <= asked.reference_date AND asked.reference_date < selected.valid_before
    AND selected.pathway = $pathway
    AND (selected.deceased = 'nej' OR date_trunc('month', selected.died_on) = asked.month_starts_on)
GROUP BY ALL
ORDER BY month
