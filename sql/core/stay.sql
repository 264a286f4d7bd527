-- title: Vårdtillfällen i slutenvård
-- about: Avslutade och pågående vårdtillfällen för personer i något vårdförlopp. Saknas ändelsen pågår vården.
-- grain: one row per inpatient contact of a pathway person
-- from: person_contact
SELECT person_no, contact_id, unit_id, started_on, ended_on, is_planned, discharge_mode
FROM person_contact
WHERE care_form = 'inpatient'
ORDER BY person_no, started_on, contact_id
