-- title: Avlidna inom 1 år av nydebuterade
-- about: Av periodens nydebuterade de som kan följas ett helt år, alltså debut plus 365 dagar senast på datas sista dag, och av dem de som avlidit
--    senast 365 dagar efter debuten. Debutår utan fullständig uppföljning är preliminära; se överlevnadskurvan.
-- grain: one row per debut year of the period
-- from: pathway_debut
-- in_period: debut_on
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- ignores: avliden Avlidna ingår alltid.
-- column: debut_year BIGINT årtal Debutår
-- column: new_cases BIGINT personer Nydebuterade; n=new_cases
-- column: followed BIGINT personer Följda i 1 år; n=followed
-- column: died BIGINT personer Avlidna inom 1 år; n=died
-- derive: share, share_low, share_high = wilson(died, followed) -> procent Andel avlidna inom 1 år
-- chart: line x=debut_year y=share low=share_low high=share_high n=died N=followed
-- direction: low
-- source: klarsyn_definition
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH asked AS (
    SELECT DISTINCT unnest(range(year(starts_on), year(ends_before - 1) + 1)) AS debut_year FROM period
),
new_case AS (
    SELECT
        year(debut_on) AS debut_year,
        debut_on + 365 <= $cutoff_on AS is_followed,
        coalesce(died_on <= debut_on + 365, false) AS has_died
    FROM selected
    WHERE pathway = $pathway
)
SELECT
    asked.debut_year,
    count(new_case.is_followed) AS new_cases,
    count(*) FILTER (new_case.is_followed) AS followed,
    count(*) FILTER (new_case.is_followed AND new_case.has_died) AS died
FROM asked
LEFT JOIN new_case USING (debut_year)
GROUP BY ALL
ORDER BY asked.debut_year
