-- title: Avlidna inom 1 år av nydebuterade
-- about: Av periodens nydebuterade de som kan följas ett helt år, alltså debut plus 365 dagar senast på datas sista dag, och av dem de som avlidit senast
--    365 dagar efter debuten. Den som flyttat ut i livet inom året följs inte, inte heller den som enligt registren avlidit före debuten; de
--    redovisas för sig. Debutår utan fullständig uppföljning är preliminära; se överlevnadskurvan.
-- grain: one row per debut year of the period
-- from: pathway_debut
-- in_period: debut_on
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- ignores: avliden Avlidna ingår alltid.
-- column: debut_year BIGINT årtal Debutår
-- column: new_cases BIGINT personer Nydebuterade; n=new_cases
-- column: followed BIGINT personer Följda i 1 år; n=followed
-- column: died BIGINT personer Avlidna inom 1 år; n=died
-- column: not_yet BIGINT personer Ännu inte följda i 1 år; n=not_yet hidden=yes
-- column: moved_out BIGINT personer Utflyttade inom 1 år; n=moved_out
-- column: died_before_debut BIGINT personer Avlidna före debuten; n=died_before_debut
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
        first_year
    FROM selected
    WHERE pathway = $pathway
)
SELECT
    asked.debut_year,
    count(new_case.first_year) AS new_cases,
    count(*) FILTER (new_case.first_year IN ('died', 'alive')) AS followed,
    count(*) FILTER (new_case.first_year = 'died') AS died,
    count(*) FILTER (new_case.first_year = 'not_yet') AS not_yet,
    count(*) FILTER (new_case.first_year = 'moved_out') AS moved_out,
    count(*) FILTER (new_case.first_year = 'died_before_debut') AS died_before_debut
FROM asked
LEFT JOIN new_case USING (debut_year)
GROUP BY ALL
ORDER BY asked.debut_year
