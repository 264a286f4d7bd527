-- title: Med och utan Optilogg
-- about: Vårdtillfällen, vårddygn och akutbesök av alla slag per personår i perioden, för hjärtsviktspopulationen på periodens sista dag: de som haft Optilogg någon dag i
--    perioden mot de övriga. Grupperna är olika från början. Kvoten är med delat med utan, med 95 % intervall enligt Poisson.
-- grain: one row per outcome
-- from: pathway_population
-- param: pathway VARCHAR - vårdförlopp
-- bind: pathway = hjartsvikt
-- column: outcome VARCHAR - Utfall
-- column: with_persons BIGINT personer Personer med; n=with_persons
-- column: with_events DOUBLE antal Med; n=with_persons
-- column: with_years DOUBLE personår Personår med; n=with_persons
-- column: without_persons BIGINT personer Personer utan; n=without_persons
-- column: without_events DOUBLE antal Utan; n=without_persons
-- column: without_years DOUBLE personår Personår utan; n=without_persons
-- derive: with_rate = ratio(with_events, with_years) -> per_personår Med per personår
-- derive: without_rate = ratio(without_events, without_years) -> per_personår Utan per personår
-- derive: rate_ratio, ratio_low, ratio_high = rate_ratio(with_events, with_years, without_events, without_years) -> kvot Kvot med/utan
-- chart: dots y=outcome value=rate_ratio low=ratio_low high=ratio_high n=with_persons sort=table
-- direction: low
-- source: klarsyn_definition; careligo_optilogg; rothman_2008 (kvoter)
-- owner: Klarsyn, hjärtsvikt
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH standing AS (
    SELECT DISTINCT person_no
    FROM selected
    WHERE pathway = $pathway
        AND valid_from <= $reference_date AND $reference_date < valid_before
        AND (deceased = 'nej' OR EXISTS (SELECT 1 FROM period WHERE died_on >= starts_on AND died_on < ends_before))
),
grouped AS (
    SELECT
        standing.person_no,
        EXISTS (
            SELECT 1
            FROM monitored
            JOIN period ON monitored.started_on < period.ends_before AND monitored.ends_before > period.starts_on
            WHERE monitored.person_no = standing.person_no
        ) AS is_user
    FROM standing
),
happened AS (
    SELECT person_no, started_on AS happened_on, 1 AS position, 1 AS amount FROM stay
    UNION ALL
    SELECT person_no, started_on, 2, greatest(1, coalesce(ended_on, started_on) - started_on) FROM stay
    UNION ALL
    SELECT person_no, visited_on, 3, 1 FROM emergency_visit
),
counted AS (
    SELECT
        happened.position,
        sum(happened.amount) FILTER (grouped.is_user) AS with_events,
        sum(happened.amount) FILTER (NOT grouped.is_user) AS without_events
    FROM happened
    JOIN period ON happened.happened_on >= period.starts_on AND happened.happened_on < period.ends_before
    JOIN grouped USING (person_no)
    GROUP BY ALL
),
person_time AS (
    SELECT
        count(*) FILTER (is_user) AS with_persons,
        count(*) FILTER (NOT is_user) AS without_persons,
        (SELECT sum(ends_before - starts_on) / 365.25 FROM period) AS years
    FROM grouped
)
SELECT
    outcomes.outcome,
    person_time.with_persons,
    coalesce(counted.with_events, 0) AS with_events,
    person_time.with_persons * person_time.years AS with_years,
    person_time.without_persons,
    coalesce(counted.without_events, 0) AS without_events,
    person_time.without_persons * person_time.years AS without_years
FROM (VALUES (1, 'Vårdtillfällen'), (2, 'Vårddygn'), (3, 'Akutbesök')) AS outcomes(position, outcome)
CROSS JOIN person_time
LEFT JOIN counted USING (position)
ORDER BY outcomes.position
