-- title: Kostnadsposter i KPP
-- about: Kostnaden per kostnadsslag för de vårdkontakter i KPP som har kostnadsposter. Poster av samma slag för samma vårdkontakt är summerade.
-- grain: one row per costed contact, cost model and cost category with items
-- from: kpp_contact, kpp_item
-- remarks: kpp/avstamning_bokslut, kpp/avstamning_poster
-- sorted: model, year, care_form, hospital, drg, category
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
-- dimension: kostnadsslag category Kostnadsslag; values=kostnadsslag
WITH item AS (
    SELECT delivery_id, source_row, model, category, sum(amount)::DECIMAL(18, 2) AS cost_sek FROM kpp_item GROUP BY ALL
)
SELECT
    kpp_contact.model,
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
    kpp_contact.has_drg,
    item.category,
    item.cost_sek,
    -- One row of each contact counts it.
    row_number() OVER (PARTITION BY item.delivery_id, item.source_row, item.model ORDER BY item.category) = 1 AS is_first
FROM kpp_contact
JOIN item ON item.delivery_id = kpp_contact.delivery_id AND item.source_row = kpp_contact.source_row AND item.model::VARCHAR = kpp_contact.model::VARCHAR
