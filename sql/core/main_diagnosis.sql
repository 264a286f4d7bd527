-- title: Huvuddiagnoser
-- about: Diagnosen på första plats och dess kapitel i ICD-10.
-- lifetime: build
-- grain: one row per contact with a main diagnosis
-- from: diagnosis, icd_chapter
WITH coded AS (
    SELECT code, coalesce(chapter, 'unknown') AS chapter
    FROM (SELECT DISTINCT code FROM diagnosis WHERE position = 1)
    LEFT JOIN icd_chapter ON left(code, 3) BETWEEN first_code AND last_code
)
SELECT diagnosis.contact_id, min(diagnosis.code) AS main_diagnosis, arg_min(coded.chapter, diagnosis.code) AS chapter
FROM diagnosis
JOIN coded USING (code)
WHERE diagnosis.position = 1
GROUP BY diagnosis.contact_id
