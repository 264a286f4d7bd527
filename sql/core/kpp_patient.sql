-- title: Vem vårdkontakterna i KPP gäller
-- about: De kombinationer av område, ålder, kön och kommun som räknade vårdkontakter har, med åldersgrupperna.
-- lifetime: build
-- grain: one row per field, age, sex and municipality with counted contacts
-- from: kpp_case, kpp_municipality, age_band
SELECT
    found.*,
    kpp_municipality.municipality,
    coalesce(age_band.kpp_age_group, 'unknown') AS age_group,
    coalesce(age_band.elderly, 'unknown') AS elderly
FROM (SELECT DISTINCT field, age, sex, municipality_no FROM kpp_case WHERE left_out IS NULL) AS found
JOIN kpp_municipality USING (municipality_no)
LEFT JOIN age_band USING (age)
