-- title: Enheter vars kostnad inte stämmer med bokslutet
-- about: År och enheter där summan av KPP-kostnad skiljer sig mer än 1 procent från bokslutet.
-- grain: one row
-- from: reconciliation
SELECT coalesce(sum(checked), 0)::BIGINT AS checked, coalesce(sum(found), 0)::BIGINT AS found
FROM reconciliation
WHERE check_id = 'ledger_total'
