-- title: Personers läge över tid
-- about: Var personen bor, hur gammal hon är, EF-fenotyp och senaste debut, dag för dag från första kontakten i vårdförloppet.
--    Efter dödsfallet står läget kvar som det var sista dagen i livet.
-- lifetime: build
-- grain: one row per pathway, position group, person and half-open period in which nothing of this changes
-- from: debut, pathway_person, residence_spell, ejection_fraction, snapshot_info, age_band
WITH entry AS (
    SELECT pathway, position_group, person_no, min(debut_on) AS entered_on
    FROM debut
    GROUP BY ALL
),
change AS (
    SELECT person_no, valid_from AS changes_on FROM residence_spell
    UNION
    SELECT person_no, valid_before FROM residence_spell
    UNION
    SELECT person_no, valid_from FROM ejection_fraction
    UNION
    -- Age is the year less the year of birth: it changes at New Year.
    SELECT pathway_person.person_no, make_date(years.year::INTEGER, 1, 1)
    FROM pathway_person
    CROSS JOIN (
        SELECT unnest(range(year(data_start_on), year(cutoff_on) + 1)) AS year FROM snapshot_info
    ) AS years
),
boundary AS (
    SELECT entry.pathway, entry.position_group, entry.person_no, change.changes_on AS valid_from
    FROM entry
    JOIN change ON change.person_no = entry.person_no AND change.changes_on > entry.entered_on
    WHERE change.changes_on <= (SELECT cutoff_on FROM snapshot_info)
    UNION
    SELECT pathway, position_group, person_no, debut_on FROM debut
),
living AS (
    SELECT
        boundary.*,
        boundary.valid_from AS read_on,
        'nej' AS deceased,
        least(
            coalesce(lead(boundary.valid_from) OVER (
                PARTITION BY boundary.pathway, boundary.position_group, boundary.person_no ORDER BY boundary.valid_from
            ), DATE 'infinity'),
            coalesce(pathway_person.died_on, DATE 'infinity')
        ) AS valid_before
    FROM boundary
    JOIN pathway_person USING (person_no)
),
period AS (
    SELECT pathway, position_group, person_no, valid_from, valid_before, read_on, deceased FROM living WHERE valid_from < valid_before
    UNION ALL
    SELECT
        entry.pathway,
        entry.position_group,
        entry.person_no,
        greatest(pathway_person.died_on, entry.entered_on),
        DATE 'infinity',
        pathway_person.died_on - 1,
        'ja'
    FROM entry
    JOIN pathway_person USING (person_no)
    WHERE pathway_person.died_on IS NOT NULL
)
SELECT
    period.pathway,
    period.position_group,
    period.person_no,
    period.valid_from,
    period.valid_before,
    period.deceased,
    pathway_person.died_on,
    pathway_person.sex,
    (year(period.read_on) - pathway_person.birth_year)::SMALLINT AS age,
    coalesce(age_band.age_group, 'unknown') AS age_group,
    age_band.five_year_group,
    coalesce(residence_spell.municipality, 'utomlan') AS municipality,
    coalesce(residence_spell.residency, 'utomlan') AS residency,
    coalesce(ejection_fraction.phenotype, 'ej_definierad') AS phenotype,
    coalesce(debut.debut_on, entry.entered_on) AS debut_on
FROM period
JOIN pathway_person USING (person_no)
JOIN entry USING (pathway, position_group, person_no)
LEFT JOIN age_band ON age_band.age = year(period.read_on) - pathway_person.birth_year
LEFT JOIN residence_spell
    ON residence_spell.person_no = period.person_no AND residence_spell.valid_from <= period.read_on AND period.read_on < residence_spell.valid_before
LEFT JOIN ejection_fraction
    ON ejection_fraction.person_no = period.person_no AND ejection_fraction.valid_from <= period.read_on AND period.read_on < ejection_fraction.valid_before
LEFT JOIN debut
    ON debut.pathway = period.pathway AND debut.position_group = period.position_group AND debut.person_no = period.person_no
    AND debut.debut_on <= period.read_on AND period.read_on < debut.next_debut_on
