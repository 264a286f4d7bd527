-- title: Avlidna inom 1 år per debutår
-- about: Av varje års nydebuterade de som kan följas ett helt år, och av dem de som avlidit inom 365 dagar från debuten. Den som flyttat ut i livet inom
--    året eller enligt registren avlidit före debuten följs inte och redovisas för sig.
-- grain: one row per debut year with anyone followed
-- from: pathway_debut
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- ignores: avliden Avlidna ingår alltid.
-- ignores: ar Visar utvecklingen över alla år.
-- ignores: manad Visar utvecklingen över alla år.
-- column: debut_year BIGINT årtal Debutår
-- column: new_cases BIGINT personer Nydebuterade; n=new_cases
-- column: followed BIGINT personer Följda i 1 år; n=followed
-- column: died BIGINT personer Avlidna inom 1 år; n=died
-- column: not_yet BIGINT personer Ännu inte följda i 1 år; n=not_yet hidden=yes
-- column: moved_out BIGINT personer Utflyttade inom 1 år; n=moved_out
-- column: died_before_debut BIGINT personer Avlidna före debuten; n=died_before_debut
-- column: preliminary BOOLEAN - Preliminärt
-- derive: share, share_low, share_high = wilson(died, followed) -> procent Andel avlidna inom 1 år
-- chart: line x=debut_year y=share low=share_low high=share_high n=died N=followed prelim=preliminary
-- direction: low
-- source: klarsyn_definition
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
SELECT
    year(debut_on) AS debut_year,
    count(*) AS new_cases,
    count(*) FILTER (first_year IN ('died', 'alive')) AS followed,
    count(*) FILTER (first_year = 'died') AS died,
    count(*) FILTER (first_year = 'not_yet') AS not_yet,
    count(*) FILTER (first_year = 'moved_out') AS moved_out,
    count(*) FILTER (first_year = 'died_before_debut') AS died_before_debut,
    bool_or(debut_on + 365 > $cutoff_on) AS preliminary
FROM selected
WHERE pathway = $pathway
GROUP BY ALL
HAVING count(*) FILTER (first_year IN ('died', 'alive')) > 0
ORDER BY debut_year
