-- title: Avstämning
-- about: År där kostnadsposternas summa skiljer sig mer än 1 krona från totalen för någon vårdkontakt, eller där KPP-kostnaden skiljer sig mer än 1 procent från bokslutet, med de enheter det gäller
--    (högst tre nämns). Belopp står bara när de vilar på minst tio vårdkontakter. Alla skillnader står på sidan Datakvalitet.
-- grain: one row per year with a difference at a selected unit
-- from: reconciliation_unit
-- param: check_id VARCHAR - kontrollen
-- ignores: ar,manad Visar alla år.
-- ignores: vardform,omrade,mdc,drg,kapitel,kon,alder,alder65,kommun,fall Avstämningen gäller hela enheten.
-- ignores: pris Avstämningen gäller de belopp som levererats.
-- column: year BIGINT årtal År
-- column: check_id VARCHAR - Kontroll
-- column: units BIGINT antal Enheter
-- column: sentence VARCHAR - Skillnad
-- chart: table
-- direction: neutral
-- source: klarsyn_delivery (poster mot total inom 1 krona, KPP mot bokslut inom 1 procent)
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH named AS (
    SELECT
        year,
        check_id,
        unit_name || CASE
            WHEN contacts >= 10 THEN
                ' (' || replace(format('{:.1f}', counted_sek::DOUBLE / 1000000), '.', ',') || ' mot '
                || replace(format('{:.1f}', wanted_sek::DOUBLE / 1000000), '.', ',') || ' Mkr)'
            ELSE ''
        END AS words,
        row_number() OVER (PARTITION BY check_id, year ORDER BY abs(counted_sek - wanted_sek) DESC, unit_id) AS rank,
        count(*) OVER (PARTITION BY check_id, year) AS units
    FROM selected
    WHERE check_id = $check_id
)
SELECT
    year,
    check_id,
    any_value(units) AS units,
    CASE check_id
        WHEN 'ledger_total' THEN 'KPP stämmer inte med bokslutet ' || year || ' vid '
        ELSE 'Kostnadsposterna stämmer inte med totalen ' || year || ' vid '
    END || string_agg(words, ', ' ORDER BY rank)
        || CASE WHEN any_value(units) > 3 THEN ' och ' || (any_value(units) - 3) || ' enheter till' ELSE '' END || '.' AS sentence
FROM named
WHERE rank <= 3
GROUP BY year, check_id
ORDER BY year, check_id
