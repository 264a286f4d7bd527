-- title: Värden i KPP:s textkolumner
-- about: Vilka värden de räknade vårdkontakternas och kostnadsposternas textkolumner har. Miljoner rader får då sina typer utan att först samlas som text.
-- lifetime: build
-- grain: one row per column of kpp_contact or kpp_cost_item and value
-- from: kpp_case, kpp_cell, kpp_diagnosis, kpp_item, kpp_patient, kpp_unit
WITH diagnosis AS (
    SELECT main_diagnosis, chapter
    FROM kpp_diagnosis
    SEMI JOIN (SELECT DISTINCT diagnosis_no FROM kpp_case WHERE left_out IS NULL) AS used USING (diagnosis_no)
),
patient AS (
    SELECT coalesce(field::VARCHAR, 'unknown') AS field, coalesce(sex::VARCHAR, 'unknown') AS sex, municipality, age_group, elderly
    FROM kpp_patient
)
SELECT DISTINCT column_name, value
FROM (
    FROM (UNPIVOT kpp_unit ON unit_name, hospital, clinic, provider INTO NAME column_name VALUE value) SELECT column_name, value
    UNION ALL
    FROM (UNPIVOT (SELECT model::VARCHAR AS model, care_form::VARCHAR AS care_form, drg, mdc FROM kpp_cell) ON model, care_form, drg, mdc INTO NAME column_name VALUE value)
    UNION ALL
    FROM (UNPIVOT diagnosis ON main_diagnosis, chapter INTO NAME column_name VALUE value)
    UNION ALL
    FROM (UNPIVOT patient ON field, sex, municipality, age_group, elderly INTO NAME column_name VALUE value)
    UNION ALL
    SELECT 'category', category FROM (SELECT DISTINCT category FROM kpp_item)
)
