-- title: År, vårdform, DRG och MDC i KPP
-- about: De kombinationer som räknade vårdkontakter har.
-- lifetime: build
-- grain: one row per cost model, year, care form, DRG and MDC with counted contacts
-- from: kpp_case
SELECT model, year, care_form, drg, mdc, count(*) AS contacts
FROM kpp_case
WHERE left_out IS NULL
GROUP BY ALL
