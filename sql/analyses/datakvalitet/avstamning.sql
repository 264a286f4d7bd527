-- title: Avstämning av kostnader
-- about: Enheter och år där kostnadsposternas summa skiljer sig mer än 1 krona från totalen för någon vårdkontakt (posternas öresavrundning), eller där KPP-kostnaden skiljer sig mer än
--    1 procent från bokslutet (periodiseringar). Skillnaden är posterna minus totalen, eller KPP minus bokslutet.
-- grain: one row per check, cost model, year and unit with a difference
-- from: reconciliation_unit
-- column: year BIGINT årtal År
-- column: title VARCHAR - Kontroll
-- column: unit_name VARCHAR - Enhet
-- column: contacts BIGINT antal Vårdkontakter; n=contacts
-- column: counted_sek DOUBLE kr Poster, eller KPP-kostnad; n=contacts
-- column: wanted_sek DOUBLE kr Total kostnad, eller bokslut; n=contacts
-- column: difference_sek DOUBLE kr Skillnad; n=contacts
-- column: model VARCHAR - Modell; labels=values.modell
-- column: check_id VARCHAR - Kontrollens namn; hidden=yes
-- chart: table
-- direction: neutral
-- source: klarsyn_delivery (poster mot total inom 1 krona, KPP mot bokslut inom 1 procent)
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
SELECT year, title, unit_name, contacts, counted_sek, wanted_sek, counted_sek - wanted_sek AS difference_sek, model, check_id
FROM selected
ORDER BY check_id, year DESC, unit_name, model
