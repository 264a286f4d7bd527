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
-- source: klarsyn_definition; careligo_optilogg
-- owner: Klarsyn, hjärtsvikt
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
        FROM selected_pathway_population
        WHERE pathway = $pathway AND deceased = 'nej'
            AND valid_from <= $reference_date AND valid_before > (SELECT min(starts_on) FROM recent_month)
    )
),
active AS (
    SELECT standing.starts_on, count(DISTINCT standing.person_no) AS persons
    FROM standing
    JOIN recent_month USING (starts_on)
    JOIN selected_monitoring
        ON selected_monitoring.pathway = $pathway AND selected_monitoring.person_no = standing.person_no
        AND selected_monitoring.started_on <= recent_month.reference_date AND recent_month.reference_date < selected_monitoring.ends_before
    GROUP BY ALL
),
counted AS (
    SELECT starts_on, count(*) AS persons FROM standing GROUP BY ALL
)
SELECT
    strftime(recent_month.starts_on, '%Y-%m') AS month,
    coalesce(active.persons, 0) AS active,
    coalesce(counted.persons, 0) AS persons
FROM recent_month
LEFT JOIN active USING (starts_on)
LEFT JOIN counted USING (starts_on)
ORDER BY month
