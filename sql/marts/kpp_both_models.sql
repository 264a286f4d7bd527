-- title: Vårdkontakter med både KPP och PEC
-- about: Vårdkontakter som har en kostnad i båda modellerna. De står bredvid varandra och läggs aldrig ihop.
-- grain: one row per contact with a cost above 0 in both models
-- from: kpp_contact
-- remarks: kpp/avstamning_bokslut
-- sorted: year, care_form, hospital
-- dimension: vardform care_form Vårdform; of=kpp_contact
-- dimension: omrade field Område; of=kpp_contact
-- dimension: sjukhus hospital Sjukhus; of=kpp_contact
-- dimension: klinik clinic Klinik; of=kpp_contact
-- dimension: mdc mdc MDC; of=kpp_contact
-- dimension: drg drg DRG; of=kpp_contact
-- dimension: kapitel chapter Diagnoskapitel; of=kpp_contact
-- dimension: kon sex Kön; of=kpp_contact
-- dimension: alder age_group Åldersgrupp; of=kpp_contact
-- dimension: alder65 elderly Under eller över 65; of=kpp_contact
-- dimension: kommun municipality Kommun; of=kpp_contact
-- dimension: fall case Inner-/ytterfall; of=kpp_contact by=regel
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
