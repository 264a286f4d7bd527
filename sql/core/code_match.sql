-- title: Koder i data som hör till en kodmängd
-- lifetime: build
-- grain: one row per code set, code system and code found in the data
-- from: code_set, diagnosis, procedure, dispensing, lab
WITH seen AS (
    SELECT DISTINCT 'icd10' AS system, code FROM diagnosis
    UNION ALL
    SELECT DISTINCT 'kva', code FROM procedure
    UNION ALL
    SELECT DISTINCT 'atc', atc FROM dispensing
    UNION ALL
    SELECT DISTINCT 'npu', analysis_code FROM lab
)
SELECT DISTINCT code_set.set_id, seen.system, seen.code
FROM seen
JOIN code_set
    ON code_set.system = seen.system
    AND CASE code_set.match WHEN 'prefix' THEN starts_with(seen.code, code_set.code) ELSE seen.code = code_set.code END
ORDER BY ALL
