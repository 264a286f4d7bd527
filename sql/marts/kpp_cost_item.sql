-- title: Kostnadsposter i KPP
-- about: Kostnaden per kostnadsslag för de vårdkontakter i KPP som har kostnadsposter. Poster av samma slag för samma vårdkontakt är summerade.
-- grain: one row per costed contact, cost model and cost category with items
-- from: kpp_contact, kpp_item, kpp_value
-- values: kpp_value
-- remarks: kpp/avstamning_bokslut, kpp/avstamning_poster
-- dimension: modell model Kostnadsmodell; of=kpp_contact single=kpp
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
-- dimension: kostnadsslag category Kostnadsslag; values=kostnadsslag
WITH item AS (
    SELECT delivery_id, source_row, model::VARCHAR::kpp_contact_model AS model, category::kpp_cost_item_category AS category, sum(amount)::DECIMAL(18, 2) AS cost_sek
    FROM kpp_item
    GROUP BY ALL
),
first_item AS (
    SELECT delivery_id, source_row, model, min(category) AS category FROM item GROUP BY ALL
)
-- Rows stand as in kpp_contact, in a run for each core that writes.
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
    item.category = first_item.category AS is_first
FROM kpp_contact
JOIN first_item USING (delivery_id, source_row, model)
JOIN item USING (delivery_id, source_row, model)
