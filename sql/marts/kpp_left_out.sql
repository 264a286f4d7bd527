-- title: Vårdkontakter utanför KPP
-- about: Vårdkontakter som lämnas utanför alla KPP-figurer: pågående vård, vård som slutar efter datas sista dag, kostnad som saknas eller är noll, och
--    kontakter på en annan nivå (klinikvårdtillfällen när sjukhusvårdtillfällen finns). Vård som inte är avslutad hör till dagen då den började.
-- grain: one row per cost model, month, reason and what the filters need
-- from: kpp_case, kpp_diagnosis, kpp_drg, kpp_municipality, unit_span, age_band
-- sorted: model, month_starts_on, reason
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
-- dimension: bortfall reason Skäl; values=bortfall
-- unknown: sjukhus Ej sjukhus (primärvård); only care_form=primary
SELECT
    kpp_case.model,
    kpp_case.year,
    date_trunc('month', kpp_case.belongs_on)::DATE AS month_starts_on,
    kpp_case.left_out AS reason,
    kpp_case.care_form,
    coalesce(kpp_case.field::VARCHAR, 'unknown') AS field,
    unit_span.hospital,
    unit_span.clinic,
    kpp_drg.mdc,
    kpp_drg.drg,
    kpp_diagnosis.chapter,
    coalesce(kpp_case.sex::VARCHAR, 'unknown') AS sex,
    coalesce(age_band.kpp_age_group, 'unknown') AS age_group,
    coalesce(age_band.elderly, 'unknown') AS elderly,
    kpp_municipality.municipality,
    count(*) AS contacts,
    sum(kpp_case.cost_sek)::DECIMAL(18, 2) AS cost_sek
FROM kpp_case
JOIN unit_span USING (unit_no)
JOIN kpp_diagnosis USING (diagnosis_no)
JOIN kpp_drg USING (drg_mdc_no)
JOIN kpp_municipality USING (municipality_no)
LEFT JOIN age_band USING (age)
WHERE kpp_case.left_out IS NOT NULL
GROUP BY ALL
