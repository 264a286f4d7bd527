-- title: Kostnadsslag per månad
-- about: Kostnad per kostnadsslag och månad, högst 36 månader till och med periodens sista, för vårdkontakter i urvalet med levererade kostnadsposter. Månader utan kostnadsposter visas
--    inte. Slutenvård hör till månaden den avslutas. Kostnadsmodellen är den valda. Kostnadsslagen är leveransens egna koder; benämningarna är Klarsyns och inte bekräftade
--    mot SKR:s filspecifikation, okända koder står som de levererats. Löpande priser eller fasta, enligt valet
--    Prisnivå.
-- grain: one row per month with cost items and cost category
-- from: kpp_cost_item
-- choice: pris
-- column: month VARCHAR månad Månad
-- column: category VARCHAR kod Kostnadsslag; labels=kpp_cost_item.kostnadsslag
-- column: contacts BIGINT antal Vårdkontakter med kostnadsslaget; n=contacts
-- column: cost_sek DOUBLE kr Kostnad; n=contacts
-- chart: bar x=month y=cost_sek stack=category
-- direction: neutral
-- source: skr_kpp; klarsyn_method (kostnadsslagen)
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
SELECT
    strftime(selected.month_starts_on, '%Y-%m') AS month,
    selected.category,
    count(*) AS contacts,
    sum(selected.cost_sek)::DOUBLE * any_value(price_level.factor) AS cost_sek
FROM selected
LEFT JOIN price_level ON price_level.price_level = $price_level AND price_level.year = selected.year
WHERE selected.month_starts_on IN (SELECT starts_on FROM recent_month)
GROUP BY selected.month_starts_on, selected.category
ORDER BY selected.month_starts_on, selected.category
