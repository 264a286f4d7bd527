-- title: Återbesök på hjärtsviktsmottagning efter utskrivning
-- about: Episoder som slutar i perioden med vårdförloppets diagnos först på något vårdtillfälle, där patienten skrivits ut levande och 42 dagar har gått
--    till datas sista dag. Återbesök: en öppen kontakt vid en hjärtsviktsmottagning 1–14 respektive 1–42 dagar efter utskrivningen. Den som avlider
--    inom tiden är kvar i nämnaren, men inte den som flyttat ut i livet utan återbesök.
-- grain: one row per hospital
-- from: pathway_episode
-- in_period: ended_on
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- ignores: avliden Avlidna ingår alltid.
-- ignores: diagnos Vårdförloppets diagnos ska stå först på något av episodens vårdtillfällen.
-- column: hospital VARCHAR kod Sjukhus; labels=pathway_episode.sjukhus
-- column: discharged BIGINT antal Utskrivna; n=discharged
-- column: within_14 BIGINT antal Inom 14 dagar; n=within_14
-- column: within_42 BIGINT antal Inom 42 dagar; n=within_42
-- derive: share_14, share_14_low, share_14_high = wilson(within_14, discharged) -> procent Andel inom 14 dagar
-- derive: share_42, share_42_low, share_42_high = wilson(within_42, discharged) -> procent Andel inom 42 dagar
-- chart: dots y=hospital value=share_14 low=share_14_low high=share_14_high n=discharged
-- direction: high
-- source: klarsyn_method
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH discharged AS (
    SELECT person_no, episode_no, hospital, ended_on, leaves_on >= ended_on + 42 OR coalesce(died_on <= leaves_on, false) AS is_followed
    FROM selected
    WHERE pathway = $pathway
        AND discharge_mode IS DISTINCT FROM 'deceased'
        AND (died_on IS NULL OR died_on > ended_on)
        AND ended_on + 42 <= $cutoff_on
),
visited AS (
    SELECT
        discharged.person_no,
        discharged.episode_no,
        discharged.hospital,
        discharged.is_followed,
        min(clinic_visit.visited_on - discharged.ended_on) AS wait_days
    FROM discharged
    LEFT JOIN clinic_visit
        ON clinic_visit.person_no = discharged.person_no
        AND clinic_visit.visited_on > discharged.ended_on AND clinic_visit.visited_on <= discharged.ended_on + 42
    GROUP BY ALL
)
SELECT
    hospital,
    count(*) AS discharged,
    count(*) FILTER (wait_days <= 14) AS within_14,
    count(*) FILTER (wait_days <= 42) AS within_42
FROM visited
WHERE is_followed OR wait_days IS NOT NULL
GROUP BY hospital
ORDER BY hospital
