-- title: Hemmonitorering i vårdförlopp
-- about: Användare av hemmonitorering bland personer i vårdförloppet. Ålder, kommun, boende och EF läses den dag användningen börjar.
-- grain: one row per pathway, position group, person, tool and period of use
-- from: monitored, pathway_state
-- sorted: pathway, position_group, started_on, person_no
-- dimension: kon sex Kön; values=kon
-- dimension: alder age_group Åldersgrupp; values=alder
-- dimension: kommun municipality Kommun; values=kommun
-- dimension: boende residency Boende; values=boende
-- dimension: diagnos position_group Huvud-/bidiagnos; values=diagnos total=any
-- dimension: ef phenotype EF-fenotyp; values=ef
-- dimension: debutar debut_year Debutår; values=data
SELECT
    pathway_state.pathway,
    pathway_state.position_group,
    monitored.person_no,
    monitored.tool,
    monitored.started_on,
    monitored.ends_before,
    monitored.days_measured,
    monitored.days_expected,
    pathway_state.sex,
    pathway_state.age_group,
    pathway_state.municipality,
    pathway_state.residency,
    pathway_state.phenotype,
    year(pathway_state.debut_on)::VARCHAR AS debut_year
FROM monitored
JOIN pathway_state
    ON pathway_state.person_no = monitored.person_no
    AND pathway_state.valid_from <= monitored.started_on AND monitored.started_on < pathway_state.valid_before
    AND pathway_state.deceased = 'nej'
