-- title: Nationella kostnadsgränser
-- about: Levererad kostnadsgräns per DRG, vårdform och år ur referensen för riket. Finns den både för somatik och psykiatri gäller det område som
--    har flest vårdkontakter i riket. Referensen gäller KPP.
-- grain: one row per year, care form and DRG with a national limit
-- from: drg_reference
SELECT year, care_form, drg, cost_limit AS limit_sek, los_limit AS limit_days
FROM drg_reference
WHERE comparison_group = 'national' AND cost_limit IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY year, care_form, drg ORDER BY n DESC NULLS LAST, field) = 1
ORDER BY year, care_form, drg
