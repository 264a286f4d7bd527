-- title: År, vårdform, DRG och MDC i KPP
-- about: De kombinationer som räknade vårdkontakter har.
-- lifetime: build
-- grain: one row per cost model, year, care form, DRG and MDC with counted contacts
-- from: kpp_case, kpp_drg
SELECT counted.*, kpp_drg.drg, kpp_drg.mdc, kpp_drg.has_drg
FROM (
    SELECT model, year, care_form, drg_mdc_no, count(*) AS contacts
    FROM kpp_case
    WHERE left_out IS NULL
    GROUP BY ALL
) AS counted
JOIN kpp_drg USING (drg_mdc_no)
