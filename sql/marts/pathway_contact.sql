-- title: Vårdkontakter i vårdförlopp
-- about: Kontakter med vårdförloppets diagnoser. Ålder, kommun, boende, EF och debutår läses den dag kontakten börjar.
-- grain: one row per pathway, position group and contact
-- from: contact_state
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
SELECT
    pathway,
    position_group,
    care_form,
    contact_id,
    person_no,
    started_on,
    ended_on,
    care_form = 'inpatient' AND ended_on IS NULL AS is_ongoing,
    is_planned,
    contact_type,
    profession,
    discharge_mode,
    drg,
    drg_weight,
    main_diagnosis,
    cost_sek,
    cost_limit_sek,
    unit_id,
    unit_name,
    hospital,
    is_heart_failure_clinic,
    sex,
    age,
    age_group,
    municipality,
    residency,
    phenotype,
    debut_on,
    coalesce(year(debut_on)::VARCHAR, 'unknown') AS debut_year
FROM contact_state
ORDER BY pathway, position_group, started_on, contact_id
