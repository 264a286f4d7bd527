-- title: Värden som ytterfallsgränser räknas på
-- about: Kostnad för vårdkontakter i sluten- och öppenvård, och vårdtid för slutenvård. Pågående vård, vård utan kostnad, utan DRG och i MDC 99 ingår inte.
-- lifetime: build
-- grain: one row per contact, cost model and measure (cost in SEK, days)
-- from: kpp_case, kpp_drg
WITH counted AS NOT MATERIALIZED (
    SELECT
        kpp_case.model,
        kpp_case.year,
        kpp_case.care_form,
        kpp_drg.drg_no,
        kpp_drg.mdc_no,
        kpp_drg.family_no,
        kpp_case.cost_sek,
        kpp_case.days
    FROM kpp_case
    JOIN kpp_drg USING (drg_mdc_no)
    WHERE kpp_case.left_out IS NULL AND kpp_drg.has_drg AND kpp_case.care_form <> 'primary'
)
SELECT model, year, care_form, drg_no, mdc_no, family_no, 'cost'::ENUM ('cost', 'days') AS measure, cost_sek::DOUBLE AS amount
FROM counted
UNION ALL
SELECT model, year, care_form, drg_no, mdc_no, family_no, 'days'::ENUM ('cost', 'days'), days::DOUBLE
FROM counted
WHERE care_form = 'inpatient'
