-- title: Vårdkontakter utan huvuddiagnos
-- about: Avslutade vårdtillfällen i slutenvård utan diagnos på första plats.
-- grain: one row
-- from: contact, diagnosis
SELECT
    count(*) AS checked,
    count(*) FILTER (contact_id NOT IN (SELECT contact_id FROM diagnosis WHERE position = 1)) AS found
FROM contact
WHERE care_form = 'inpatient' AND ended_at IS NOT NULL
