-- title: Uppföljning efter debut
-- about: Hur länge var och en kan följas efter sin debut, för alla mått som följer personer från debuten: till dödsfallet, till dagen då hon lämnar
--    regionen, annars till datas sista dag, den dagen inräknad. Den som enligt registren avlidit eller flyttat ut före debuten följs inte alls. Den
--    som inte bor i regionen debutdagen följs till utflyttningsdagen om den är känd.
-- grain: one row per pathway, position group, person and debut
-- from: debut, pathway_person, home_run, snapshot_info
WITH known AS (
    SELECT
        debut.pathway,
        debut.position_group,
        debut.person_no,
        debut.debut_on,
        pathway_person.died_on,
        coalesce(home_run.valid_before, pathway_person.moved_out_on, DATE 'infinity') AS leaves_on,
        snapshot_info.cutoff_on
    FROM debut
    JOIN pathway_person USING (person_no)
    CROSS JOIN snapshot_info
    LEFT JOIN home_run
        ON home_run.person_no = debut.person_no AND home_run.valid_from <= debut.debut_on AND debut.debut_on < home_run.valid_before
)
SELECT
    pathway,
    position_group,
    person_no,
    debut_on,
    nullif(leaves_on, DATE 'infinity') AS left_on,
    CASE WHEN least(died_on, leaves_on, cutoff_on) >= debut_on THEN least(died_on, leaves_on, cutoff_on) END AS followed_until_on,
    coalesce(died_on <= leaves_on AND died_on <= cutoff_on AND died_on >= debut_on, false) AS has_died,
    -- The year after debut, day 365 in it. Only died and alive are followed.
    CASE
        WHEN died_on < debut_on THEN 'died_before_debut'
        WHEN debut_on + 365 > cutoff_on THEN 'not_yet'
        WHEN died_on <= least(leaves_on, debut_on + 365) THEN 'died'
        WHEN leaves_on < debut_on + 365 THEN 'moved_out'
        ELSE 'alive'
    END AS first_year,
    debut_on + INTERVAL 6 MONTH <= cutoff_on
        AND coalesce(died_on >= debut_on, true)
        AND (coalesce(died_on <= least(leaves_on, debut_on + INTERVAL 6 MONTH), false) OR leaves_on >= debut_on + INTERVAL 6 MONTH) AS is_followed_6_months
FROM known
ORDER BY ALL
