-- title: Avvikande celler
-- about: Antal celler som lästs in annorlunda än de står i filen, per källa, kolumn och skäl, till exempel felvärden från Excel. Posterna är inlästa.
--    Antalen är celler, utan uppgift om vems, och visas därför också när de är få.
-- grain: one row per source, column and kind
-- from: source_finding
-- column: source_id VARCHAR - Källa
-- column: column_name VARCHAR - Kolumn
-- column: message VARCHAR - Skäl
-- column: files BIGINT antal Filer
-- column: cells BIGINT antal Celler
-- chart: table
-- direction: neutral
-- source: klarsyn_delivery
-- owner: Klarsyn, datakvalitet
-- status: published
-- reviewed: 2026-12-01
-- next_review: 2027-12-01
SELECT source_id, column_name, message, files, cells
FROM selected
ORDER BY source_id, column_name, message
