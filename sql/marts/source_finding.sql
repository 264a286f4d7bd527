-- title: Avvikande celler
-- about: Antal celler som lästs in annorlunda än de står i filen, per källa, kolumn och skäl.
-- grain: one row per source, column and kind
-- from: cell_finding, delivery
SELECT
    delivery.source_id,
    cell_finding.column_name,
    cell_finding.kind,
    any_value(cell_finding.message) AS message,
    count(*) AS files,
    sum(cell_finding.cells)::BIGINT AS cells
FROM cell_finding
JOIN delivery USING (delivery_id)
GROUP BY ALL
ORDER BY ALL
