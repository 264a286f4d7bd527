-- title: Personers läge över tid
-- about: Var personen bor, hur gammal hon är, EF-fenotyp och senaste debut, dag för dag från första kontakten i vårdförloppet.
--    Efter dödsfallet står läget kvar som det var sista dagen i livet.
-- lifetime: build
-- grain: one row per pathway, position group, person and half-open period in which nothing of this changes
-- from: debut, pathway_person, residence_spell, ejection_fraction, snapshot_info, age_band
WITH entry AS (
    SELECT pathway, position_group, person_no, min(debut_on) AS entered_on FROM debut GROUP BY ALL
),
arrival AS (
    SELECT person_no, min(entered_on) AS arrived_on FROM entry GROUP BY ALL
),
change AS (
    SELECT person_no, valid_from AS changes_on FROM residence_spell
    UNION ALL
    SELECT person_no, valid_before FROM residence_spell
    UNION ALL
    SELECT person_no, valid_from FROM ejection_fraction
    UNION ALL
    -- Age is the year less the year of birth: it changes at New Year.
    SELECT
        arrival.person_no,
        make_date(unnest(range(greatest(year(snapshot_info.data_start_on), year(arrival.arrived_on) + 1), year(snapshot_info.cutoff_on) + 1))::INTEGER, 1, 1)
    FROM arrival
    CROSS JOIN snapshot_info
),
-- Nothing but the debut depends on the pathway: the rest is found once a person, not once for each of her pathways and position groups.
boundary AS (
    SELECT person_no, arrived_on AS valid_from FROM arrival
    UNION
    SELECT change.person_no, change.changes_on
    FROM change
    JOIN arrival USING (person_no)
    CROSS JOIN snapshot_info
    WHERE change.changes_on > arrival.arrived_on AND change.changes_on <= snapshot_info.cutoff_on
),
span AS (
    SELECT
        person_no,
        valid_from,
        coalesce(lead(valid_from) OVER (PARTITION BY person_no ORDER BY valid_from), DATE 'infinity') AS valid_before
    FROM boundary
),
condition AS (
    SELECT span.*, residence_spell.municipality, residence_spell.residency, ejection_fraction.phenotype
    FROM span
    LEFT JOIN residence_spell
        ON residence_spell.person_no = span.person_no AND residence_spell.valid_from <= span.valid_from AND span.valid_from < residence_spell.valid_before
    LEFT JOIN ejection_fraction
        ON ejection_fraction.person_no = span.person_no AND ejection_fraction.valid_from <= span.valid_from AND span.valid_from < ejection_fraction.valid_before
),
debuted AS (
    SELECT *, min(debut_on) OVER (PARTITION BY pathway, position_group, person_no) AS entered_on FROM debut
),
living AS (
    SELECT
        debut.pathway,
        debut.position_group,
        debut.person_no,
        greatest(condition.valid_from, debut.debut_on) AS valid_from,
        least(condition.valid_before, debut.next_debut_on) AS valid_before,
        'nej' AS deceased,
        greatest(condition.valid_from, debut.debut_on) AS read_on,
        condition.municipality,
        condition.residency,
        condition.phenotype,
        debut.debut_on,
        debut.entered_on
    FROM condition
    JOIN debuted AS debut ON debut.person_no = condition.person_no AND debut.debut_on < condition.valid_before AND condition.valid_from < debut.next_debut_on
),
deceased AS (
    SELECT
        entry.pathway,
        entry.position_group,
        entry.person_no,
        greatest(pathway_person.died_on, entry.entered_on) AS valid_from,
        DATE 'infinity' AS valid_before,
        'ja' AS deceased,
        pathway_person.died_on - 1 AS read_on,
        residence_spell.municipality,
        residence_spell.residency,
        ejection_fraction.phenotype,
        coalesce(debut.debut_on, entry.entered_on) AS debut_on,
        entry.entered_on
    FROM entry
    JOIN pathway_person USING (person_no)
    LEFT JOIN residence_spell
        ON residence_spell.person_no = entry.person_no AND residence_spell.valid_from < pathway_person.died_on
        AND pathway_person.died_on - 1 < residence_spell.valid_before
    LEFT JOIN ejection_fraction
        ON ejection_fraction.person_no = entry.person_no AND ejection_fraction.valid_from < pathway_person.died_on
        AND pathway_person.died_on - 1 < ejection_fraction.valid_before
    LEFT JOIN debut
        ON debut.pathway = entry.pathway AND debut.position_group = entry.position_group AND debut.person_no = entry.person_no
        AND debut.debut_on < pathway_person.died_on AND pathway_person.died_on - 1 < debut.next_debut_on
    WHERE pathway_person.died_on IS NOT NULL
),
period AS (
    FROM living
    UNION ALL
    FROM deceased
)
SELECT
    period.pathway,
    period.position_group,
    period.person_no,
    period.valid_from,
    if(period.deceased = 'nej', least(period.valid_before, coalesce(pathway_person.died_on, DATE 'infinity')), period.valid_before) AS valid_before,
    period.deceased,
    pathway_person.died_on,
    pathway_person.sex,
    (year(period.read_on) - pathway_person.birth_year)::SMALLINT AS age,
    coalesce(age_band.age_group, 'unknown') AS age_group,
    age_band.five_year_group,
    coalesce(period.municipality, 'utomlan') AS municipality,
    coalesce(period.residency, 'utomlan') AS residency,
    coalesce(period.phenotype, 'ej_definierad') AS phenotype,
    period.debut_on,
    period.entered_on
FROM period
JOIN pathway_person USING (person_no)
LEFT JOIN age_band ON age_band.age = year(period.read_on) - pathway_person.birth_year
WHERE period.deceased = 'ja' OR pathway_person.died_on IS NULL OR period.valid_from < pathway_person.died_on
