-- title: Före och efter Optilogg
-- about: Vårdtillfällen, vårddygn och akutbesök av alla slag per personår, året före första starten och upp till ett år efter, medan användningen pågår. Bara personer som
--    startat senast på periodens sista dag och som kan följas ett helt år före. Kvoten är efter delat med före, med 95 % intervall enligt Poisson.
-- grain: one row per outcome
-- from: monitoring
-- param: pathway VARCHAR - vårdförlopp
-- bind: pathway = hjartsvikt
-- ignores: avliden Avlidna ingår alltid, till och med dödsdagen.
-- ignores: vardform Användningen hör inte till någon vårdform.
-- ignores: sjukhus Användningen hör inte till något sjukhus.
-- ignores: enhet Användningen hör inte till någon enhet.
-- ignores: ar Visar alla som startat senast på periodens sista dag.
-- ignores: manad Visar alla som startat senast på periodens sista dag.
-- column: outcome VARCHAR - Utfall
-- column: users BIGINT personer Användare; n=users
-- column: after_events BIGINT antal Efter; n=after_events
-- column: after_years DOUBLE personår Personår efter; n=users
-- column: before_events BIGINT antal Före; n=before_events
-- column: before_years DOUBLE personår Personår före; n=users
-- derive: after_rate = ratio(after_events, after_years) -> per_personår Efter per personår
-- derive: before_rate = ratio(before_events, before_years) -> per_personår Före per personår
-- derive: rate_ratio, ratio_low, ratio_high = rate_ratio(after_events, after_years, before_events, before_years) -> kvot Kvot efter/före
-- chart: dots y=outcome value=rate_ratio low=ratio_low high=ratio_high n=after_events sort=table
-- direction: low
-- source: klarsyn_definition; careligo_optilogg; rothman_2008 (kvoter)
-- owner: Klarsyn, hjärtsvikt
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH start AS (
    SELECT person_no, min(started_on) AS started_on, arg_min(ends_before, started_on) AS ends_before
    FROM selected
    WHERE pathway = $pathway AND started_on <= $reference_date
    GROUP BY person_no
),
followed AS (
    SELECT
        person_no,
        started_on,
        started_on - 365 AS before_from,
        least(ends_before, started_on + 365) AS after_before
    FROM start
    CROSS JOIN snapshot_info
    WHERE started_on - 365 >= snapshot_info.data_start_on AND ends_before > started_on
),
person_time AS (
    SELECT count(*) AS users, sum(after_before - started_on) / 365.25 AS after_years, count(*) * 365 / 365.25 AS before_years FROM followed
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
        sum(happened.amount) FILTER (happened.happened_on >= followed.started_on AND happened.happened_on < followed.after_before) AS after_events,
        sum(happened.amount) FILTER (happened.happened_on >= followed.before_from AND happened.happened_on < followed.started_on) AS before_events
    FROM followed
    JOIN happened USING (person_no)
    GROUP BY ALL
)
SELECT
    outcomes.outcome,
    person_time.users,
    coalesce(counted.after_events, 0) AS after_events,
    coalesce(person_time.after_years, 0) AS after_years,
    coalesce(counted.before_events, 0) AS before_events,
    coalesce(person_time.before_years, 0) AS before_years
FROM (VALUES (1, 'Vårdtillfällen'), (2, 'Vårddygn'), (3, 'Akutbesök')) AS outcomes(position, outcome)
CROSS JOIN person_time
LEFT JOIN counted USING (position)
ORDER BY outcomes.position
