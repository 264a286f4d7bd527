-- title: Kostnadsposter som inte summerar till kontaktens kostnad
-- about: Vårdkontakter med kostnadsposter där posternas summa skiljer sig mer än 1 krona från kontaktens totala kostnad.
-- grain: one row
-- from: reconciliation
SELECT coalesce(sum(checked), 0)::BIGINT AS checked, coalesce(sum(found), 0)::BIGINT AS found
FROM reconciliation
WHERE check_id = 'cost_items_total'
