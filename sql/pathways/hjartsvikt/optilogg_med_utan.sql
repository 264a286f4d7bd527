-- title: Med och utan Optilogg
-- about: Vårdtillfällen, vårddygn och akutbesök av alla slag per personår i perioden, för hjärtsviktspopulationen på periodens sista dag: de som haft
--    Optilogg någon dag i perioden mot de övriga. Grupperna är olika från början. Kvoten är med delat med utan, med 95 % intervall där personen är
--    enheten (robust varians, Students t), eftersom samma persons vård hänger ihop. Med färre än tio personer eller ingen vård i någon grupp saknas
--    kvoten.
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
-- column: with_events_squared DOUBLE antal Summa av kvadrater av antal; n=with_persons hidden=yes
-- column: with_events_years DOUBLE antal Summa av antal gånger personår; n=with_persons hidden=yes
-- column: with_years_squared DOUBLE antal Summa av kvadrater av personår; n=with_persons hidden=yes
-- column: without_events_squared DOUBLE antal Summa av kvadrater av antal; n=without_persons hidden=yes
-- column: without_events_years DOUBLE antal Summa av antal gånger personår; n=without_persons hidden=yes
-- column: without_years_squared DOUBLE antal Summa av kvadrater av personår; n=without_persons hidden=yes
-- derive: with_rate = ratio(with_events, with_years) -> per_personår Med per personår
-- derive: without_rate = ratio(without_events, without_years) -> per_personår Utan per personår
-- derive: rate_ratio, ratio_low, ratio_high = rate_ratio(with_persons, with_events, with_years, with_events_squared, with_events_years, with_years_squared, without_persons, without_events, without_years, without_events_squared, without_events_years, without_years_squared) -> kvot Kvot med/utan
-- chart: dots y=outcome value=rate_ratio low=ratio_low high=ratio_high n=with_persons sort=table
-- direction: low
-- source: klarsyn_definition; careligo_optilogg; zeger_liang_1986 (kvoter)
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
outcomes AS (
    FROM (VALUES (1, 'Vårdtillfällen'), (2, 'Vårddygn'), (3, 'Akutbesök')) AS outcomes(position, outcome)
),
used AS (
    SELECT happened.person_no, happened.position, sum(happened.amount) AS events
    FROM happened
    JOIN period ON happened.happened_on >= period.starts_on AND happened.happened_on < period.ends_before
    GROUP BY ALL
),
counted AS (
    SELECT
        outcomes.position,
        outcomes.outcome,
        count(*) FILTER (grouped.is_user) AS with_persons,
        coalesce(sum(used.events) FILTER (grouped.is_user), 0) AS with_events,
        coalesce(sum(used.events * used.events) FILTER (grouped.is_user), 0) AS with_events_squared,
        count(*) FILTER (NOT grouped.is_user) AS without_persons,
        coalesce(sum(used.events) FILTER (NOT grouped.is_user), 0) AS without_events,
        coalesce(sum(used.events * used.events) FILTER (NOT grouped.is_user), 0) AS without_events_squared
    FROM outcomes
    LEFT JOIN grouped ON true
    LEFT JOIN used ON used.person_no = grouped.person_no AND used.position = outcomes.position
    GROUP BY ALL
),
-- Everyone is counted for the whole period.
span AS (
    SELECT sum(ends_before - starts_on) / 365.25 AS years FROM period
)
SELECT
    counted.outcome,
    counted.with_persons,
    counted.with_events,
    counted.with_persons * span.years AS with_years,
    counted.without_persons,
    counted.without_events,
    counted.without_persons * span.years AS without_years,
    counted.with_events_squared,
    counted.with_events * span.years AS with_events_years,
    counted.with_persons * span.years * span.years AS with_years_squared,
    counted.without_events_squared,
    counted.without_events * span.years AS without_events_years,
    counted.without_persons * span.years * span.years AS without_years_squared
FROM counted
CROSS JOIN span
ORDER BY counted.position
