-- title: Var och för vem vården gavs
-- about: Vårdkontakter för KPP med enhet, klinik och sjukhus som de hette den dag kontakten hör till, och patientens ålder, kön och kommun vid
--    kontakten. Det som kontakten själv inte säger tas ur personregistret.
-- lifetime: build
-- grain: one row per contact and cost model
-- from: kpp_case, unit_period, patient, main_diagnosis, snapshot_info
SELECT
    kpp_case.* EXCLUDE (age_at_contact, sex, municipality_code, delivered_limit_sek),
    delivered_limit_sek::DOUBLE AS delivered_limit_sek,
    coalesce(unit_period.unit_name, nullif(kpp_case.unit_id, 'unknown'), 'uppgift saknas') AS unit_name,
    coalesce(unit_period.hospital, 'unknown') AS hospital,
    coalesce(unit_period.hospital_group, 'unknown') AS hospital_group,
    coalesce(unit_period.clinic, 'unknown') AS clinic,
    CASE WHEN unit_period.region_code = snapshot_info.home_region THEN 'own_region' ELSE 'other' END AS provider,
    coalesce(main_diagnosis.main_diagnosis, 'unknown') AS main_diagnosis,
    coalesce(main_diagnosis.chapter, 'unknown') AS chapter,
    coalesce(kpp_case.age_at_contact, year(kpp_case.started_on) - patient.birth_year)::SMALLINT AS age,
    coalesce(kpp_case.sex, patient.sex, 'unknown') AS sex,
    CASE
        WHEN coalesce(kpp_case.municipality_code, patient.municipality_code) IS NULL THEN 'unknown'
        WHEN starts_with(coalesce(kpp_case.municipality_code, patient.municipality_code), snapshot_info.home_region)
            THEN coalesce(kpp_case.municipality_code, patient.municipality_code)
        ELSE 'utomlan'
    END AS municipality
FROM kpp_case
CROSS JOIN snapshot_info
LEFT JOIN patient USING (patient_id)
LEFT JOIN main_diagnosis USING (contact_id)
LEFT JOIN unit_period
    ON unit_period.unit_id = kpp_case.unit_id AND unit_period.valid_from <= kpp_case.belongs_on AND kpp_case.belongs_on < unit_period.valid_before
