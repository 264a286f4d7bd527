-- title: Vårdepisoder
-- about: Vårdtillfällen för samma person som hänger ihop: nästa börjar senast den dag någon av de tidigare slutar (glapp 0 dagar).
-- lifetime: build
-- grain: one row per episode of a pathway person
-- from: stay
WITH running AS (
    SELECT
        *,
        max(coalesce(ended_on, DATE 'infinity')) OVER (
            PARTITION BY person_no ORDER BY started_on, contact_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS earlier_end_on
    FROM stay
),
numbered AS (
    SELECT
        *,
        count(*) FILTER (earlier_end_on IS NULL OR started_on > earlier_end_on) OVER (
            PARTITION BY person_no ORDER BY started_on, contact_id
        )::INTEGER AS episode_no
    FROM running
),
episode AS (
    SELECT
        person_no,
        episode_no,
        min(started_on) AS started_on,
        max(coalesce(ended_on, DATE 'infinity')) AS ended_on,
        arg_min_null(is_planned, (started_on, contact_id)) AS is_planned,
        count(*)::INTEGER AS stays,
        arg_max(contact_id, (coalesce(ended_on, DATE 'infinity'), started_on, contact_id)) AS last_contact_id
    FROM numbered
    GROUP BY ALL
)
SELECT
    episode.*,
    list(numbered.contact_id ORDER BY numbered.started_on, numbered.contact_id) AS contact_ids,
    any_value(numbered.discharge_mode) FILTER (numbered.contact_id = episode.last_contact_id) AS discharge_mode
FROM episode
JOIN numbered USING (person_no, episode_no)
GROUP BY ALL
ORDER BY episode.person_no, episode.episode_no
