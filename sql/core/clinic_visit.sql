-- title: Besök på hjärtsviktsmottagning
-- about: Öppna vårdkontakter vid enheter som är märkta som hjärtsviktsmottagning, oavsett diagnos.
-- grain: one row per such contact of a pathway person
-- from: contact, pathway_person, unit_period
SELECT
    pathway_person.person_no,
    contact.contact_id,
    contact.started_at::DATE AS visited_on,
    contact.profession
FROM contact
JOIN pathway_person USING (patient_id)
JOIN unit_period
    ON unit_period.unit_id = contact.unit_id
    AND unit_period.valid_from <= contact.started_at::DATE AND contact.started_at::DATE < unit_period.valid_before
WHERE contact.care_form <> 'inpatient' AND unit_period.is_heart_failure_clinic
ORDER BY pathway_person.person_no, visited_on, contact.contact_id
