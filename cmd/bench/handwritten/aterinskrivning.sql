-- analysis: hjartsvikt/aterinskrivning
-- selection: ar=2025&kon=K
SELECT
    hospital::VARCHAR AS hospital,
    count(*) AS index_episodes,
    count(*) FILTER (NOT next_is_planned AND next_started_on > ended_on AND next_started_on <= ended_on + 30) AS readmitted,
    count(*) FILTER (died_on <= ended_on + 30) AS died_within_30_days
FROM pathway_episode
WHERE pathway = 'hjartsvikt' AND residency = 'egen' AND sex = 'female'
    AND ended_on >= DATE '2025-01-01' AND ended_on < DATE '2026-01-01'
    AND discharge_mode IS DISTINCT FROM 'deceased'
    AND (died_on IS NULL OR died_on > ended_on)
GROUP BY pathway_episode.hospital
ORDER BY pathway_episode.hospital
