-- title: Kostnadsslag per år
-- about: Kostnad per kostnadsslag och år för vårdkontakter i urvalet med levererade kostnadsposter. År utan kostnadsposter visas inte: för dem är fördelningen inte
--    levererad. Kostnadsmodellen är den valda. Kostnadsslagen är leveransens egna koder; benämningarna är Klarsyns och inte bekräftade
--    mot SKR:s filspecifikation, okända koder står som de levererats. Löpande priser eller fasta, enligt valet Prisnivå.
-- grain: one row per year with cost items and cost category
-- from: kpp_cost_item
-- choice: pris
-- ignores: ar,manad Visar utvecklingen över alla år med kostnadsposter.
-- column: year BIGINT årtal År
-- column: category VARCHAR kod Kostnadsslag; labels=kpp_cost_item.kostnadsslag
-- column: contacts BIGINT antal Vårdkontakter med kostnadsslaget; n=contacts
-- column: cost_sek DOUBLE kr Kostnad; n=contacts
-- derive: cost_per_contact = mean(cost_sek, contacts) -> kr Kostnad per vårdkontakt
-- chart: bar x=year y=cost_sek stack=category
-- direction: neutral
-- source: skr_kpp; klarsyn_method (kostnadsslagen)
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
SELECT
    selected.year,
    selected.category,
    count(*) AS contacts,
    sum(selected.cost_sek)::DOUBLE * any_value(price_level.factor) AS cost_sek
FROM selected
LEFT JOIN price_level ON price_level.price_level = $price_level AND price_level.year = selected.year
GROUP BY ALL
ORDER BY ALL
