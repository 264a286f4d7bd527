-- title: Debuter
-- about: En debut är en dag med en kontakt i vårdförloppet utan någon sådan kontakt under karensåren före.
--    Huvud- och bidiagnos har egna debuter (position_group main och secondary); any är båda tillsammans.
-- lifetime: build
-- grain: one row per pathway, position group, person and debut, which is the latest one until next_debut_on
-- from: pathway, pathway_hit
WITH contact_day AS (
    SELECT DISTINCT
        pathway,
        unnest(['any'] || if(is_main, ['main'], []) || if(is_secondary, ['secondary'], [])) AS position_group,
        person_no,
        started_on
    FROM pathway_hit
),
preceded AS (
    SELECT
        *,
        lag(started_on) OVER (PARTITION BY pathway, position_group, person_no ORDER BY started_on) AS previous_on
    FROM contact_day
)
SELECT
    preceded.pathway,
    preceded.position_group,
    preceded.person_no,
    preceded.started_on AS debut_on,
    coalesce(lead(preceded.started_on) OVER (
        PARTITION BY preceded.pathway, preceded.position_group, preceded.person_no ORDER BY preceded.started_on
    ), DATE 'infinity') AS next_debut_on
FROM preceded
JOIN pathway USING (pathway)
WHERE preceded.previous_on IS NULL
    -- A contact exactly the washout before the day is inside it: [d - washout, d).
    OR preceded.previous_on < preceded.started_on - to_years(pathway.washout_years)
ORDER BY ALL
