-- title: Personer
-- about: Personregistret med löpnummer. Numren följer patient_id: där lika tal ordnas efter person, ordnas de som efter patient_id.
--    Dödsdatum ur personregistret går före dödsorsaksregistret.
-- lifetime: build
-- grain: one row per person
-- from: patient, death
SELECT
    row_number() OVER (ORDER BY patient.patient_id)::INTEGER AS person_no,
    patient.patient_id,
    patient.sex,
    patient.birth_year,
    coalesce(patient.death_date, death.died_on) AS died_on,
    patient.moved_out_on,
    patient.municipality_code
FROM patient
LEFT JOIN death USING (patient_id)
