-- title: Användare av Optilogg
-- about: Personer i hjärtsviktspopulationen som använder eller har använt hemmonitorering med Optilogg, per månad de 36 månaderna till och med periodens
--    sista dag. Aktiv är den vars användning pågår vid månadens slut.
-- grain: one row per month
-- from: monitoring, pathway_population
-- param: pathway VARCHAR - vårdförlopp
-- bind: pathway = hjartsvikt
-- ignores: ar Visar de 36 månaderna till och med periodens sista dag.
-- ignores: manad Visar de 36 månaderna till och med periodens sista dag.
-- column: month VARCHAR månad Månad
-- column: active BIGINT personer Aktiva användare; n=active
-- column: persons BIGINT personer Hjärtsviktspopulation; n=persons
-- derive: share, share_low, share_high = wilson(active, persons) -> procent Andel av populationen
-- chart: line x=month y=active
-- direction: neutral
-- source: Domänens avsnitt 3.9
-- owner: Klarsyn, hjärtsvikt
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH asked AS (
    SELECT month_starts_on::DATE AS month_starts_on, least(last_day(month_starts_on), $reference_date) AS reference_date
    FROM (
        SELECT unnest(range(
            greatest(date_trunc('month', $reference_date) - INTERVAL 35 MONTH, date_trunc('month', (SELECT data_start_on FROM snapshot_info))),
            $reference_date + INTERVAL 1 DAY,
            INTERVAL 1 MONTH
        )) AS month_starts_on
    )
),
-- A period covers the last day of each month from the one it begins in to the one before it ends in.
standing AS (
    SELECT DISTINCT
        person_no,
        unnest(range(
            date_trunc('month', greatest(valid_from, (SELECT min(month_starts_on) FROM asked))),
            CASE WHEN valid_before > $reference_date THEN date_trunc('month', $reference_date) + INTERVAL 1 MONTH ELSE date_trunc('month', valid_before) END,
            INTERVAL 1 MONTH
        ))::DATE AS month_starts_on
    FROM (
        SELECT DISTINCT person_no, valid_from, valid_before
        FROM selected_pathway_population
        WHERE pathway = $pathway AND deceased = 'nej'
            AND valid_from <= $reference_date AND valid_before > (SELECT min(month_starts_on) FROM asked)
    )
),
active AS (
    SELECT standing.month_starts_on, count(DISTINCT standing.person_no) AS persons
    FROM standing
    JOIN asked USING (month_starts_on)
    JOIN selected_monitoring
        ON selected_monitoring.pathway = $pathway AND selected_monitoring.person_no = standing.person_no
        AND selected_monitoring.started_on <= asked.reference_date AND asked.reference_date < selected_monitoring.ends_before
    GROUP BY ALL
),
counted AS (
    SELECT month_starts_on, count(*) AS persons FROM standing GROUP BY ALL
)
SELECT
    strftime(asked.month_starts_on, '%Y-%m') AS month,
    coalesce(active.persons, 0) AS active,
    coalesce(counted.persons, 0) AS persons
FROM asked
LEFT JOIN active USING (month_starts_on)
LEFT JOIN counted USING (month_starts_on)
ORDER BY month
