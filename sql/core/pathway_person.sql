-- title: Personer i något vårdförlopp
-- grain: one row per person with at least one contact of any pathway
-- from: pathway_hit, person
SELECT person.*
FROM person
WHERE person_no IN (SELECT person_no FROM pathway_hit)
ORDER BY person_no
