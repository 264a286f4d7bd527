-- title: Kvalitetskontroller
-- about: Utfallet av de kontroller som görs varje gång data läses in. Avvikelser stoppar inte inläsningen, men bör följas upp hos den som levererat.
--    Antalen är poster, utan uppgift om vems eller var, och visas därför också när de är få.
-- grain: one row per check
-- from: quality
-- column: title VARCHAR - Kontroll
-- column: checked BIGINT antal Kontrollerade
-- column: found BIGINT antal Avvikelser
-- derive: share = ratio(found, checked) -> procent Andel
-- chart: table
-- direction: neutral
-- source: klarsyn_delivery
-- owner: Klarsyn, datakvalitet
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
SELECT title, checked, found
FROM selected
ORDER BY found > 0 DESC, title
