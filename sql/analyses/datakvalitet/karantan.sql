-- title: Poster i karantän
-- about: Antal poster som hållits tillbaka per källa och regel. Innehållet i posterna visas aldrig, och därför visas antalen också när de är få.
-- grain: one row per source, column and rule
-- from: quarantined
-- column: source_id VARCHAR - Källa
-- column: place VARCHAR - Tabell och kolumn
-- column: message VARCHAR - Regel
-- column: records BIGINT antal Poster
-- chart: table
-- direction: neutral
-- source: klarsyn_delivery
-- owner: Klarsyn, datakvalitet
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
SELECT
    source_id,
    table_name || CASE WHEN column_name = '' THEN '' ELSE '.' || column_name END AS place,
    message,
    records
FROM selected
ORDER BY source_id, place, message, records
