-- title: Boendeperioder som överlappar
-- about: Boendeperioder som börjar innan personens förra är slut. Den senare gäller då från sin första dag.
-- grain: one row
-- from: residence
WITH ordered AS (
    SELECT
        valid_from,
        lag(coalesce(valid_to, DATE 'infinity')) OVER (PARTITION BY patient_id ORDER BY valid_from) AS earlier_valid_to
    FROM residence
)
SELECT count(*) AS checked, count(*) FILTER (valid_from < earlier_valid_to) AS found
FROM ordered
