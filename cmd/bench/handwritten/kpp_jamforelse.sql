-- analysis: kpp/jamforelse
-- selection: ar=2025&vardform=SV&regel=national&grupp=riket
SELECT
    hospital,
    sum(contacts) FILTER (mean_sek IS NOT NULL)::BIGINT AS contacts,
    sum(cost_sek) FILTER (mean_sek IS NOT NULL)::DOUBLE AS observed_sek,
    coalesce(sum(contacts) FILTER (mean_sek IS NULL), 0)::BIGINT AS no_reference_contacts
FROM (
    SELECT hospital, drg::VARCHAR AS drg, count(*) AS contacts, sum(cost_sek) AS cost_sek
    FROM kpp_contact
    WHERE model = 'kpp' AND year = 2025 AND care_form = 'inpatient' AND has_drg AND case_national = 'inner'
    GROUP BY ALL
)
LEFT JOIN (
    SELECT drg::VARCHAR AS drg, mean_sek FROM kpp_reference WHERE year = 2025 AND care_form = 'inpatient' AND comparison_group = 'national' AND n >= 30
) USING (drg)
GROUP BY hospital
ORDER BY hospital
