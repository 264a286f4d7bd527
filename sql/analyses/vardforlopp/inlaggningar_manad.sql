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
-- chart: xmr x=month value=rate mean=mean lower=lower upper=upper signal=variation n=stays N=persons
-- direction: low
-- source: Domänens avsnitt 8.7
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
),
standing AS (
    SELECT asked.month_starts_on, count(DISTINCT person_no) AS persons
    FROM selected_pathway_population
    JOIN asked ON valid_from <= asked.reference_date AND asked.reference_date < valid_before
    WHERE pathway = $pathway AND deceased = 'nej'
        AND valid_before > $reference_date - INTERVAL 37 MONTH
    GROUP BY ALL
),
discharged AS (
    SELECT date_trunc('month', ended_on)::DATE AS month_starts_on, count(*) AS stays
    FROM selected_pathway_contact
    WHERE pathway = $pathway AND care_form = 'inpatient' AND ended_on <= $reference_date
    GROUP BY ALL
)
SELECT
    strftime(asked.month_starts_on, '%Y-%m') AS month,
    coalesce(discharged.stays, 0) AS stays,
    coalesce(standing.persons, 0) AS persons
FROM asked
LEFT JOIN standing USING (month_starts_on)
LEFT JOIN discharged USING (month_starts_on)
ORDER BY month
