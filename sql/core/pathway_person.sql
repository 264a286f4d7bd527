-- title: Personer i något vårdförlopp
-- about: En rad per person med minst en kontakt i något vårdförlopp. Dödsdatum ur personregistret går före dödsorsaksregistret.
-- grain: one row per such person
-- from: pathway, diagnosis_hit, contact, patient, death
WITH found AS (
    SELECT DISTINCT contact.patient_id
    FROM contact
    SEMI JOIN (SELECT contact_id FROM diagnosis_hit JOIN pathway ON pathway.diagnoses = diagnosis_hit.set_id) AS hit USING (contact_id)
)
SELECT
    row_number() OVER (ORDER BY patient.patient_id)::INTEGER AS person_no,
    patient.patient_id,
    coalesce(patient.sex, 'unknown') AS sex,
    patient.birth_year,
    coalesce(patient.death_date, death.died_on) AS died_on,
    patient.moved_out_on,
    patient.municipality_code
FROM patient
SEMI JOIN found USING (patient_id)
LEFT JOIN death USING (patient_id)
ORDER BY person_no
