-- title: Personer i något vårdförlopp
-- about: En rad per person med minst en kontakt i något vårdförlopp.
-- grain: one row per such person
-- from: pathway, diagnosis_hit, contact, person
WITH found AS (
    SELECT DISTINCT contact.patient_id
    FROM contact
    SEMI JOIN (SELECT contact_id FROM diagnosis_hit JOIN pathway ON pathway.diagnoses = diagnosis_hit.set_id) AS hit USING (contact_id)
)
SELECT
    person.person_no,
    person.patient_id,
    coalesce(person.sex, 'unknown') AS sex,
    person.birth_year,
    person.died_on,
    person.moved_out_on,
    person.municipality_code
FROM person
SEMI JOIN found USING (patient_id)
ORDER BY person.person_no
