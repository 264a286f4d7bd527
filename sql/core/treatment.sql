-- title: Behandlingstid per läkemedelsgrupp
-- about: Den som hämtat ut ett läkemedel räknas som behandlad i 152 dagar, uttagsdagen inräknad (fem månader, RiksSvikts
--    forskningsfönster). Uttag summeras per person, ATC-kod och dag; summor som inte är över noll är rättelser och faller bort.
-- grain: one row per code set, person and half-open period on treatment, without overlaps
-- from: code_match, pathway_person, dispensing
WITH dispensed AS (
    SELECT pathway_person.person_no, dispensing.atc, dispensing.dispensed_on
    FROM dispensing
    SEMI JOIN (SELECT code FROM code_match WHERE system = 'atc') AS wanted ON wanted.code = dispensing.atc
    JOIN pathway_person USING (patient_id)
    GROUP BY ALL
    HAVING coalesce(sum(dispensing.packages), 1) > 0
),
supply AS (
    -- A day may stand twice, for two codes of a set; no step below minds.
    SELECT code_match.set_id, dispensed.person_no, dispensed.dispensed_on
    FROM dispensed
    JOIN code_match ON code_match.system = 'atc' AND code_match.code = dispensed.atc
),
marked AS (
    SELECT
        *,
        -- A period begins where no day of an earlier supply, [day, day + 152), reaches, and its last supply reaches no later one.
        coalesce(dispensed_on > lag(dispensed_on) OVER person_set + 152, true) AS is_first,
        coalesce(lead(dispensed_on) OVER person_set > dispensed_on + 152, true) AS is_last
    FROM supply
    WINDOW person_set AS (PARTITION BY set_id, person_no ORDER BY dispensed_on)
),
ended AS (
    SELECT
        *,
        CASE WHEN is_last THEN dispensed_on ELSE lead(dispensed_on) OVER (PARTITION BY set_id, person_no ORDER BY dispensed_on, is_last) END AS last_on
    FROM marked
    WHERE is_first OR is_last
)
SELECT set_id, person_no, dispensed_on AS valid_from, last_on + 152 AS valid_before
FROM ended
WHERE is_first
ORDER BY set_id, person_no, valid_from
