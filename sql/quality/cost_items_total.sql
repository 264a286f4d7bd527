-- title: Kostnadsposter som inte summerar till kontaktens kostnad
-- about: Vårdkontakter med kostnadsposter där posternas summa skiljer sig mer än 1 krona från kontaktens totala kostnad.
-- grain: one row
-- from: cost_item, contact_cost
WITH item_sum AS (
    SELECT contact_id, model, sum(amount) AS amount FROM cost_item GROUP BY ALL
)
SELECT count(*) AS checked, count(*) FILTER (abs(contact_cost.total - item_sum.amount) > 1) AS found
FROM item_sum
JOIN contact_cost USING (contact_id, model)
