-- title: Vårdtillfällen utan DRG
-- about: Avslutade vårdtillfällen i slutenvård utan DRG.
-- grain: one row
-- from: contact
SELECT count(*) AS checked, count(*) FILTER (drg IS NULL) AS found
FROM contact
WHERE care_form = 'inpatient' AND ended_at IS NOT NULL
