-- title: Vårdkontakter efter dödsfall
-- about: Vårdkontakter som börjar efter personens dödsdag. De räknas som vanligt; felet är oftast ett dödsdatum.
-- grain: one row
-- from: contact, patient, death
WITH deceased AS (
    SELECT patient.patient_id, coalesce(patient.death_date, death.died_on) AS died_on
    FROM patient
    LEFT JOIN death USING (patient_id)
    WHERE coalesce(patient.death_date, death.died_on) IS NOT NULL
)
SELECT
    (SELECT count(*) FROM contact) AS checked,
    (SELECT count(*) FROM contact JOIN deceased USING (patient_id) WHERE contact.started_at::DATE > deceased.died_on) AS found
