-- title: Vårdkontakter för KPP
-- about: Varje vårdkontakt med sin kostnad i en kostnadsmodell, eller skälet till att den lämnas utanför. Slutenvård hör till dagen då den avslutas,
--    annan vård till dagen då den börjar; pågående vård och vård som slutar efter datas sista dag står på dagen då den började. Att kostnad saknas
--    räknas bara för KPP: PEC omfattar en utvald patientgrupp. Ålder, kön och kommun är de vid kontakten; det som kontakten själv inte säger tas ur
--    personregistret.
-- lifetime: build
-- grain: one row per contact and cost model
-- from: contact, contact_cost, diagnosis, double_counted, person, unit_span, kpp_drg, kpp_diagnosis, kpp_municipality, snapshot_info
-- sorted: model, year, care_form, unit_no, drg_mdc_no
WITH costed AS (
    SELECT contact.*, 'kpp'::ENUM ('kpp', 'pec') AS model, cost.total, cost.cost_limit
    FROM contact
    LEFT JOIN (SELECT contact_id, total, cost_limit FROM contact_cost WHERE model = 'kpp') AS cost USING (contact_id)
    UNION ALL
    SELECT contact.*, 'pec'::ENUM ('kpp', 'pec'), cost.total, cost.cost_limit
    FROM contact
    JOIN (SELECT contact_id, total, cost_limit FROM contact_cost WHERE model = 'pec') AS cost USING (contact_id)
),
dated AS (
    SELECT
        costed.*,
        started_at::DATE AS started_on,
        ended_at::DATE AS ended_on,
        CASE
            WHEN coalesce(ongoing, false) OR care_form = 'inpatient' AND ended_at IS NULL THEN 'ongoing'
            WHEN CASE WHEN care_form = 'inpatient' THEN ended_at ELSE started_at END::DATE > snapshot_info.cutoff_on THEN 'ends_after_data'
        END AS unfinished,
        -- What has not ended when the data do has no other day than its first.
        CASE WHEN care_form = 'inpatient' AND unfinished IS NULL THEN ended_at ELSE started_at END::DATE AS belongs_on
    FROM costed
    CROSS JOIN snapshot_info
),
main AS (
    SELECT diagnosis.contact_id, kpp_diagnosis.diagnosis_no
    FROM diagnosis
    JOIN kpp_diagnosis ON kpp_diagnosis.main_diagnosis = diagnosis.code
    WHERE diagnosis.position = 1
)
-- Numbers and short lists only: what millions of rows are joined, sorted and kept by is not text.
SELECT
    dated.model,
    -- The contact, by the record that delivered it.
    dated.delivery_id,
    dated.source_row,
    person.person_no,
    dated.care_form,
    unit_span.unit_no,
    dated.started_on,
    dated.ended_on,
    dated.belongs_on,
    year(dated.belongs_on)::SMALLINT AS year,
    CASE WHEN dated.care_form = 'inpatient' THEN greatest(1, dated.ended_on - dated.started_on) END::INTEGER AS days,
    kpp_drg.drg_mdc_no,
    dated.drg_weight,
    coalesce(main.diagnosis_no, 0) AS diagnosis_no,
    dated.field,
    coalesce(dated.age_at_contact, year(dated.started_on) - person.birth_year)::SMALLINT AS age,
    coalesce(dated.sex, person.sex) AS sex,
    kpp_municipality.municipality_no,
    dated.total AS cost_sek,
    dated.cost_limit::DOUBLE AS delivered_limit_sek,
    -- A literal in one branch makes the whole text: the type is given to what they come to.
    CASE
        WHEN double_counted.contact_id IS NOT NULL THEN 'level'
        WHEN dated.unfinished IS NOT NULL THEN dated.unfinished
        WHEN dated.total IS NULL THEN 'no_cost'
        WHEN dated.total <= 0 THEN 'zero_cost'
    END::ENUM ('level', 'ongoing', 'ends_after_data', 'no_cost', 'zero_cost') AS left_out
FROM dated
JOIN person USING (patient_id)
JOIN unit_span ON unit_span.unit_id = coalesce(dated.unit_id, 'unknown') AND unit_span.valid_from <= dated.belongs_on AND dated.belongs_on < unit_span.valid_before
JOIN kpp_drg ON kpp_drg.drg = coalesce(dated.drg, 'unknown') AND kpp_drg.mdc = coalesce(dated.mdc, 'unknown')
JOIN kpp_municipality ON kpp_municipality.code = coalesce(dated.municipality_code, person.municipality_code, 'unknown')
LEFT JOIN main ON main.contact_id = dated.contact_id
LEFT JOIN double_counted ON double_counted.delivery_id = dated.delivery_id AND double_counted.source_row = dated.source_row
