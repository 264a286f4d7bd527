-- analysis: hjartsvikt/slutenvard
-- selection: ar=2025&kon=K
SELECT
    strftime(month.starts_on, '%Y-%m') AS month,
    count(stay.ended_on) AS stays,
    coalesce(sum(stay.days), 0)::BIGINT AS days,
    count(*) FILTER (NOT stay.is_planned) AS unplanned
FROM range(DATE '2025-01-01', DATE '2026-01-01', INTERVAL 1 MONTH) AS month(starts_on)
LEFT JOIN (
    SELECT ended_on, greatest(1, ended_on - started_on) AS days, is_planned, date_trunc('month', ended_on) AS starts_on
    FROM pathway_contact
    WHERE pathway = 'hjartsvikt' AND position_group = 'any' AND care_form = 'inpatient'
        AND residency = 'egen' AND sex = 'female'
        AND ended_on >= DATE '2025-01-01' AND ended_on < DATE '2026-01-01'
) AS stay USING (starts_on)
GROUP BY month.starts_on
ORDER BY month.starts_on
