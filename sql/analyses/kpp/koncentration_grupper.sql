-- title: De dyraste patienternas vård
-- about: De dyraste patienterna under ett kalenderår, den dyraste hundradelen, tjugondelen och tiondelen av alla patienter i urvalet, och alla: kostnad, vårdkontakter,
--    vårddygn, ålder och hur mycket som är slutenvård, och hur många av dem som hörde till samma grupp året före och två år före. Ordningen är efter årets kostnad,
--    vid lika kostnad efter pseudonym. Löpande priser.
-- grain: one row per group, the dearest first
-- from: kpp_contact
-- ignores: manad Gäller hela kalenderår, det sista som periodens sista dag.
-- ignores: pris Gäller ett enda års kostnader, i det årets kronor.
-- column: percent BIGINT - Dyraste procent av patienterna
-- column: year BIGINT årtal År
-- column: patients BIGINT personer Patienter; n=patients
-- column: cost_sek DOUBLE kr Kostnad; n=patients
-- column: all_cost_sek DOUBLE kr Kostnad för alla; n=all_patients hidden=yes
-- column: all_patients BIGINT personer Alla patienter; n=all_patients hidden=yes
-- column: inpatient_cost_sek DOUBLE kr Kostnad i slutenvård; n=patients
-- column: contacts BIGINT antal Vårdkontakter; n=patients
-- column: days BIGINT dygn Vårddygn; n=patients
-- column: age_sum BIGINT år Summa av åldrar; n=patients_with_age hidden=yes
-- column: patients_with_age BIGINT personer Patienter med känd ålder; n=patients_with_age hidden=yes
-- column: also_year_before BIGINT personer Också året före; n=also_year_before
-- column: also_two_years_before BIGINT personer Också två år före; n=also_two_years_before
-- derive: share = ratio(cost_sek, all_cost_sek) -> procent Andel av kostnaden
-- derive: inpatient_share = ratio(inpatient_cost_sek, cost_sek) -> procent Andel slutenvård
-- derive: contacts_per_patient = mean(contacts, patients) -> kvot Vårdkontakter per patient
-- derive: days_per_patient = mean(days, patients) -> medeldygn Vårddygn per patient
-- derive: mean_age = mean(age_sum, patients_with_age) -> år Medelålder
-- derive: again, again_low, again_high = wilson(also_year_before, patients) -> procent Andel också året före
-- chart: table
-- direction: neutral
-- source: klarsyn_definition
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH patient AS (
    SELECT
        year,
        person_no,
        sum(cost_sek)::DECIMAL(18, 2) AS cost_sek,
        coalesce(sum(cost_sek) FILTER (care_form = 'inpatient'), 0) AS inpatient_cost_sek,
        count(*) AS contacts,
        coalesce(sum(days), 0) AS days,
        max(age) AS age
    FROM selected
    WHERE year BETWEEN year($reference_date) - 2 AND year($reference_date)
    GROUP BY year, person_no
),
ranked AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY year ORDER BY cost_sek DESC, person_no) AS rank,
        count(*) OVER (PARTITION BY year) AS patients
    FROM patient
),
dearest AS (
    SELECT unnest([1, 5, 10, 100]) AS percent
),
member AS (
    SELECT dearest.percent, ranked.*
    FROM ranked
    JOIN dearest ON 100 * ranked.rank <= dearest.percent * ranked.patients
)
SELECT
    dearest.percent,
    year($reference_date) AS year,
    count(now.person_no) AS patients,
    coalesce(sum(now.cost_sek), 0) AS cost_sek,
    (SELECT coalesce(sum(cost_sek), 0) FROM patient WHERE patient.year = year($reference_date)) AS all_cost_sek,
    (SELECT count(*) FROM patient WHERE patient.year = year($reference_date)) AS all_patients,
    coalesce(sum(now.inpatient_cost_sek), 0) AS inpatient_cost_sek,
    coalesce(sum(now.contacts), 0) AS contacts,
    coalesce(sum(now.days), 0) AS days,
    coalesce(sum(now.age), 0) AS age_sum,
    count(now.age) AS patients_with_age,
    count(before.person_no) AS also_year_before,
    count(earlier.person_no) AS also_two_years_before
FROM dearest
LEFT JOIN member AS now ON now.percent = dearest.percent AND now.year = year($reference_date)
LEFT JOIN member AS before ON before.percent = now.percent AND before.person_no = now.person_no AND before.year = now.year - 1
LEFT JOIN member AS earlier ON earlier.percent = now.percent AND earlier.person_no = now.person_no AND earlier.year = now.year - 2
GROUP BY dearest.percent
ORDER BY dearest.percent
