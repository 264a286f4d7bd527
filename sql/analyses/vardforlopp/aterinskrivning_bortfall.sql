-- title: Episoder som inte räknas för återinskrivning
-- about: Varje episod som slutar i perioden med vårdförloppets diagnos först på något vårdtillfälle, och skälet när den inte räknas.
-- grain: one row per reason
-- from: pathway_episode
-- in_period: ended_on
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- ignores: avliden Avlidna ingår alltid.
-- ignores: diagnos Vårdförloppets diagnos ska stå först på något av episodens vårdtillfällen.
-- column: reason VARCHAR - Utfall
-- column: episodes BIGINT antal Episoder; n=episodes
-- chart: bar x=episodes y=reason
-- direction: neutral
-- source: klarsyn_method; kolada (U79092, närmaste officiella mått)
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH judged AS (
    SELECT CASE
        WHEN discharge_mode = 'deceased' OR died_on <= ended_on THEN 2
        WHEN ended_on + 30 > $cutoff_on THEN 3
        WHEN leaves_on >= ended_on + 30 OR died_on <= leaves_on OR next_started_on <= ended_on + 30 THEN 1
        ELSE 4
    END AS position
    FROM selected
    WHERE pathway = $pathway
)
SELECT reasons.reason, count(judged.position) AS episodes
FROM (VALUES (1, 'Räknas'), (2, 'Avliden vid utskrivningen'), (3, 'Har inte kunnat följas i 30 dagar'), (4, 'Utflyttad inom 30 dagar')) AS reasons(position, reason)
LEFT JOIN judged USING (position)
GROUP BY reasons.position, reasons.reason
ORDER BY reasons.position
