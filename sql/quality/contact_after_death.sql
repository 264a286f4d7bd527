-- title: Vårdkontakter efter dödsfall
-- about: Vårdkontakter som börjar efter personens dödsdag. De räknas som vanligt; felet är oftast ett dödsdatum.
-- grain: one row
-- from: contact, person
SELECT count(*) AS checked, count(*) FILTER (contact.started_at::DATE > person.died_on) AS found
FROM contact
JOIN person USING (patient_id)
