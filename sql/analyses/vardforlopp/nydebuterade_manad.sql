-- title: Nydebuterade per månad
-- about: Antal nydebuterade per månad, de 36 månaderna till och med periodens sista dag. Styrdiagram: gränserna är medelvärdet ± 2,66 gånger
--    medelskillnaden mellan månader.
-- grain: one row per month
-- from: pathway_debut
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- ignores: avliden Avlidna ingår alltid.
-- ignores: ar Visar de 36 månaderna till och med periodens sista dag.
-- ignores: manad Visar de 36 månaderna till och med periodens sista dag.
-- column: month VARCHAR månad Månad
-- column: new_cases BIGINT personer Nydebuterade; n=new_cases
-- derive: mean, lower, upper, signal, variation = xmr(new_cases) -> personer Medel
-- delivered: inpatient, outpatient, primary
-- chart: xmr x=month value=new_cases mean=mean lower=lower upper=upper signal=variation
-- direction: neutral
-- source: klarsyn_definition; nhs_2019; wheeler_2000 (styrdiagram)
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
SELECT strftime(recent_month.starts_on, '%Y-%m') AS month, count(DISTINCT selected.person_no) AS new_cases
FROM recent_month
LEFT JOIN selected
    ON date_trunc('month', selected.debut_on) = recent_month.starts_on AND selected.pathway = $pathway AND selected.debut_on <= $reference_date
GROUP BY ALL
ORDER BY month
