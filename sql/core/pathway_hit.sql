-- title: Vårdkontakter med ett vårdförlopps diagnoser
-- about: En kontakt hör till vårdförloppet när någon av dess diagnoser ingår i kodmängden. Huvud: diagnosen står först.
--    Bi: en sådan diagnos står på annan plats. En kontakt kan vara båda.
-- lifetime: build
-- grain: one row per pathway and contact
-- from: pathway, diagnosis_hit, person_contact
SELECT
    pathway.pathway,
    diagnosis_hit.contact_id,
    person_contact.person_no,
    person_contact.started_on,
    diagnosis_hit.is_main,
    diagnosis_hit.is_secondary
FROM diagnosis_hit
JOIN pathway ON pathway.diagnoses = diagnosis_hit.set_id
JOIN person_contact USING (contact_id)
