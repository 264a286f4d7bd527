-- title: Överlevnad efter debut
-- about: Kaplan–Meier för periodens nydebuterade: andelen som lever så många dagar efter debuten. Den som flyttat ut följs till utflyttningen, övriga till
--    datas sista dag. Läses av vid 0, 30, 90, 180 och 365 dagar så länge minst tio personer följs.
-- grain: one row per read day
-- from: pathway_debut
-- in_period: debut_on
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- ignores: avliden Avlidna ingår alltid.
-- column: day BIGINT dagar Dagar efter debut
-- column: died BIGINT personer Avlidna; n=died hidden=yes
-- column: left_unharmed BIGINT personer Följda hit; n=left_unharmed hidden=yes
-- derive: at_risk, survival, survival_low, survival_high = km(day, died, left_unharmed) -> procent Överlevnad
-- chart: km x=day value=survival low=survival_low high=survival_high at_risk=at_risk
-- direction: high
-- source: kaplan_meier_1958
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH new_case AS (
    SELECT person_no, min(debut_on) AS debut_on, any_value(died_on) AS died_on, any_value(moved_out_on) AS moved_out_on
    FROM selected
    WHERE pathway = $pathway
    GROUP BY person_no
),
followed AS (
    SELECT
        debut_on,
        died_on,
        least($cutoff_on, moved_out_on) AS censored_on
    FROM new_case
)
SELECT
    least(died_on, censored_on) - debut_on AS day,
    count(*) FILTER (died_on <= censored_on) AS died,
    count(*) FILTER (died_on IS NULL OR died_on > censored_on) AS left_unharmed
FROM followed
WHERE least(died_on, censored_on) >= debut_on
GROUP BY ALL
ORDER BY day
