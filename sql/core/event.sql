-- title: Händelser ur kodmängderna
-- about: Åtgärder, provsvar och diagnoser som hör till en kodmängd, för personer i något vårdförlopp.
-- grain: one row per code set, person and day
-- from: code_match, pathway_person, person_contact, procedure, lab, diagnosis_hit
WITH occurrence AS (
    SELECT
        code_match.set_id,
        coalesce(named.person_no, person_contact.person_no) AS person_no,
        coalesce(procedure.performed_on, person_contact.started_on) AS event_on
    FROM procedure
    JOIN code_match ON code_match.system = 'kva' AND code_match.code = procedure.code
    LEFT JOIN person_contact USING (contact_id)
    LEFT JOIN pathway_person AS named ON named.patient_id = procedure.patient_id
    UNION ALL
    SELECT code_match.set_id, pathway_person.person_no, lab.taken_at::DATE
    FROM lab
    JOIN code_match ON code_match.system = 'npu' AND code_match.code = lab.analysis_code
    JOIN pathway_person USING (patient_id)
    UNION ALL
    SELECT diagnosis_hit.set_id, person_contact.person_no, person_contact.started_on
    FROM diagnosis_hit
    JOIN person_contact USING (contact_id)
)
SELECT DISTINCT set_id, person_no, event_on
FROM occurrence
WHERE person_no IS NOT NULL AND event_on IS NOT NULL
ORDER BY ALL
