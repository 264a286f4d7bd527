-- title: Vårdkontakter i vårdförlopp
-- about: Kontakter med vårdförloppets diagnoser. Ålder, kommun, boende, EF och debutår läses den dag kontakten börjar.
-- grain: one row per pathway, position group and contact
-- from: contact_state, debut
-- sorted: pathway, position_group, started_on, contact_id
-- dimension: kon sex Kön; values=kon
-- dimension: alder age_group Åldersgrupp; values=alder
-- dimension: kommun municipality Kommun; values=kommun
-- dimension: boende residency Boende; values=boende
-- dimension: diagnos position_group Huvud-/bidiagnos; values=diagnos total=any
-- dimension: vardform care_form Vårdform; values=vardform
-- dimension: sjukhus hospital Sjukhus; values=data
-- dimension: enhet unit_id Enhet; values=data label=unit_name
-- dimension: ef phenotype EF-fenotyp; values=ef
-- dimension: debutar debut_year Debutår; values=data
-- unknown: sjukhus Ej sjukhus (primärvård); only care_form=primary
WITH grouped AS (
    SELECT *, unnest(['any'] || if(is_main, ['main'], []) || if(is_secondary, ['secondary'], [])) AS position_group
    FROM contact_state
)
SELECT
    grouped.pathway,
    grouped.position_group,
    grouped.care_form,
    grouped.contact_id,
    grouped.person_no,
    grouped.started_on,
    grouped.ended_on,
    grouped.care_form = 'inpatient' AND grouped.ended_on IS NULL AS is_ongoing,
    grouped.is_planned,
    grouped.contact_type,
    grouped.profession,
    grouped.discharge_mode,
    grouped.drg,
    grouped.drg_weight,
    grouped.main_diagnosis,
    grouped.cost_sek,
    grouped.cost_limit_sek,
    grouped.unit_id,
    grouped.unit_name,
    grouped.hospital,
    grouped.is_heart_failure_clinic,
    grouped.sex,
    grouped.age,
    grouped.age_group,
    grouped.municipality,
    grouped.residency,
    grouped.phenotype,
    debut.debut_on,
    coalesce(year(debut.debut_on)::VARCHAR, 'unknown') AS debut_year
FROM grouped
LEFT JOIN debut
    ON debut.pathway = grouped.pathway AND debut.position_group = grouped.position_group AND debut.person_no = grouped.person_no
    AND debut.debut_on <= grouped.started_on AND grouped.started_on < debut.next_debut_on
