-- title: Huvuddiagnoser i KPP
-- about: Huvuddiagnosens kapitel i ICD-10.
-- lifetime: build
-- grain: one row per main diagnosis; is_counted when a counted contact has it
-- from: kpp_case, icd_chapter
SELECT found.main_diagnosis, coalesce(icd_chapter.chapter, 'unknown') AS chapter, found.is_counted
FROM (SELECT main_diagnosis, bool_or(left_out IS NULL) AS is_counted FROM kpp_case GROUP BY main_diagnosis) AS found
LEFT JOIN icd_chapter ON left(found.main_diagnosis, 3) BETWEEN icd_chapter.first_code AND icd_chapter.last_code
