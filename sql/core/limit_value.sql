-- title: Värden som ytterfallsgränser räknas på
-- about: Kostnad för vårdkontakter i sluten- och öppenvård, och vårdtid för slutenvård. Pågående vård, vård utan kostnad, utan DRG och i MDC 99 ingår inte.
-- lifetime: build
-- grain: one row per contact, cost model and measure (cost in SEK, days)
-- from: kpp_case
SELECT model, year, care_form, drg, mdc, 'cost' AS measure, cost_sek::DOUBLE AS amount
FROM kpp_case
WHERE left_out IS NULL AND has_drg AND care_form <> 'primary'
UNION ALL
SELECT model, year, care_form, drg, mdc, 'days', days::DOUBLE
FROM kpp_case
WHERE left_out IS NULL AND has_drg AND care_form = 'inpatient'
