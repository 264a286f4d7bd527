-- title: Vårdkontakter med både KPP och PEC
-- about: Vårdkontakter som har en kostnad i båda modellerna. De står bredvid varandra och läggs aldrig ihop.
-- grain: one row per contact with a cost above 0 in both models
-- from: kpp_contact
-- remarks: kpp/avstamning_bokslut
-- sorted: year, care_form, hospital
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
WITH pec AS (
    SELECT delivery_id, source_row, cost_sek FROM kpp_contact WHERE model = 'pec'
)
SELECT
    kpp_contact.year,
    kpp_contact.month_starts_on,
    kpp_contact.care_form,
    kpp_contact.field,
    kpp_contact.hospital,
    kpp_contact.clinic,
    kpp_contact.mdc,
    kpp_contact.drg,
    kpp_contact.chapter,
    kpp_contact.sex,
    kpp_contact.age_group,
    kpp_contact.elderly,
    kpp_contact.municipality,
    kpp_contact.case_national,
    kpp_contact.case_own,
    kpp_contact.case_los,
    kpp_contact.case_combined,
    kpp_contact.cost_sek AS kpp_sek,
    pec.cost_sek AS pec_sek
FROM kpp_contact
JOIN pec USING (delivery_id, source_row)
WHERE kpp_contact.model = 'kpp'
