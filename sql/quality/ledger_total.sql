-- title: Enheter vars kostnad inte stämmer med bokslutet
-- about: År och enheter där summan av KPP-kostnad skiljer sig mer än 1 procent från bokslutet.
-- grain: one row
-- from: contact, contact_cost, ledger
WITH unit_year AS (
    SELECT
        year(CASE WHEN contact.care_form = 'inpatient' THEN contact.ended_at ELSE contact.started_at END) AS year,
        contact.unit_id,
        sum(contact_cost.total) AS amount
    FROM contact
    JOIN contact_cost USING (contact_id)
    WHERE contact_cost.model = 'kpp'
    GROUP BY ALL
)
SELECT count(*) AS checked, count(*) FILTER (abs(coalesce(unit_year.amount, 0) - ledger.amount) > 0.01 * abs(ledger.amount)) AS found
FROM ledger
LEFT JOIN unit_year ON unit_year.year = ledger.year AND unit_year.unit_id = ledger.unit_id
