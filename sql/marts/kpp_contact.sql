-- title: Vårdkontakter i KPP
-- about: Avslutade vårdkontakter med kostnad över noll. Slutenvård hör till dagen den avslutas, annan vård till dagen den börjar. Fallet är
--    inner (innerfall), outlier (ytterfall) eller none (gräns saknas) enligt var och en av de fyra reglerna.
-- grain: one row per finished contact and cost model with a cost above 0
-- from: kpp_case, kpp_cell, kpp_diagnosis, kpp_patient, kpp_unit, kpp_value, drg_limit, national_limit
-- values: kpp_value; unit_name provider main_diagnosis
-- remarks: kpp/avstamning_bokslut
-- dimension: modell model Kostnadsmodell; values=modell single=kpp
-- dimension: vardform care_form Vårdform; values=vardform
-- dimension: omrade field Område; values=omrade
-- dimension: sjukhus hospital Sjukhus; values=data
-- dimension: klinik clinic Klinik; values=data
-- dimension: mdc mdc MDC; values=mdc
-- dimension: drg drg DRG; values=data
-- dimension: kapitel chapter Diagnoskapitel; values=kapitel
-- dimension: kon sex Kön; values=kon
-- dimension: alder age_group Åldersgrupp; values=alder_kpp
-- dimension: alder65 elderly Under eller över 65; values=alder65
-- dimension: kommun municipality Kommun; values=kommun
-- dimension: fall case Inner-/ytterfall; values=fall by=regel
-- unknown: sjukhus Ej sjukhus (primärvård); only care_form=primary
WITH unit AS (
    -- Texts get their types where there are few rows of them: of units, cells and diagnoses, not of contacts. Rows stand as in kpp_case, in a run for each core that writes.
    SELECT
        unit_no,
        unit_name::kpp_contact_unit_name AS unit_name,
        hospital::kpp_contact_hospital AS hospital,
        clinic::kpp_contact_clinic AS clinic,
        provider::kpp_contact_provider AS provider
    FROM kpp_unit
),
diagnosis AS (
    SELECT diagnosis_no, main_diagnosis::kpp_contact_main_diagnosis AS main_diagnosis, chapter::kpp_contact_chapter AS chapter
    FROM kpp_diagnosis
    WHERE main_diagnosis IN (SELECT value FROM kpp_value WHERE column_name = 'main_diagnosis')
),
patient AS (
    SELECT
        kpp_patient.*,
        coalesce(field::VARCHAR, 'unknown')::kpp_contact_field AS typed_field,
        coalesce(sex::VARCHAR, 'unknown')::kpp_contact_sex AS typed_sex,
        municipality::kpp_contact_municipality AS typed_municipality,
        age_group::kpp_contact_age_group AS typed_age_group,
        elderly::kpp_contact_elderly AS typed_elderly
    FROM kpp_patient
),
cell AS (
    SELECT
        kpp_cell.*,
        kpp_cell.model::VARCHAR::kpp_contact_model AS typed_model,
        kpp_cell.care_form::kpp_contact_care_form AS typed_care_form,
        kpp_cell.drg::kpp_contact_drg AS typed_drg,
        kpp_cell.mdc::kpp_contact_mdc AS typed_mdc,
        CASE WHEN kpp_cell.model = 'kpp' THEN national.limit_sek END AS reference_limit_sek,
        own.limit_value AS own_limit_sek,
        own.origin = 'drg' AS limit_is_of_drg,
        own.q1,
        own.q3,
        own.k,
        los.limit_value AS los_limit_days
    FROM kpp_cell
    LEFT JOIN national_limit AS national USING (year, care_form, drg)
    LEFT JOIN drg_limit AS own
        ON own.model = kpp_cell.model AND own.year = kpp_cell.year AND own.care_form = kpp_cell.care_form AND own.drg = kpp_cell.drg
        AND own.measure = 'cost'
    LEFT JOIN drg_limit AS los
        ON los.model = kpp_cell.model AND los.year = kpp_cell.year AND los.care_form = kpp_cell.care_form AND los.drg = kpp_cell.drg
        AND los.measure = 'days'
),
limited AS (
    SELECT
        kpp_case.*,
        cell.* EXCLUDE (model, year, care_form, drg_mdc_no, drg, mdc, contacts, reference_limit_sek, own_limit_sek, los_limit_days),
        CASE WHEN cell.has_drg THEN coalesce(cell.reference_limit_sek, kpp_case.delivered_limit_sek) END AS limit_national_sek,
        CASE WHEN cell.has_drg THEN cell.own_limit_sek END AS limit_own_sek,
        CASE WHEN cell.has_drg THEN cell.los_limit_days END AS limit_los_days
    FROM kpp_case
    JOIN cell USING (model, year, care_form, drg_mdc_no)
    WHERE kpp_case.left_out IS NULL
),
judged AS (
    SELECT
        *,
        -- A cost on the limit is no outlier.
        CASE
            WHEN limit_national_sek IS NULL THEN 'none'::kpp_contact_case_national
            WHEN cost_sek::DOUBLE > limit_national_sek THEN 'outlier'::kpp_contact_case_national
            ELSE 'inner'::kpp_contact_case_national
        END AS case_national,
        -- Against the DRG's own limit the standing itself is compared with k: k is one contact's standing, and going back over
        -- Q3 + k·(Q3 − Q1) could round that contact, or a tie with it, to the other side.
        CASE
            WHEN limit_own_sek IS NULL THEN 'none'::kpp_contact_case_own
            WHEN CASE WHEN limit_is_of_drg THEN (cost_sek::DOUBLE - q3) / (q3 - q1) > k ELSE cost_sek::DOUBLE > limit_own_sek END THEN 'outlier'::kpp_contact_case_own
            ELSE 'inner'::kpp_contact_case_own
        END AS case_own,
        CASE
            WHEN limit_los_days IS NULL THEN 'none'::kpp_contact_case_los
            WHEN days > limit_los_days THEN 'outlier'::kpp_contact_case_los
            ELSE 'inner'::kpp_contact_case_los
        END AS case_los
    FROM limited
)
SELECT
    judged.typed_model AS model,
    judged.year,
    date_trunc('month', judged.belongs_on)::DATE AS month_starts_on,
    judged.belongs_on,
    judged.started_on,
    judged.ended_on,
    judged.typed_care_form AS care_form,
    patient.typed_field AS field,
    unit.hospital,
    unit.clinic,
    unit.unit_name,
    unit.provider,
    judged.typed_drg AS drg,
    judged.has_drg,
    judged.drg_weight,
    judged.typed_mdc AS mdc,
    diagnosis.chapter,
    diagnosis.main_diagnosis,
    judged.age,
    patient.typed_age_group AS age_group,
    patient.typed_elderly AS elderly,
    patient.typed_sex AS sex,
    patient.typed_municipality AS municipality,
    judged.days,
    judged.delivery_id,
    judged.source_row,
    judged.person_no,
    judged.cost_sek,
    judged.limit_national_sek,
    judged.limit_own_sek,
    judged.limit_los_days,
    judged.case_national,
    judged.case_own,
    judged.case_los,
    -- Judged by the limits there are: an outlier by either, without a limit only when both are missing.
    CASE
        WHEN judged.case_own = 'outlier' OR judged.case_los = 'outlier' THEN 'outlier'::kpp_contact_case_combined
        WHEN judged.case_own = 'inner' OR judged.case_los = 'inner' THEN 'inner'::kpp_contact_case_combined
        ELSE 'none'::kpp_contact_case_combined
    END AS case_combined
FROM judged
JOIN unit USING (unit_no)
JOIN diagnosis USING (diagnosis_no)
JOIN patient
    ON patient.field IS NOT DISTINCT FROM judged.field AND patient.age IS NOT DISTINCT FROM judged.age AND patient.sex IS NOT DISTINCT FROM judged.sex
    AND patient.municipality_no = judged.municipality_no
