-- analysis: kpp/jamforelse
-- selection: ar=2025&vardform=SV&regel=national&grupp=riket
SELECT
    2025 AS year,
    'inpatient' AS care_form,
    hospital,
    coalesce(sum(contacts) FILTER (mean_sek IS NOT NULL), 0)::BIGINT AS contacts,
    coalesce(sum(cost_sek) FILTER (mean_sek IS NOT NULL), 0)::DOUBLE AS observed_sek,
    coalesce(sum(contacts * mean_sek), 0) AS expected_sek,
    CASE WHEN count(mean_sek) = count(sd_sek) THEN coalesce(sum(contacts * sd_sek ** 2), 0) END AS variance,
    coalesce(sum(contacts) FILTER (mean_sek IS NULL), 0)::BIGINT AS no_reference_contacts,
    coalesce(sum(cost_sek) FILTER (mean_sek IS NULL), 0)::DOUBLE AS no_reference_cost_sek
FROM (
    SELECT hospital, drg::VARCHAR AS drg, count(*) AS contacts, sum(cost_sek) AS cost_sek
    FROM kpp_contact
    WHERE model = 'kpp' AND year = 2025 AND care_form = 'inpatient' AND has_drg AND case_national = 'inner'
    GROUP BY ALL
)
LEFT JOIN (
    SELECT drg::VARCHAR AS drg, mean_sek, sd_sek
    FROM kpp_reference
    WHERE year = 2025 AND care_form = 'inpatient' AND comparison_group = 'national' AND n >= 30
) USING (drg)
GROUP BY hospital
ORDER BY hospital
