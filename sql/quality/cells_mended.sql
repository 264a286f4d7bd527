-- title: Filer med celler som lästs in annorlunda än de står
-- about: Filer där någon cell höll något som inte är ett värde, till exempel ett felvärde från Excel. Vilka kolumner det gäller står under Avvikande celler.
-- grain: one row
-- from: delivery, cell_finding
SELECT count(*) AS checked, count(*) FILTER (delivery_id IN (SELECT delivery_id FROM cell_finding)) AS found
FROM delivery
