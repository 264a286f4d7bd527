-- title: Överlevnad efter debut
-- about: Kaplan–Meier för periodens nydebuterade: andelen som lever så många dagar efter debuten. Den som flyttat ut följs till utflyttningen, övriga
--    till datas sista dag. Den som enligt registren avlidit före debuten ingår inte. Läses av vid 0, 30, 90, 180 och 365 dagar så länge minst tio
--    personer följs. Tid med kort historik, närmare datastart än karensen, är inte med i en period som också har jämförbara år.
-- grain: one row per read day
-- from: pathway_debut
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
    SELECT
        min(debut_on) AS debut_on,
        arg_min_null(followed_until_on, debut_on) AS followed_until_on,
        arg_min(has_died, debut_on) AS has_died
    FROM selected
    JOIN comparable_period ON debut_on >= starts_on AND debut_on < ends_before
    WHERE pathway = $pathway
    GROUP BY person_no
)
SELECT
    followed_until_on - debut_on AS day,
    count(*) FILTER (has_died) AS died,
    count(*) FILTER (NOT has_died) AS left_unharmed
FROM new_case
WHERE followed_until_on IS NOT NULL
GROUP BY ALL
ORDER BY day
