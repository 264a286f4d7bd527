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
    SELECT DISTINCT code_match.set_id, dispensed.person_no, dispensed.dispensed_on
    FROM dispensed
    JOIN code_match ON code_match.system = 'atc' AND code_match.code = dispensed.atc
),
marked AS (
    SELECT
        *,
        -- A new period begins when the last supply had run out: no day in [previous, previous + 152) reaches this one.
        coalesce(dispensed_on > lag(dispensed_on) OVER person_set + 152, true) AS is_first
    FROM supply
    WINDOW person_set AS (PARTITION BY set_id, person_no ORDER BY dispensed_on)
),
numbered AS (
    SELECT *, count(*) FILTER (is_first) OVER (PARTITION BY set_id, person_no ORDER BY dispensed_on) AS period_no
    FROM marked
)
SELECT
    set_id,
    person_no,
    min(dispensed_on) AS valid_from,
    max(dispensed_on) + 152 AS valid_before
FROM numbered
GROUP BY set_id, person_no, period_no
ORDER BY set_id, person_no, valid_from
