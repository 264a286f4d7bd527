-- title: Personer i vårdförlopp över tid
-- about: Den som haft en kontakt i vårdförloppet, i det läge hon är från och med en dag tills något ändras. Vårdform, sjukhus
--    och enhet: hon har dittills haft minst en sådan kontakt där.
-- grain: one row per pathway, position group, person, half-open period without change, care form and unit
-- from: pathway_state, contact_state, unit_period, snapshot_info
-- sorted: pathway, position_group, valid_before, person_no
-- dimension: kon sex Kön; values=kon
-- dimension: alder age_group Åldersgrupp; values=alder
-- dimension: kommun municipality Kommun; values=kommun
-- dimension: boende residency Boende; values=boende
-- dimension: diagnos position_group Huvud-/bidiagnos; values=diagnos total=any
-- dimension: avliden deceased Avliden; values=avliden
-- dimension: vardform care_form Vårdform; values=vardform
-- dimension: sjukhus hospital Sjukhus; values=data
-- dimension: enhet unit_id Enhet; values=data label=unit_period.unit_id.unit_name
-- dimension: ef phenotype EF-fenotyp; values=ef
-- dimension: debutar debut_year Debutår; values=data
-- unknown: sjukhus Ej sjukhus (primärvård); only care_form=primary
WITH grouped AS (
    SELECT *, unnest(['any'] || if(is_main, ['main'], []) || if(is_secondary, ['secondary'], [])) AS position_group
    FROM contact_state
),
seen_at AS (
    SELECT pathway, position_group, person_no, care_form, hospital, unit_id, min(started_on) AS first_on
    FROM grouped
    GROUP BY ALL
)
SELECT
    pathway_state.pathway,
    pathway_state.position_group,
    pathway_state.person_no,
    greatest(pathway_state.valid_from, seen_at.first_on) AS valid_from,
    pathway_state.valid_before,
    -- The year whose last day, for the running year the data cut-off, lies in the period. A living person's period never
    -- spans New Year (core/pathway_state).
    CASE
        WHEN pathway_state.deceased = 'nej'
            AND greatest(pathway_state.valid_from, seen_at.first_on) <= least(make_date(year(pathway_state.valid_from), 12, 31), snapshot_info.cutoff_on)
            AND least(make_date(year(pathway_state.valid_from), 12, 31), snapshot_info.cutoff_on) < pathway_state.valid_before
            THEN year(pathway_state.valid_from)
    END::SMALLINT AS year_end,
    pathway_state.died_on,
    pathway_state.deceased,
    pathway_state.sex,
    pathway_state.age,
    pathway_state.age_group,
    pathway_state.five_year_group,
    pathway_state.municipality,
    pathway_state.residency,
    pathway_state.phenotype,
    pathway_state.debut_on,
    year(pathway_state.debut_on)::VARCHAR AS debut_year,
    seen_at.care_form,
    seen_at.hospital,
    seen_at.unit_id
FROM pathway_state
JOIN seen_at USING (pathway, position_group, person_no)
CROSS JOIN snapshot_info
WHERE greatest(pathway_state.valid_from, seen_at.first_on) < pathway_state.valid_before
