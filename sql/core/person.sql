-- title: Personer
-- about: En rad per pseudonym. Dödsdatum ur personregistret går före dödsorsaksregistret.
-- grain: one row per patient
-- from: patient, death
SELECT
    row_number() OVER (ORDER BY patient.patient_id)::INTEGER AS person_no,
    patient.patient_id,
    coalesce(patient.sex, 'unknown') AS sex,
    patient.birth_year,
    coalesce(patient.death_date, death.died_on) AS died_on,
    patient.moved_out_on,
    patient.municipality_code
FROM patient
LEFT JOIN death USING (patient_id)
ORDER BY person_no
