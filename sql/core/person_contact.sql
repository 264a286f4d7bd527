-- title: Vårdkontakter för personer i något vårdförlopp
-- about: Alla deras vårdkontakter, också för annat.
-- lifetime: build
-- grain: one row per contact of a pathway person
-- from: contact, pathway_person, double_counted
SELECT
    pathway_person.person_no,
    contact.contact_id,
    contact.care_form,
    contact.contact_type,
    contact.unit_id,
    contact.profession,
    contact.started_at,
    contact.started_at::DATE AS started_on,
    contact.ended_at::DATE AS ended_on,
    contact.planned AS is_planned,
    contact.discharge_mode,
    contact.drg,
    contact.drg_weight
FROM contact
JOIN pathway_person USING (patient_id)
ANTI JOIN double_counted USING (contact_id)
