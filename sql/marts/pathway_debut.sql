-- title: Nydebuterade
-- about: Debuter, med personens läge debutdagen och hur länge hon kan följas efter den. Vårdform, sjukhus och enhet är de för debutdagens första kontakt.
-- grain: one row per pathway, position group, person and debut
-- from: debut, contact_state, follow_up, pathway_person, unit_period
-- sorted: pathway, position_group, debut_on, person_no
-- dimension: kon sex Kön; values=kon
-- dimension: alder age_group Åldersgrupp; values=alder
-- dimension: kommun municipality Kommun; values=kommun
-- dimension: boende residency Boende; values=boende
-- dimension: diagnos position_group Huvud-/bidiagnos; values=diagnos total=any
-- dimension: vardform care_form Vårdform; values=vardform
-- dimension: sjukhus hospital Sjukhus; values=data
-- dimension: enhet unit_id Enhet; values=data label=unit_period.unit_id.unit_name
-- dimension: ef phenotype EF-fenotyp; values=ef
-- dimension: debutar debut_year Debutår; values=data
-- unknown: sjukhus Ej sjukhus (primärvård); only care_form=primary
WITH first_contact AS (
    SELECT contact_state.*, debut.position_group
    FROM contact_state
    JOIN debut
        ON debut.pathway = contact_state.pathway AND debut.person_no = contact_state.person_no AND debut.debut_on = contact_state.started_on
        AND CASE debut.position_group WHEN 'main' THEN contact_state.is_main WHEN 'secondary' THEN contact_state.is_secondary ELSE true END
    QUALIFY row_number() OVER (
        PARTITION BY contact_state.pathway, debut.position_group, contact_state.person_no, contact_state.started_on
        ORDER BY contact_state.started_at, contact_state.contact_id
    ) = 1
)
SELECT
    first_contact.pathway,
    first_contact.position_group,
    first_contact.person_no,
    first_contact.started_on AS debut_on,
    year(first_contact.started_on)::VARCHAR AS debut_year,
    pathway_person.died_on,
    follow_up.left_on,
    follow_up.followed_until_on,
    follow_up.has_died,
    follow_up.first_year,
    first_contact.care_form,
    first_contact.unit_id,
    first_contact.hospital,
    first_contact.sex,
    first_contact.age,
    first_contact.age_group,
    first_contact.municipality,
    first_contact.residency,
    first_contact.phenotype
FROM first_contact
JOIN pathway_person USING (person_no)
JOIN follow_up
    ON follow_up.pathway = first_contact.pathway AND follow_up.position_group = first_contact.position_group
    AND follow_up.person_no = first_contact.person_no AND follow_up.debut_on = first_contact.started_on
