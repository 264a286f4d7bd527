-- title: Vårdkontakter med ett vårdförlopps diagnoser
-- about: En kontakt hör till vårdförloppet när någon av dess diagnoser ingår i kodmängden. Huvud: diagnosen står först.
--    Bi: en sådan diagnos står på annan plats. En kontakt kan vara båda.
-- grain: one row per pathway and contact
-- from: pathway, diagnosis, contact, person, code_match, double_counted
WITH hit AS (
    SELECT
        pathway.pathway,
        diagnosis.contact_id,
        bool_or(diagnosis.position = 1) AS is_main,
        bool_or(diagnosis.position <> 1) AS is_secondary
    FROM diagnosis
    JOIN code_match ON code_match.system = 'icd10' AND code_match.code = diagnosis.code
    JOIN pathway ON pathway.diagnoses = code_match.set_id
    GROUP BY ALL
)
SELECT
    hit.pathway,
    hit.contact_id,
    person.person_no,
    contact.started_at::DATE AS started_on,
    hit.is_main,
    hit.is_secondary
FROM hit
JOIN contact USING (contact_id)
JOIN person USING (patient_id)
ANTI JOIN double_counted USING (contact_id)
ORDER BY hit.pathway, person.person_no, started_on, hit.contact_id
