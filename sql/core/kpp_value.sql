-- title: Värden i KPP:s textkolumner
-- about: Vilka värden de räknade vårdkontakternas textkolumner har. Miljoner rader får då sina typer utan att först samlas som text.
-- lifetime: build
-- grain: one row per column of kpp_contact and value
-- from: kpp_case, kpp_cell, kpp_diagnosis, kpp_unit, age_band
WITH patient AS (
    SELECT DISTINCT field, age, sex, municipality
    FROM kpp_case
    WHERE left_out IS NULL
),
grouped AS (
    SELECT
        patient.field,
        patient.sex,
        patient.municipality,
        coalesce(age_band.kpp_age_group, 'unknown') AS age_group,
        coalesce(age_band.elderly, 'unknown') AS elderly
    FROM patient
    LEFT JOIN age_band USING (age)
)
SELECT DISTINCT column_name, value
FROM (
    FROM (UNPIVOT kpp_unit ON unit_id, unit_name, hospital, hospital_group, clinic, provider INTO NAME column_name VALUE value) SELECT column_name, value
    UNION ALL
    FROM (UNPIVOT (SELECT model, care_form::VARCHAR AS care_form, drg, mdc FROM kpp_cell) ON model, care_form, drg, mdc INTO NAME column_name VALUE value)
    UNION ALL
    FROM (UNPIVOT (SELECT main_diagnosis, chapter FROM kpp_diagnosis WHERE is_counted) ON main_diagnosis, chapter INTO NAME column_name VALUE value)
    UNION ALL
    FROM (UNPIVOT grouped ON field, sex, municipality, age_group, elderly INTO NAME column_name VALUE value)
)
