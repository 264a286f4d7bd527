-- title: Månader utan leverans
-- about: Månader mellan datas första och sista dag då en vårdform som annars levereras saknar vårdkontakter, eller har mindre än 1 procent av en vanlig månad.
--    Figurer per månad visar en lucka där.
-- grain: one row
-- from: delivered_month
SELECT count(*) AS checked, count(*) FILTER (NOT is_delivered) AS found FROM delivered_month
