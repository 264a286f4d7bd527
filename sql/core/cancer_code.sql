-- title: Diagnoskoder per cancertyp
-- about: Diagnoskoder som finns i data och hör till en kodmängd vars namn börjar med cancer_; det som följer är cancertypen.
-- grain: one row per diagnosis code and cancer type
-- from: code_match
SELECT code, substr(set_id, length('cancer_') + 1) AS cancer_type
FROM code_match
WHERE system = 'icd10' AND starts_with(set_id, 'cancer_')
ORDER BY ALL
