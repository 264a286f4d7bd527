-- title: Boendeperioder
-- about: Var en person är bosatt. Rader ur boenderegistret gäller; personregistrets kommun bara för den som saknar
--    sådana rader. Den som flyttat ut är inte bosatt från och med utflyttningsdagen.
-- lifetime: build
-- grain: one row per pathway person and half-open period of residence, without overlaps
-- from: pathway_person, residence, snapshot_info
WITH spell AS (
    SELECT
        pathway_person.person_no,
        residence.municipality_code,
        residence.valid_from,
        least(
            coalesce(residence.valid_to, DATE 'infinity'),
            coalesce(lead(residence.valid_from) OVER (PARTITION BY residence.patient_id ORDER BY residence.valid_from), DATE 'infinity'),
            coalesce(pathway_person.moved_out_on, DATE 'infinity')
        ) AS valid_before
    FROM residence
    JOIN pathway_person USING (patient_id)
    UNION ALL
    SELECT
        person_no,
        municipality_code,
        DATE '-infinity',
        coalesce(moved_out_on, DATE 'infinity')
    FROM pathway_person
    WHERE municipality_code IS NOT NULL
        AND patient_id NOT IN (SELECT patient_id FROM residence)
)
SELECT
    spell.person_no,
    spell.valid_from,
    spell.valid_before,
    CASE WHEN starts_with(spell.municipality_code, snapshot_info.home_region) THEN spell.municipality_code ELSE 'utomlan' END AS municipality,
    CASE WHEN starts_with(spell.municipality_code, snapshot_info.home_region) THEN 'egen' ELSE 'utomlan' END AS residency
FROM spell
CROSS JOIN snapshot_info
WHERE spell.valid_from < spell.valid_before
ORDER BY spell.person_no, spell.valid_from
