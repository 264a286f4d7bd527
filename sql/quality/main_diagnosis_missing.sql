-- title: Vårdkontakter utan huvuddiagnos
-- about: Avslutade vårdtillfällen i slutenvård utan diagnos på första plats.
-- grain: one row
-- from: contact, diagnosis
WITH finished AS (
    SELECT contact_id FROM contact WHERE care_form = 'inpatient' AND ended_at IS NOT NULL
)
SELECT
    (SELECT count(*) FROM finished) AS checked,
    (SELECT count(*) FROM finished) - (SELECT count(*) FROM diagnosis SEMI JOIN finished USING (contact_id) WHERE position = 1) AS found
