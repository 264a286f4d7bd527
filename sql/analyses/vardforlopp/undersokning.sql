-- title: Genomförd undersökning
-- about: Andel som fått undersökningen någon gång, och andel som fått den från sex kalendermånader före till sex efter debuten, båda dagarna inräknade.
--    För populationen gäller personens senaste debut. Båda räknar undersökningar till och med datas sista dag, också efter periodens slut. Avlidna
--    och de som följts kortare tid än sex månader är kvar i nämnaren; då är andelen preliminär. Nydebuterade under tid med kort
--    historik, närmare datastart än karensen, är inte med i en period som också har jämförbara år.
-- grain: one row per measure and cohort
-- from: pathway_population, pathway_debut
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- param: investigation VARCHAR - kodmängd för undersökningen
-- column: measure VARCHAR kod Mått
-- column: cohort VARCHAR kod Grupp
-- column: numerator BIGINT personer Undersökta; n=numerator
-- column: denominator BIGINT personer Personer; n=denominator
-- column: followed BIGINT personer Följda i sex månader; n=followed
-- derive: share, share_low, share_high = wilson(numerator, denominator) -> procent Andel
-- chart: table
-- direction: high
-- source: klarsyn_definition
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH standing AS (
    SELECT DISTINCT person_no, position_group, debut_on
    FROM selected_pathway_population
    WHERE pathway = $pathway
        AND valid_from <= $reference_date AND $reference_date < valid_before
        AND (deceased = 'nej' OR EXISTS (SELECT 1 FROM period WHERE died_on >= starts_on AND died_on < ends_before))
),
new_case AS (
    SELECT person_no, position_group, max(debut_on) AS debut_on
    FROM selected_pathway_debut
    JOIN comparable_period ON debut_on >= starts_on AND debut_on < ends_before
    WHERE pathway = $pathway
    GROUP BY person_no, position_group
),
member AS (
    SELECT 'population' AS cohort, person_no, position_group, debut_on FROM standing
    UNION ALL
    SELECT 'new_cases', person_no, position_group, debut_on FROM new_case
),
examined AS (
    SELECT
        member.cohort,
        member.person_no,
        follow_up.is_followed_6_months AS is_followed,
        coalesce(bool_or(event.event_on <= $cutoff_on), false) AS any_time,
        coalesce(bool_or(
            event.event_on >= member.debut_on - INTERVAL 6 MONTH
            AND event.event_on <= least(member.debut_on + INTERVAL 6 MONTH, $cutoff_on)
        ), false) AS within_6_months
    FROM member
    JOIN follow_up
        ON follow_up.pathway = $pathway AND follow_up.position_group = member.position_group
        AND follow_up.person_no = member.person_no AND follow_up.debut_on = member.debut_on
    LEFT JOIN event ON event.person_no = member.person_no AND event.set_id = $investigation
    GROUP BY ALL
),
counted AS (
    SELECT
        cohort,
        count(*) FILTER (any_time) AS any_time,
        count(*) FILTER (within_6_months) AS within_6_months,
        count(*) FILTER (is_followed) AS followed,
        count(*) AS persons
    FROM examined
    GROUP BY ALL
),
asked AS (
    SELECT measures.measure, measures.position AS measure_position, cohorts.cohort, cohorts.position AS cohort_position
    FROM (VALUES ('any_time', 1), ('within_6_months', 2)) AS measures(measure, position)
    CROSS JOIN (VALUES ('population', 1), ('new_cases', 2)) AS cohorts(cohort, position)
)
SELECT
    asked.measure,
    asked.cohort,
    coalesce(CASE asked.measure WHEN 'any_time' THEN counted.any_time ELSE counted.within_6_months END, 0) AS numerator,
    coalesce(counted.persons, 0) AS denominator,
    coalesce(counted.followed, 0) AS followed
FROM asked
LEFT JOIN counted USING (cohort)
ORDER BY asked.measure_position, asked.cohort_position
