-- title: Akutbesök
-- grain: one row per emergency visit of a pathway person
-- from: contact, pathway_person
SELECT pathway_person.person_no, contact.contact_id, contact.started_at::DATE AS visited_on
FROM contact
JOIN pathway_person USING (patient_id)
WHERE contact.contact_type = 'emergency'
ORDER BY pathway_person.person_no, visited_on, contact.contact_id
