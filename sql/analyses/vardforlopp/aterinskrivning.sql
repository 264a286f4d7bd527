-- title: Oplanerad återinskrivning inom 30 dagar
-- about: Vårdtillfällen som hänger ihop bildar en episod. En episod räknas när den slutar i perioden, vårdförloppets diagnos står först på något av
--    vårdtillfällena, patienten skrivits ut levande och inte avlidit den dagen, och 30 dagar har gått till datas sista dag. Den som flyttat ut i
--    livet inom de 30 dagarna utan att ha återinskrivits följs inte. Återinskriven: nästa episods första vårdtillfälle är märkt oplanerat och börjar
--    1–30 dagar efter utskrivningen. Sjukhus är det sista vårdtillfällets. Bortfallet redovisas bredvid.
-- grain: one row per hospital with at least one such episode
-- from: pathway_episode
-- in_period: ended_on
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- ignores: avliden Avlidna ingår alltid.
-- ignores: diagnos Vårdförloppets diagnos ska stå först på något av episodens vårdtillfällen.
-- column: hospital VARCHAR kod Sjukhus; labels=pathway_episode.sjukhus
-- column: index_episodes BIGINT antal Utskrivna episoder; n=index_episodes
-- column: readmitted BIGINT antal Återinskrivna; n=readmitted
-- column: died_within_30_days BIGINT antal Avlidna inom 30 dagar; n=died_within_30_days
-- derive: share, share_low, share_high = wilson(readmitted, index_episodes) -> procent Andel återinskrivna
-- derive: overall, limit_low, limit_high, limit_low998, limit_high998, signal = funnel(readmitted, index_episodes) -> procent Alla sjukhus
-- chart: funnel n=index_episodes value=share name=hospital mean=overall lower=limit_low upper=limit_high lower998=limit_low998 upper998=limit_high998 count=readmitted
-- direction: low
-- source: klarsyn_method; kolada (U79092, närmaste officiella mått)
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
SELECT
    hospital,
    count(*) AS index_episodes,
    count(*) FILTER (NOT next_is_planned AND next_started_on > ended_on AND next_started_on <= ended_on + 30) AS readmitted,
    count(*) FILTER (died_on <= ended_on + 30) AS died_within_30_days
FROM selected
WHERE pathway = $pathway
    AND discharge_mode IS DISTINCT FROM 'deceased'
    AND (died_on IS NULL OR died_on > ended_on)
    AND ended_on <= $cutoff_on - 30
    AND (leaves_on >= ended_on + 30 OR died_on <= leaves_on OR next_started_on <= ended_on + 30)
GROUP BY hospital
ORDER BY hospital
