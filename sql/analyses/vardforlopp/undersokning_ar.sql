-- title: Undersökning inom sex månader per debutår
-- about: Andel av varje års nydebuterade som fått undersökningen från sex kalendermånader före till sex efter debuten. Den som avlidit eller följts
--    kortare tid är kvar i nämnaren; debutår som inte kunnat följas i sex månader är preliminära.
-- grain: one row per debut year
-- from: pathway_debut
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- param: investigation VARCHAR - kodmängd för undersökningen
-- ignores: avliden Avlidna ingår alltid.
-- ignores: ar Visar utvecklingen över alla år.
-- ignores: manad Visar utvecklingen över alla år.
-- column: debut_year BIGINT årtal Debutår
-- column: numerator BIGINT personer Undersökta; n=numerator
-- column: denominator BIGINT personer Nydebuterade; n=denominator
-- column: preliminary BOOLEAN - Preliminärt
-- derive: share, share_low, share_high = wilson(numerator, denominator) -> procent Andel
-- chart: line x=debut_year y=share low=share_low high=share_high n=numerator N=denominator prelim=preliminary
-- direction: high
-- source: klarsyn_definition
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH examined AS (
    SELECT
        selected.person_no,
        selected.debut_on,
        coalesce(bool_or(
            event.event_on >= selected.debut_on - INTERVAL 6 MONTH
            AND event.event_on <= least(selected.debut_on + INTERVAL 6 MONTH, $cutoff_on)
        ), false) AS is_examined
    FROM selected
    LEFT JOIN event ON event.person_no = selected.person_no AND event.set_id = $investigation
    WHERE selected.pathway = $pathway
    GROUP BY ALL
)
SELECT
    year(debut_on) AS debut_year,
    count(*) FILTER (is_examined) AS numerator,
    count(*) AS denominator,
    bool_or(debut_on + INTERVAL 6 MONTH > $cutoff_on) AS preliminary
FROM examined
GROUP BY ALL
ORDER BY debut_year
