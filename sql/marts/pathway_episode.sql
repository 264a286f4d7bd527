-- title: Vårdepisoder i vårdförlopp
-- about: Avslutade vårdepisoder där vårdförloppets diagnos står först på något av vårdtillfällena. Personens läge, enhet och sjukhus är de för episodens
--    sista vårdtillfälle. Följande episod är den första som börjar efter utskrivningen. Den som lämnar regionen därefter följs till den dagen.
-- grain: one row per pathway and finished episode with a main diagnosis of the pathway
-- from: episode, stay, pathway_hit, pathway_person, unit_period, residence_spell, home_run, ejection_fraction, debut, age_band
-- sorted: pathway, ended_on, person_no
-- dimension: kon sex Kön; values=kon
-- dimension: alder age_group Åldersgrupp; values=alder
-- dimension: kommun municipality Kommun; values=kommun
-- dimension: boende residency Boende; values=boende
-- dimension: vardform care_form Vårdform; values=vardform
-- dimension: sjukhus hospital Sjukhus; values=data
-- dimension: enhet unit_id Enhet; values=data label=unit_period.unit_id.unit_name
-- dimension: ef phenotype EF-fenotyp; values=ef
-- dimension: debutar debut_year Debutår; values=data
WITH followed AS (
    SELECT
        *,
        lead(started_on) OVER by_person AS next_started_on,
        lead(is_planned) OVER by_person AS next_is_planned
    FROM episode
    WINDOW by_person AS (PARTITION BY person_no ORDER BY episode_no)
),
main_stay AS (
    SELECT pathway_hit.pathway, pathway_hit.person_no, pathway_hit.contact_id
    FROM pathway_hit
    JOIN stay USING (contact_id)
    WHERE pathway_hit.is_main
),
qualified AS (
    SELECT DISTINCT main_stay.pathway, member.person_no, member.episode_no
    FROM (SELECT person_no, episode_no, unnest(contact_ids) AS contact_id FROM episode) AS member
    JOIN main_stay USING (contact_id)
)
SELECT
    qualified.pathway,
    followed.person_no,
    followed.episode_no,
    followed.started_on,
    followed.ended_on,
    followed.stays,
    followed.discharge_mode,
    followed.next_started_on,
    followed.next_is_planned,
    pathway_person.died_on,
    coalesce(home_run.valid_before, pathway_person.moved_out_on, DATE 'infinity') AS leaves_on,
    'inpatient' AS care_form,
    coalesce(stay.unit_id, 'unknown') AS unit_id,
    coalesce(unit_period.hospital, 'unknown') AS hospital,
    pathway_person.sex,
    coalesce(age_band.age_group, 'unknown') AS age_group,
    coalesce(residence_spell.municipality, 'utomlan') AS municipality,
    coalesce(residence_spell.residency, 'utomlan') AS residency,
    coalesce(ejection_fraction.phenotype, 'ej_definierad') AS phenotype,
    coalesce(year(debut.debut_on)::VARCHAR, 'unknown') AS debut_year
FROM qualified
JOIN followed USING (person_no, episode_no)
JOIN stay ON stay.contact_id = followed.last_contact_id
JOIN pathway_person ON pathway_person.person_no = qualified.person_no
LEFT JOIN age_band ON age_band.age = year(stay.started_on) - pathway_person.birth_year
LEFT JOIN unit_period ON unit_period.unit_id = stay.unit_id AND unit_period.valid_from <= stay.started_on AND stay.started_on < unit_period.valid_before
LEFT JOIN residence_spell
    ON residence_spell.person_no = stay.person_no AND residence_spell.valid_from <= stay.started_on AND stay.started_on < residence_spell.valid_before
LEFT JOIN home_run
    ON home_run.person_no = stay.person_no AND home_run.valid_from <= followed.ended_on AND followed.ended_on < home_run.valid_before
LEFT JOIN ejection_fraction
    ON ejection_fraction.person_no = stay.person_no AND ejection_fraction.valid_from <= stay.started_on AND stay.started_on < ejection_fraction.valid_before
LEFT JOIN debut
    ON debut.pathway = qualified.pathway AND debut.position_group = 'any' AND debut.person_no = stay.person_no
    AND debut.debut_on <= stay.started_on AND stay.started_on < debut.next_debut_on
WHERE isfinite(followed.ended_on)
