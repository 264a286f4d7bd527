-- title: De dyraste vårdkontakterna
-- about: Vårdkontakterna i urvalet och perioden ordnade efter kostnad: hur mycket av kostnaden som den dyraste hundradelen, tjugondelen och tiondelen står för.
--    Löpande priser.
-- grain: one row per part of the contacts, the dearest first
-- from: kpp_contact
-- column: percent BIGINT - Dyraste procent av vårdkontakterna
-- column: contacts BIGINT antal Vårdkontakter; n=contacts
-- column: cost_sek DOUBLE kr Kostnad; n=contacts
-- column: all_contacts BIGINT antal Alla vårdkontakter; n=all_contacts
-- column: all_cost_sek DOUBLE kr Kostnad för alla; n=all_contacts
-- derive: share = ratio(cost_sek, all_cost_sek) -> procent Andel av kostnaden
-- derive: cost_per_contact = mean(cost_sek, contacts) -> kr Kostnad per vårdkontakt
-- chart: table
-- direction: neutral
-- source: Region Norrbotten, Gemensam analysplan 2020; domänens avsnitt 8.10
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH chosen_month AS (
    SELECT unnest(range(date_trunc('month', starts_on), ends_before, INTERVAL 1 MONTH))::DATE AS month_starts_on FROM period
),
-- Contacts that cost the same may stand in any order: the sums are the same.
ranked AS (
    SELECT cost_sek, row_number() OVER (ORDER BY cost_sek DESC) AS rank, count(*) OVER () AS contacts
    FROM selected
    SEMI JOIN chosen_month USING (month_starts_on)
),
part(percent) AS (
    VALUES (1), (5), (10), (100)
)
SELECT
    part.percent,
    count(*) FILTER (100 * ranked.rank <= part.percent * ranked.contacts) AS contacts,
    coalesce(sum(ranked.cost_sek) FILTER (100 * ranked.rank <= part.percent * ranked.contacts), 0) AS cost_sek,
    any_value(ranked.contacts) AS all_contacts,
    sum(ranked.cost_sek) AS all_cost_sek
FROM part
CROSS JOIN ranked
GROUP BY part.percent
ORDER BY part.percent
