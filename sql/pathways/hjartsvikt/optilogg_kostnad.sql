-- title: Kostnad per personår före och efter Optilogg
-- about: KPP-kostnad för alla vårdkontakter, de tolv hela månaderna före startmånaden och de hela månaderna efter den medan användningen pågår, högst tolv. Bara personer som startat
--    senast på periodens sista dag och som kan följas tolv månader före.
-- grain: one row per side of the start
-- from: monitoring
-- param: pathway VARCHAR - vårdförlopp
-- bind: pathway = hjartsvikt
-- ignores: avliden Avlidna ingår alltid, till och med månaden före dödsfallet.
-- ignores: vardform Användningen hör inte till någon vårdform.
-- ignores: sjukhus Användningen hör inte till något sjukhus.
-- ignores: enhet Användningen hör inte till någon enhet.
-- ignores: ar Visar alla som startat senast på periodens sista dag.
-- ignores: manad Visar alla som startat senast på periodens sista dag.
-- column: side VARCHAR - Tid
-- column: users BIGINT personer Användare; n=users
-- column: cost_sek DOUBLE kr Kostnad; n=users
-- column: years DOUBLE personår Personår; n=users
-- derive: cost_per_year = mean(cost_sek, years) -> kr Kostnad per personår
-- chart: bar x=side y=cost_per_year
-- direction: low
-- source: klarsyn_definition; careligo_optilogg
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
    SELECT person_no, date_trunc('month', started_on)::DATE AS start_month, ends_before
    FROM start
    CROSS JOIN snapshot_info
    WHERE date_trunc('month', started_on) - INTERVAL 12 MONTH >= snapshot_info.data_start_on
),
side_month AS (
    SELECT
        followed.person_no,
        CASE WHEN offsets.month_offset < 0 THEN 1 ELSE 2 END AS position,
        (followed.start_month + to_months(offsets.month_offset::INTEGER))::DATE AS month_starts_on
    FROM followed
    CROSS JOIN (SELECT unnest(range(-12, 13)) AS month_offset) AS offsets
    WHERE offsets.month_offset < 0
        OR (offsets.month_offset > 0 AND followed.start_month + to_months(offsets.month_offset::INTEGER + 1) <= followed.ends_before)
),
monthly AS (
    SELECT person_no, month_starts_on, sum(cost_sek) AS cost_sek
    FROM person_cost
    SEMI JOIN followed USING (person_no)
    GROUP BY ALL
)
SELECT
    sides.side,
    count(DISTINCT side_month.person_no) AS users,
    coalesce(sum(monthly.cost_sek), 0) AS cost_sek,
    count(side_month.person_no) / 12.0 AS years
FROM (VALUES (1, 'Före'), (2, 'Efter')) AS sides(position, side)
LEFT JOIN side_month USING (position)
LEFT JOIN monthly USING (person_no, month_starts_on)
GROUP BY sides.position, sides.side
ORDER BY sides.position
