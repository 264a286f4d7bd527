-- title: Återbesök inom 14 dagar per månad
-- about: Andel av utskrivna episoder med ett besök på hjärtsviktsmottagning 1–14 dagar efter utskrivningen, efter utskrivningsmånad, de 36 månaderna till
--    och med periodens sista dag. Bara episoder där 14 dagar har gått till datas sista dag och patienten inte flyttat ut i livet utan återbesök.
--    Styrdiagram: gränserna är medelvärdet ± 2,66 gånger medelskillnaden mellan månader.
-- grain: one row per month
-- from: pathway_episode
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- ignores: avliden Avlidna ingår alltid.
-- ignores: diagnos Vårdförloppets diagnos ska stå först på något av episodens vårdtillfällen.
-- ignores: ar Visar de 36 månaderna till och med periodens sista dag.
-- ignores: manad Visar de 36 månaderna till och med periodens sista dag.
-- column: month VARCHAR månad Månad
-- column: discharged BIGINT antal Utskrivna; n=discharged
-- column: within_14 BIGINT antal Inom 14 dagar; n=within_14
-- derive: share = ratio(within_14, discharged) -> procent Andel inom 14 dagar
-- derive: mean, lower, upper, signal, variation = xmr(share) -> procent Medel
-- delivered: inpatient, outpatient
-- chart: xmr x=month value=share mean=mean lower=lower upper=upper signal=variation n=within_14 N=discharged
-- direction: high
-- source: klarsyn_method; nhs_2019; wheeler_2000 (styrdiagram)
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH discharged AS (
    SELECT
        selected.person_no,
        selected.episode_no,
        date_trunc('month', selected.ended_on)::DATE AS starts_on,
        coalesce(bool_or(clinic_visit.visited_on IS NOT NULL), false) AS is_seen,
        any_value(selected.leaves_on >= selected.ended_on + 14 OR coalesce(selected.died_on <= selected.leaves_on, false)) AS is_followed
    FROM selected
    LEFT JOIN clinic_visit
        ON clinic_visit.person_no = selected.person_no
        AND clinic_visit.visited_on > selected.ended_on AND clinic_visit.visited_on <= selected.ended_on + 14
    WHERE selected.pathway = $pathway
        AND selected.discharge_mode IS DISTINCT FROM 'deceased'
        AND (selected.died_on IS NULL OR selected.died_on > selected.ended_on)
        AND selected.ended_on <= $reference_date AND selected.ended_on + 14 <= $cutoff_on
    GROUP BY ALL
    HAVING is_seen OR is_followed
)
SELECT
    strftime(recent_month.starts_on, '%Y-%m') AS month,
    count(discharged.person_no) AS discharged,
    count(*) FILTER (discharged.is_seen) AS within_14
FROM recent_month
LEFT JOIN discharged USING (starts_on)
GROUP BY ALL
ORDER BY month
