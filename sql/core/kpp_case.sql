-- title: Vårdkontakter för KPP
-- about: Varje vårdkontakt med sin kostnad i en kostnadsmodell, eller skälet till att den lämnas utanför. Slutenvård hör till dagen då den
--    avslutas, annan vård till dagen då den börjar; pågående vård står på dagen då den började. Att kostnad saknas räknas bara för KPP:
--    PEC omfattar en utvald patientgrupp. Ålder, kön och kommun är de vid kontakten; det som kontakten själv inte säger tas ur personregistret.
-- lifetime: build
-- grain: one row per contact and cost model
-- from: contact, contact_cost, diagnosis, double_counted, person, unit_span, snapshot_info
WITH costed AS (
    SELECT contact.*, 'kpp' AS model, cost.total, cost.cost_limit
    FROM contact
    LEFT JOIN (SELECT contact_id, total, cost_limit FROM contact_cost WHERE model = 'kpp') AS cost USING (contact_id)
    UNION ALL
    SELECT contact.*, 'pec', cost.total, cost.cost_limit
    FROM contact
    JOIN (SELECT contact_id, total, cost_limit FROM contact_cost WHERE model = 'pec') AS cost USING (contact_id)
),
dated AS (
    SELECT
        costed.*,
        started_at::DATE AS started_on,
        ended_at::DATE AS ended_on,
        CASE WHEN care_form = 'inpatient' THEN coalesce(ended_at, started_at) ELSE started_at END::DATE AS belongs_on,
        -- Ongoing on the data's last day: without an end, said to be so, or ending later than the data reach.
        coalesce(ongoing, false) OR care_form = 'inpatient' AND ended_at IS NULL
            OR CASE WHEN care_form = 'inpatient' THEN ended_at ELSE started_at END::DATE > snapshot_info.cutoff_on AS is_ongoing,
        snapshot_info.home_region
    FROM costed
    CROSS JOIN snapshot_info
)
SELECT
    model,
    -- The contact, by the record that delivered it: two numbers are joined and kept at a fraction of a text's price.
    dated.delivery_id,
    dated.source_row,
    person.person_no,
    care_form,
    unit_span.unit_no,
    started_on,
    ended_on,
    belongs_on,
    year(belongs_on)::SMALLINT AS year,
    CASE WHEN care_form = 'inpatient' THEN greatest(1, ended_on - started_on) END::INTEGER AS days,
    coalesce(drg, 'unknown') AS drg,
    drg IS NOT NULL AND coalesce(mdc, '') <> '99' AS has_drg,
    drg_weight,
    coalesce(mdc, 'unknown') AS mdc,
    coalesce(field, 'unknown') AS field,
    coalesce(main.code, 'unknown') AS main_diagnosis,
    coalesce(age_at_contact, year(started_on) - person.birth_year)::SMALLINT AS age,
    coalesce(dated.sex, person.sex, 'unknown') AS sex,
    CASE
        WHEN coalesce(dated.municipality_code, person.municipality_code) IS NULL THEN 'unknown'
        WHEN starts_with(coalesce(dated.municipality_code, person.municipality_code), home_region)
            THEN coalesce(dated.municipality_code, person.municipality_code)
        ELSE 'utomlan'
    END AS municipality,
    total AS cost_sek,
    cost_limit::DOUBLE AS delivered_limit_sek,
    CASE
        WHEN double_counted.contact_id IS NOT NULL THEN 'level'
        WHEN is_ongoing THEN 'ongoing'
        WHEN total IS NULL THEN 'no_cost'
        WHEN total <= 0 THEN 'zero_cost'
    END AS left_out
FROM dated
JOIN person USING (patient_id)
JOIN unit_span ON unit_span.unit_id = coalesce(dated.unit_id, 'unknown') AND unit_span.valid_from <= belongs_on AND belongs_on < unit_span.valid_before
LEFT JOIN (SELECT contact_id, code FROM diagnosis WHERE position = 1) AS main USING (contact_id)
LEFT JOIN double_counted USING (contact_id)
