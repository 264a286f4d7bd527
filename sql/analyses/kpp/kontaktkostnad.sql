-- title: De dyraste vårdkontakterna
-- about: Vårdkontakterna i urvalet och perioden ordnade efter kostnad: hur mycket av kostnaden som den dyraste hundradelen, tjugondelen och tiondelen står för.
--    Löpande priser.
-- grain: one row per part of the contacts, the dearest first
-- from: kpp_contact
-- ignores: pris Vårdkontakterna ordnas efter vad de kostade när de gavs.
-- column: percent BIGINT - Dyraste procent av vårdkontakterna
-- column: contacts BIGINT antal Vårdkontakter; n=contacts
-- column: cost_sek DOUBLE kr Kostnad; n=contacts
-- column: all_contacts BIGINT antal Alla vårdkontakter; n=all_contacts
-- column: all_cost_sek DOUBLE kr Kostnad för alla; n=all_contacts
-- derive: share = ratio(cost_sek, all_cost_sek) -> procent Andel av kostnaden
-- derive: cost_per_contact = mean(cost_sek, contacts) -> kr Kostnad per vårdkontakt
-- chart: table
-- direction: neutral
-- source: norrbotten_2020; klarsyn_definition
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH chosen_month AS (
    SELECT unnest(range(date_trunc('month', starts_on), ends_before, INTERVAL 1 MONTH))::DATE AS month_starts_on FROM period
),
chosen AS (
    SELECT cost_sek
    FROM selected
    SEMI JOIN chosen_month USING (month_starts_on)
),
-- Only the dearest part need be put in order: at least a tenth of the contacts costs as much as the bound or more.
whole AS (
    SELECT count(*) AS contacts, sum(cost_sek) AS cost_sek, quantile_disc(cost_sek, 0.89) AS bound_sek
    FROM chosen
),
-- Contacts that cost the same may stand in any order: the sums are the same.
ranked AS (
    SELECT chosen.cost_sek, row_number() OVER (ORDER BY chosen.cost_sek DESC) AS rank
    FROM chosen
    JOIN whole ON chosen.cost_sek >= whole.bound_sek
),
dearest AS (
    SELECT part.percent, count(ranked.rank) AS contacts, coalesce(sum(ranked.cost_sek), 0) AS cost_sek
    FROM (VALUES (1), (5), (10)) AS part(percent)
    CROSS JOIN whole
    LEFT JOIN ranked ON 100 * ranked.rank <= part.percent * whole.contacts
    GROUP BY part.percent
    UNION ALL
    SELECT 100, contacts, cost_sek
    FROM whole
)
SELECT dearest.percent, dearest.contacts, dearest.cost_sek, whole.contacts AS all_contacts, whole.cost_sek AS all_cost_sek
FROM dearest
JOIN whole ON whole.contacts > 0
ORDER BY dearest.percent
