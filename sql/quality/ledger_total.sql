-- title: Enheter vars kostnad inte stämmer med bokslutet
-- about: År och enheter där summan av KPP-kostnad skiljer sig mer än 1 procent från bokslutet.
-- grain: one row
-- from: costed_contact, unit_span, ledger
WITH unit_year AS (
    SELECT year(costed_contact.month_starts_on) AS year, unit_span.unit_id, sum(costed_contact.cost_sek) AS amount
    FROM costed_contact
    JOIN unit_span USING (unit_no)
    GROUP BY ALL
)
SELECT count(*) AS checked, count(*) FILTER (abs(coalesce(unit_year.amount, 0) - ledger.amount) > 0.01 * abs(ledger.amount)) AS found
FROM ledger
LEFT JOIN unit_year ON unit_year.year = ledger.year AND unit_year.unit_id = ledger.unit_id
