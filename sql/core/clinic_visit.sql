-- title: Besök på hjärtsviktsmottagning
-- about: Öppna vårdkontakter vid enheter som är märkta som hjärtsviktsmottagning, oavsett diagnos.
-- grain: one row per such contact of a pathway person
-- from: person_contact, unit_period
SELECT person_contact.person_no, person_contact.contact_id, person_contact.started_on AS visited_on, person_contact.profession
FROM person_contact
JOIN unit_period
    ON unit_period.unit_id = person_contact.unit_id
    AND unit_period.valid_from <= person_contact.started_on AND person_contact.started_on < unit_period.valid_before
WHERE person_contact.care_form <> 'inpatient' AND unit_period.is_heart_failure_clinic
ORDER BY person_contact.person_no, visited_on, person_contact.contact_id
