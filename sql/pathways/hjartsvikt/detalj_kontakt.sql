-- title: Detalj vårdkontakter
-- about: En rad per vårdkontakt med hjärtsviktsdiagnos som börjar i perioden. Ytterfall är en kostnad över den levererade kostnadsgränsen; saknas gräns eller kostnad är svaret tomt. Ett besök slutar
--    dagen det börjar.
-- grain: one row per contact
-- from: pathway_contact
-- param: pathway VARCHAR - vårdförlopp
-- bind: pathway = hjartsvikt
-- right: detalj
-- ignores: avliden Avlidna ingår alltid.
-- column: patient_id VARCHAR - Pseudonym
-- column: contact_id VARCHAR - Vårdkontakt
-- column: started_on DATE datum Från
-- column: ended_on DATE datum Till
-- column: care_form VARCHAR kod Vårdform; labels=pathway_contact.vardform
-- column: unit_name VARCHAR - Enhet
-- column: main_diagnosis VARCHAR kod Huvuddiagnos
-- column: drg VARCHAR kod DRG
-- column: drg_weight DOUBLE vikt DRG-vikt
-- column: cost_sek DOUBLE kr Kostnad
-- column: cost_limit_sek DOUBLE kr Kostnadsgräns
-- column: is_outlier BOOLEAN - Ytterfall
-- chart: table
-- direction: neutral
-- source: klarsyn_definition; halland_2024
-- owner: Klarsyn, hjärtsvikt
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
SELECT
    person.patient_id,
    selected.contact_id,
    selected.started_on,
    CASE WHEN selected.care_form = 'inpatient' THEN selected.ended_on ELSE coalesce(selected.ended_on, selected.started_on) END AS ended_on,
    selected.care_form,
    selected.unit_name,
    selected.main_diagnosis,
    selected.drg,
    selected.drg_weight,
    selected.cost_sek,
    selected.cost_limit_sek,
    selected.cost_sek > selected.cost_limit_sek AS is_outlier
FROM selected
JOIN period ON selected.started_on >= period.starts_on AND selected.started_on < period.ends_before
JOIN pathway_person AS person USING (person_no)
WHERE selected.pathway = $pathway
ORDER BY selected.started_on, selected.contact_id
