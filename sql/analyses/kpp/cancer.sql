-- title: Cancervård per cancertyp
-- about: Vårdkontakter vars huvuddiagnos hör till en av kodmängderna för cancertyper, med patienter, vårddygn i slutenvård och kostnad. Patienter är olika personer
--    inom raden: den som vårdats hos flera utförare eller för flera cancertyper räknas en gång i varje. Egen region är enheter som tillhör hemregionen. Löpande
--    priser eller fasta, enligt valet Prisnivå.
-- grain: one row per year of the period, cancer type, sex and provider with contacts
-- from: kpp_contact
-- choice: pris
-- column: year BIGINT årtal År
-- column: cancer_type VARCHAR kod Cancertyp; labels=codes.cancer_
-- column: sex VARCHAR kod Kön; labels=kpp_contact.kon
-- column: provider VARCHAR kod Utförare; labels=values.utforare
-- column: contacts BIGINT antal Vårdkontakter; n=contacts
-- column: patients BIGINT personer Patienter; n=patients
-- column: days BIGINT dygn Vårddygn; n=patients
-- column: cost_sek DOUBLE kr Kostnad; n=patients
-- derive: cost_per_patient = mean(cost_sek, patients) -> kr Kostnad per patient
-- chart: table
-- direction: neutral
-- source: norrbotten_2020; who_icd10; klarsyn_definition (cancertypernas gränser)
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
SELECT
    selected.year,
    cancer_code.cancer_type,
    selected.sex,
    selected.provider,
    count(*) AS contacts,
    count(DISTINCT selected.person_no) AS patients,
    coalesce(sum(selected.days), 0) AS days,
    sum(selected.cost_sek)::DOUBLE * any_value(price_level.factor) AS cost_sek
FROM selected
JOIN period ON selected.belongs_on >= period.starts_on AND selected.belongs_on < period.ends_before
JOIN cancer_code ON cancer_code.code = selected.main_diagnosis
LEFT JOIN price_level ON price_level.price_level = $price_level AND price_level.year = selected.year
GROUP BY ALL
ORDER BY ALL
