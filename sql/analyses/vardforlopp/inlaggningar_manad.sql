-- title: Vårdtillfällen per 100 personer och månad
-- about: Vårdtillfällen med vårdförloppets diagnoser efter utskrivningsmånad, per 100 personer i populationen vid månadens slut, de 36 månaderna
--    till och med periodens sista dag. Styrdiagram: gränserna är medelvärdet ± 2,66 gånger medelskillnaden mellan månader.
-- grain: one row per month
-- from: pathway_population, pathway_contact
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- ignores: ar Visar de 36 månaderna till och med periodens sista dag.
-- ignores: manad Visar de 36 månaderna till och med periodens sista dag.
-- ignores: avliden Vårdtillfällen för dem som avlidit senare ingår.
-- column: month VARCHAR månad Månad
-- column: stays BIGINT antal Vårdtillfällen; n=stays
-- column: persons BIGINT personer Personer; n=persons
-- derive: rate = ratio(stays, persons) -> per_100 Vårdtillfällen per 100 personer
-- derive: mean, lower, upper, signal, variation = xmr(rate) -> per_100 Medel
-- delivered: inpatient
-- chart: xmr x=month value=rate mean=mean lower=lower upper=upper signal=variation n=stays N=persons
-- direction: low
-- source: klarsyn_definition; nhs_2019; wheeler_2000 (styrdiagram)
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
        FROM selected_pathway_population
        WHERE pathway = $pathway AND deceased = 'nej'
            AND valid_from <= $reference_date AND valid_before > (SELECT min(starts_on) FROM recent_month)
    )
),
discharged AS (
    SELECT date_trunc('month', ended_on)::DATE AS starts_on, count(*) AS stays
    FROM selected_pathway_contact
    WHERE pathway = $pathway AND care_form = 'inpatient'
        AND ended_on >= (SELECT min(starts_on) FROM recent_month) AND ended_on <= $reference_date
    GROUP BY ALL
)
SELECT
    strftime(recent_month.starts_on, '%Y-%m') AS month,
    coalesce(discharged.stays, 0) AS stays,
    coalesce(counted.persons, 0) AS persons
FROM recent_month
LEFT JOIN (SELECT starts_on, count(*) AS persons FROM standing GROUP BY ALL) AS counted USING (starts_on)
LEFT JOIN discharged USING (starts_on)
ORDER BY month
