-- title: Vårdkontakter i vårdförlopp med personens läge
-- about: Ålder, boende, EF-fenotyp och senaste debut den dag kontakten börjar; enhet och sjukhus som de hette då.
-- lifetime: build
-- grain: one row per pathway and contact
-- from: pathway_hit, pathway_person, person_contact, contact_cost, diagnosis, unit_period, residence_spell, ejection_fraction, age_band
WITH main_diagnosis AS (
    SELECT contact_id, any_value(code) AS code
    FROM diagnosis
    WHERE position = 1 AND contact_id IN (SELECT contact_id FROM pathway_hit)
    GROUP BY contact_id
),
cost AS (
    SELECT contact_id, total, cost_limit
    FROM contact_cost
    WHERE model = 'kpp' AND contact_id IN (SELECT contact_id FROM pathway_hit)
)
SELECT
    hit.pathway,
    hit.contact_id,
    hit.person_no,
    hit.started_on,
    hit.is_main,
    hit.is_secondary,
    contact.started_at,
    contact.ended_on,
    contact.care_form,
    contact.contact_type,
    contact.profession,
    contact.is_planned,
    contact.discharge_mode,
    contact.drg,
    contact.drg_weight,
    main_diagnosis.code AS main_diagnosis,
    cost.total AS cost_sek,
    cost.cost_limit AS cost_limit_sek,
    coalesce(contact.unit_id, 'unknown') AS unit_id,
    coalesce(unit_period.unit_name, contact.unit_id, 'uppgift saknas') AS unit_name,
    coalesce(unit_period.hospital, 'unknown') AS hospital,
    coalesce(unit_period.is_heart_failure_clinic, false) AS is_heart_failure_clinic,
    pathway_person.sex,
    (year(hit.started_on) - pathway_person.birth_year)::SMALLINT AS age,
    coalesce(age_band.age_group, 'unknown') AS age_group,
    coalesce(residence_spell.municipality, 'utomlan') AS municipality,
    coalesce(residence_spell.residency, 'utomlan') AS residency,
    coalesce(ejection_fraction.phenotype, 'ej_definierad') AS phenotype
FROM pathway_hit AS hit
JOIN person_contact AS contact USING (contact_id)
JOIN pathway_person ON pathway_person.person_no = hit.person_no
LEFT JOIN age_band ON age_band.age = year(hit.started_on) - pathway_person.birth_year
LEFT JOIN main_diagnosis USING (contact_id)
LEFT JOIN cost USING (contact_id)
LEFT JOIN unit_period ON unit_period.unit_id = contact.unit_id AND unit_period.valid_from <= hit.started_on AND hit.started_on < unit_period.valid_before
LEFT JOIN residence_spell
    ON residence_spell.person_no = hit.person_no AND residence_spell.valid_from <= hit.started_on AND hit.started_on < residence_spell.valid_before
LEFT JOIN ejection_fraction
    ON ejection_fraction.person_no = hit.person_no AND ejection_fraction.valid_from <= hit.started_on AND hit.started_on < ejection_fraction.valid_before
