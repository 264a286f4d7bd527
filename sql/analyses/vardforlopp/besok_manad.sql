-- title: Öppna kontakter per månad
-- about: Öppna vårdkontakter med vårdförloppets diagnoser per månad i perioden, i specialiserad vård och primärvård, och hur många av dem som skett på distans
--    (telefon, video eller brev).
-- grain: one row per month and care form
-- from: pathway_contact
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- ignores: avliden Avlidna ingår alltid.
-- column: month VARCHAR månad Månad
-- column: care_form VARCHAR kod Vårdform; labels=pathway_contact.vardform
-- column: visits BIGINT antal Kontakter; n=visits
-- column: distance BIGINT antal Distanskontakter; n=distance
-- derive: distance_share = ratio(distance, visits) -> procent Andel på distans
-- delivered: outpatient, primary
-- chart: bar x=month y=visits stack=care_form
-- direction: neutral
-- source: klarsyn_definition
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH asked AS (
    SELECT DISTINCT strftime(day, '%Y-%m') AS month, care_form
    FROM (SELECT unnest(range(starts_on, ends_before, INTERVAL 1 DAY)) AS day FROM period)
    CROSS JOIN (VALUES ('outpatient'), ('primary')) AS forms(care_form)
),
visit AS (
    SELECT
        strftime(started_on, '%Y-%m') AS month,
        care_form::VARCHAR AS care_form,
        coalesce(contact_type IN ('phone', 'video', 'letter'), false) AS is_distance
    FROM selected
    JOIN period ON started_on >= starts_on AND started_on < ends_before
    WHERE pathway = $pathway AND care_form <> 'inpatient'
)
SELECT asked.month, asked.care_form, count(visit.month) AS visits, count(*) FILTER (visit.is_distance) AS distance
FROM asked
LEFT JOIN visit USING (month, care_form)
GROUP BY ALL
ORDER BY asked.month, asked.care_form
