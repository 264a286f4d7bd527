-- analysis: kpp/ytterfall
-- selection: ar=2025&vardform=SV&kon=K
WITH cell AS (
    SELECT
        [case_national::VARCHAR, case_own::VARCHAR, case_los::VARCHAR, case_combined::VARCHAR] AS outcomes,
        count(*) AS contacts,
        sum(cost_sek) AS cost_sek,
        sum(cost_sek::DOUBLE - limit_national_sek) FILTER (case_national = 'outlier') AS above_national_sek,
        sum(cost_sek::DOUBLE - limit_own_sek) FILTER (case_own = 'outlier') AS above_own_sek
    FROM kpp_contact
    WHERE model = 'kpp' AND year = 2025 AND care_form = 'inpatient' AND sex = 'female'
    GROUP BY case_national, case_own, case_los, case_combined
),
ruled AS (
    SELECT rule.rule, rule.position, outcomes[rule.position] AS outcome, contacts, cost_sek, [above_national_sek, above_own_sek, NULL, above_own_sek][rule.position] AS above_sek
    FROM cell
    CROSS JOIN (VALUES ('national', 1), ('own', 2), ('los', 3), ('combined', 4)) AS rule(rule, position)
)
SELECT
    2025 AS year,
    'inpatient' AS care_form,
    rule,
    coalesce(sum(contacts) FILTER (outcome <> 'none'), 0)::BIGINT AS contacts,
    coalesce(sum(contacts) FILTER (outcome = 'outlier'), 0)::BIGINT AS outliers,
    coalesce(sum(cost_sek) FILTER (outcome <> 'none'), 0)::DOUBLE AS cost_sek,
    coalesce(sum(cost_sek) FILTER (outcome = 'outlier'), 0)::DOUBLE AS outlier_cost_sek,
    CASE WHEN rule <> 'los' THEN coalesce(sum(above_sek), 0) END AS above_limit_sek,
    coalesce(sum(contacts) FILTER (outcome = 'none'), 0)::BIGINT AS no_limit_contacts,
    coalesce(sum(cost_sek) FILTER (outcome = 'none'), 0)::DOUBLE AS no_limit_cost_sek,
    5.0::DOUBLE AS expected_share,
    20.0::DOUBLE AS expected_cost_share
FROM ruled
GROUP BY rule, position
ORDER BY position
