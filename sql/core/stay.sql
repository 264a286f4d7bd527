-- title: Vårdtillfällen i slutenvård
-- about: Avslutade och pågående vårdtillfällen för personer i något vårdförlopp. Saknas ändelsen pågår vården.
-- grain: one row per inpatient contact of a pathway person
-- from: contact, pathway_person, double_counted
SELECT
    pathway_person.person_no,
    contact.contact_id,
    contact.unit_id,
    contact.started_at::DATE AS started_on,
    contact.ended_at::DATE AS ended_on,
    contact.planned AS is_planned,
    contact.discharge_mode
FROM contact
JOIN pathway_person USING (patient_id)
ANTI JOIN double_counted USING (contact_id)
WHERE contact.care_form = 'inpatient'
ORDER BY pathway_person.person_no, started_on, contact.contact_id
