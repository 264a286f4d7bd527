-- title: Leveranser med oväntat antal rader
-- about: Leveranser som har mer än 10 procent fler eller färre rader än förra leveransen från samma källa för samma period.
-- grain: one row
-- from: delivery
WITH ordered AS (
    SELECT
        rows_read,
        lag(rows_read) OVER (PARTITION BY source_id, period_from, period_to ORDER BY delivery_id) AS earlier_rows
    FROM delivery
    WHERE period_from IS NOT NULL
)
SELECT count(earlier_rows) AS checked, count(*) FILTER (abs(rows_read - earlier_rows) > 0.1 * earlier_rows) AS found
FROM ordered
