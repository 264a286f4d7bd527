-- title: Poster i karantän
-- about: Antal poster som hållits tillbaka, per källa och regel.
-- grain: one row per source, table, column and rule
-- from: quarantine, delivery
SELECT
    delivery.source_id,
    quarantine.table_name,
    coalesce(quarantine.column_name, '') AS column_name,
    quarantine.rule,
    any_value(quarantine.message) AS message,
    count(*) AS records
FROM quarantine
JOIN delivery USING (delivery_id)
GROUP BY ALL
ORDER BY ALL
