-- title: Akutbesök
-- grain: one row per emergency visit of a pathway person
-- from: person_contact
SELECT person_no, contact_id, started_on AS visited_on
FROM person_contact
WHERE contact_type = 'emergency'
ORDER BY person_no, visited_on, contact_id
