-- title: Vårdkontakter med en kodmängds diagnoser
-- lifetime: build
-- grain: one row per code set of diagnoses and contact
-- from: diagnosis, code_match, double_counted
SELECT
    code_match.set_id,
    diagnosis.contact_id,
    bool_or(diagnosis.position = 1) AS is_main,
    bool_or(diagnosis.position <> 1) AS is_secondary
FROM diagnosis
JOIN code_match ON code_match.system = 'icd10' AND code_match.code = diagnosis.code
ANTI JOIN double_counted USING (contact_id)
GROUP BY ALL
