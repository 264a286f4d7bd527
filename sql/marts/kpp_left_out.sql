-- title: Vårdkontakter utanför KPP
-- about: Vårdkontakter som lämnas utanför alla KPP-figurer: pågående vård, kostnad som saknas eller är noll, och kontakter på en annan nivå
--    (klinikvårdtillfällen när sjukhusvårdtillfällen finns). Pågående vård hör till dagen då den började.
-- grain: one row per cost model, month, reason and what the filters need
-- from: kpp_setting, age_band
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
SELECT
    model,
    year,
    date_trunc('month', belongs_on)::DATE AS month_starts_on,
    left_out AS reason,
    care_form,
    field,
    hospital,
    clinic,
    mdc,
    drg,
    chapter,
    sex,
    coalesce(age_band.kpp_age_group, 'unknown') AS age_group,
    coalesce(age_band.elderly, 'unknown') AS elderly,
    municipality,
    count(*) AS contacts,
    sum(cost_sek)::DECIMAL(18, 2) AS cost_sek
FROM kpp_setting
LEFT JOIN age_band USING (age)
WHERE left_out IS NOT NULL
GROUP BY ALL
