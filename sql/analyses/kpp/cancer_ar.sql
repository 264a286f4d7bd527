-- title: Cancervård under tre år
-- about: Periodens sista år och de två åren före: vårdkontakter vars huvuddiagnos hör till en av kodmängderna för cancertyper, med patienter, vårddygn i slutenvård
--    och kostnad. Patienter är olika personer inom raden. Löpande priser eller fasta, enligt valet Prisnivå.
-- grain: one row per year and cancer type with contacts
-- from: kpp_contact
-- choice: pris
-- ignores: manad Visar tre hela år, det sista som periodens sista dag.
-- column: cancer_type VARCHAR kod Cancertyp; labels=codes.cancer_
-- column: year BIGINT årtal År
-- column: contacts BIGINT antal Vårdkontakter; n=contacts
-- column: patients BIGINT personer Patienter; n=patients
-- column: days BIGINT dygn Vårddygn; n=patients
-- column: cost_sek DOUBLE kr Kostnad; n=patients
-- derive: cost_per_patient = mean(cost_sek, patients) -> kr Kostnad per patient
-- chart: bar x=cost_sek y=cancer_type series=year
-- direction: neutral
-- source: norrbotten_2020; who_icd10; klarsyn_definition (cancertypernas gränser)
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
SELECT
    cancer_code.cancer_type,
    selected.year,
    count(*) AS contacts,
    count(DISTINCT selected.person_no) AS patients,
    coalesce(sum(selected.days), 0) AS days,
    sum(selected.cost_sek)::DOUBLE * any_value(price_level.factor) AS cost_sek
FROM selected
LEFT JOIN price_level ON price_level.price_level = $price_level AND price_level.year = selected.year
JOIN cancer_code ON cancer_code.code = selected.main_diagnosis
WHERE selected.year BETWEEN year($reference_date) - 2 AND year($reference_date)
GROUP BY ALL
ORDER BY ALL
