-- title: Huvuddiagnoser i KPP
-- about: De diagnoser som står på första plats, med löpnummer och sitt kapitel i ICD-10. Nummer 0 är ingen huvuddiagnos.
-- lifetime: build
-- grain: one row per main diagnosis
-- from: diagnosis, icd_chapter
SELECT
    row_number() OVER (ORDER BY found.main_diagnosis)::INTEGER AS diagnosis_no,
    found.main_diagnosis,
    coalesce(icd_chapter.chapter, 'unknown') AS chapter
FROM (SELECT DISTINCT code AS main_diagnosis FROM diagnosis WHERE position = 1) AS found
LEFT JOIN icd_chapter ON left(found.main_diagnosis, 3) BETWEEN icd_chapter.first_code AND icd_chapter.last_code
UNION ALL
SELECT 0, 'unknown', 'unknown'
