-- title: Före och efter Optilogg
-- about: Vårdtillfällen, vårddygn och akutbesök av alla slag per personår, året före första starten och upp till ett år efter, medan användningen pågår.
--    Bara personer som startat senast på periodens sista dag och som kan följas ett helt år före. Kvoten är efter delat med före, med 95 % intervall
--    där personen är enheten och jämförs med sig själv (robust varians, Students t), eftersom samma persons vård hänger ihop. Med färre än tio
--    användare eller ingen vård på någon sida saknas kvoten.
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
-- column: after_events_squared DOUBLE antal Summa av kvadrater av antal; n=users hidden=yes
-- column: after_events_years DOUBLE antal Summa av antal gånger personår; n=users hidden=yes
-- column: after_years_squared DOUBLE antal Summa av kvadrater av personår; n=users hidden=yes
-- column: before_events_squared DOUBLE antal Summa av kvadrater av antal; n=users hidden=yes
-- column: before_events_years DOUBLE antal Summa av antal gånger personår; n=users hidden=yes
-- column: before_years_squared DOUBLE antal Summa av kvadrater av personår; n=users hidden=yes
-- column: events_both DOUBLE antal Summa av antal efter gånger före; n=users hidden=yes
-- column: after_events_before_years DOUBLE antal Summa av antal efter gånger personår före; n=users hidden=yes
-- column: after_years_before_events DOUBLE antal Summa av personår efter gånger antal före; n=users hidden=yes
-- column: years_both DOUBLE antal Summa av personår efter gånger före; n=users hidden=yes
-- derive: after_rate = ratio(after_events, after_years) -> per_personår Efter per personår
-- derive: before_rate = ratio(before_events, before_years) -> per_personår Före per personår
-- derive: rate_ratio, ratio_low, ratio_high = paired_rate_ratio(users, after_events, after_years, after_events_squared, after_events_years, after_years_squared, before_events, before_years, before_events_squared, before_events_years, before_years_squared, events_both, after_events_before_years, after_years_before_events, years_both) -> kvot Kvot efter/före
-- chart: dots y=outcome value=rate_ratio low=ratio_low high=ratio_high n=after_events sort=table
-- direction: low
-- source: klarsyn_definition; careligo_optilogg; zeger_liang_1986 (kvoter)
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
-- Per person and outcome: events and days of each side.
person AS (
    SELECT
        outcomes.position,
        outcomes.outcome,
        followed.person_no,
        followed.after_before - followed.started_on AS after_days,
        followed.started_on - followed.before_from AS before_days,
        coalesce(sum(happened.amount) FILTER (happened.happened_on >= followed.started_on AND happened.happened_on < followed.after_before), 0) AS after_events,
        coalesce(sum(happened.amount) FILTER (happened.happened_on >= followed.before_from AND happened.happened_on < followed.started_on), 0) AS before_events
    FROM outcomes
    LEFT JOIN followed ON true
    LEFT JOIN happened ON happened.person_no = followed.person_no AND happened.position = outcomes.position
    GROUP BY ALL
)
SELECT
    outcome,
    count(person_no) AS users,
    coalesce(sum(after_events), 0) AS after_events,
    coalesce(sum(after_days), 0) / 365.25 AS after_years,
    coalesce(sum(before_events), 0) AS before_events,
    coalesce(sum(before_days), 0) / 365.25 AS before_years,
    coalesce(sum(after_events * after_events), 0) AS after_events_squared,
    coalesce(sum(after_events * after_days), 0) / 365.25 AS after_events_years,
    coalesce(sum(after_days * after_days), 0) / 365.25 / 365.25 AS after_years_squared,
    coalesce(sum(before_events * before_events), 0) AS before_events_squared,
    coalesce(sum(before_events * before_days), 0) / 365.25 AS before_events_years,
    coalesce(sum(before_days * before_days), 0) / 365.25 / 365.25 AS before_years_squared,
    coalesce(sum(after_events * before_events), 0) AS events_both,
    coalesce(sum(after_events * before_days), 0) / 365.25 AS after_events_before_years,
    coalesce(sum(after_days * before_events), 0) / 365.25 AS after_years_before_events,
    coalesce(sum(after_days * before_days), 0) / 365.25 / 365.25 AS years_both
FROM person
GROUP BY position, outcome
ORDER BY position
