-- title: Avstämning per enhet och år
-- about: Kostnadsposternas summa mot vårdkontakternas totala kostnad, och KPP-kostnaden mot bokslutet. Poster stäms av per vårdkontakt med en tolerans på 1 krona (öresavrundning
--    av posterna), bokslutet per enhet och år med 1 procent (periodiseringar).
-- lifetime: build
-- grain: one row per check, cost model, year and unit of the contact
-- from: kpp_case, kpp_item, costed_contact, unit_span, ledger
WITH item_sum AS (
    SELECT delivery_id, source_row, model, sum(amount) AS amount FROM kpp_item GROUP BY ALL
),
unit_year AS (
    SELECT year(costed_contact.month_starts_on) AS year, unit_span.unit_id, count(*) AS contacts, sum(costed_contact.cost_sek) AS amount
    FROM costed_contact
    JOIN unit_span USING (unit_no)
    GROUP BY ALL
)
SELECT
    'cost_items_total' AS check_id,
    kpp_case.model::VARCHAR AS model,
    kpp_case.year,
    unit_span.unit_id,
    count(*) AS contacts,
    count(*) AS checked,
    count(*) FILTER (abs(kpp_case.cost_sek - item_sum.amount) > 1) AS found,
    sum(item_sum.amount) AS counted_sek,
    sum(kpp_case.cost_sek) AS wanted_sek
FROM item_sum
JOIN kpp_case USING (delivery_id, source_row, model)
JOIN unit_span USING (unit_no)
WHERE kpp_case.cost_sek IS NOT NULL
GROUP BY ALL
UNION ALL
SELECT
    'ledger_total',
    'kpp',
    ledger.year,
    ledger.unit_id,
    coalesce(unit_year.contacts, 0),
    1,
    (abs(coalesce(unit_year.amount, 0) - ledger.amount) > 0.01 * abs(ledger.amount))::BIGINT,
    coalesce(unit_year.amount, 0),
    ledger.amount
FROM ledger
LEFT JOIN unit_year ON unit_year.year = ledger.year AND unit_year.unit_id = ledger.unit_id
