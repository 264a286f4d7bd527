-- title: Leveranser
-- about: Vad som levererats per källa och vilken tid det täcker. Lästa rader är alltid inlästa, ersatta eller satta i karantän.
-- grain: one row per source
-- from: source_delivery
-- column: source_id VARCHAR - Källa
-- column: files BIGINT antal Filer
-- column: period_from DATE datum Från
-- column: period_to DATE datum Till och med
-- column: rows_read BIGINT antal Lästa rader
-- column: rows_loaded BIGINT antal Inlästa
-- column: rows_replaced BIGINT antal Ersatta
-- column: rows_quarantined BIGINT antal I karantän
-- column: received_on DATE datum Senast mottagen
-- chart: table
-- direction: neutral
-- source: klarsyn_delivery
-- owner: Klarsyn, datakvalitet
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
SELECT source_id, files, period_from, period_to, rows_read, rows_loaded, rows_replaced, rows_quarantined, received_on
FROM selected
ORDER BY source_id
