-- title: Avstämning per enhet och år
-- about: Kostnadsposternas summa mot vårdkontakternas totala kostnad, och KPP-kostnaden mot bokslutet. Poster stäms av per vårdkontakt med en tolerans på 1 krona (öresavrundning
--    av posterna), bokslutet per enhet och år med 1 procent (periodiseringar).
-- lifetime: build
-- grain: one row per check, cost model, year and unit of the contact
-- from: contact, cost_item, contact_cost, costed_contact, unit_span, ledger
WITH item_sum AS (
    SELECT contact_id, model, sum(amount) AS amount FROM cost_item GROUP BY ALL
),
unit_year AS (
    SELECT year(costed_contact.month_starts_on) AS year, unit_span.unit_id, count(*) AS contacts, sum(costed_contact.cost_sek) AS amount
    FROM costed_contact
    JOIN unit_span USING (unit_no)
    GROUP BY ALL
)
SELECT
    'cost_items_total' AS check_id,
    contact_cost.model::VARCHAR AS model,
    year(CASE WHEN contact.care_form = 'inpatient' THEN coalesce(contact.ended_at, contact.started_at) ELSE contact.started_at END)::SMALLINT AS year,
    coalesce(contact.unit_id, 'unknown') AS unit_id,
    count(*) AS contacts,
    count(*) AS checked,
    count(*) FILTER (abs(contact_cost.total - item_sum.amount) > 1) AS found,
    sum(item_sum.amount) AS counted_sek,
    sum(contact_cost.total) AS wanted_sek
FROM item_sum
JOIN contact_cost USING (contact_id, model)
LEFT JOIN contact USING (contact_id)
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
