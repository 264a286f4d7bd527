-- analysis: kpp/ytterfall
-- selection: ar=2025&vardform=SV&kon=K
WITH cell AS (
    SELECT
        [case_national::VARCHAR, case_own::VARCHAR, case_los::VARCHAR, case_combined::VARCHAR] AS outcomes,
        count(*) AS contacts,
        sum(cost_sek) AS cost_sek
    FROM kpp_contact
    WHERE model = 'kpp' AND year = 2025 AND care_form = 'inpatient' AND sex = 'female'
    GROUP BY ALL
),
ruled AS (
    SELECT rule.rule, rule.position, outcomes[rule.position] AS outcome, contacts, cost_sek
    FROM cell
    CROSS JOIN (VALUES ('national', 1), ('own', 2), ('los', 3), ('combined', 4)) AS rule(rule, position)
)
SELECT
    rule,
    sum(contacts) FILTER (outcome <> 'none')::BIGINT AS contacts,
    sum(contacts) FILTER (outcome = 'outlier')::BIGINT AS outliers,
    sum(cost_sek) FILTER (outcome <> 'none')::DOUBLE AS cost_sek,
    sum(cost_sek) FILTER (outcome = 'outlier')::DOUBLE AS outlier_cost_sek,
    coalesce(sum(contacts) FILTER (outcome = 'none'), 0)::BIGINT AS no_limit_contacts
FROM ruled
GROUP BY rule, position
ORDER BY position
