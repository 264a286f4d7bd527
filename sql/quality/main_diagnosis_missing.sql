-- title: Vårdkontakter utan huvuddiagnos
-- about: Avslutade vårdtillfällen i slutenvård utan diagnos på första plats.
-- grain: one row
-- from: kpp_case
SELECT count(*) AS checked, count(*) FILTER (diagnosis_no = 0) AS found
FROM kpp_case
WHERE model = 'kpp' AND care_form = 'inpatient' AND ended_on IS NOT NULL
