-- title: Leveranser per källa
-- about: Vad som levererats per källa: filer, rader och vilken tid de täcker.
-- grain: one row per source
-- from: delivery
SELECT
    source_id,
    count(*) AS files,
    min(period_from) AS period_from,
    max(period_to) AS period_to,
    sum(rows_read)::BIGINT AS rows_read,
    sum(rows_loaded)::BIGINT AS rows_loaded,
    sum(rows_replaced)::BIGINT AS rows_replaced,
    sum(rows_quarantined)::BIGINT AS rows_quarantined,
    max(received_at)::DATE AS received_on
FROM delivery
GROUP BY ALL
ORDER BY source_id
