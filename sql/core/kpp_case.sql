-- title: Vårdkontakter för KPP
-- about: Varje vårdkontakt med sin kostnad i en kostnadsmodell, eller skälet till att den lämnas utanför. Slutenvård hör till dagen då den
--    avslutas, annan vård till dagen då den börjar; pågående vård står på dagen då den började. Att kostnad saknas räknas bara för KPP:
--    PEC omfattar en utvald patientgrupp.
-- lifetime: build
-- grain: one row per contact and cost model
-- from: contact, contact_cost, double_counted, snapshot_info
WITH dated AS (
    SELECT
        contact.*,
        started_at::DATE AS started_on,
        ended_at::DATE AS ended_on,
        CASE WHEN care_form = 'inpatient' THEN coalesce(ended_at, started_at) ELSE started_at END::DATE AS belongs_on,
        -- Ongoing on the data's last day: without an end, said to be so, or ending later than the data reach.
        coalesce(ongoing, false) OR care_form = 'inpatient' AND ended_at IS NULL
            OR CASE WHEN care_form = 'inpatient' THEN ended_at ELSE started_at END::DATE > snapshot_info.cutoff_on AS is_ongoing
    FROM contact
    CROSS JOIN snapshot_info
),
costed AS (
    SELECT dated.*, 'kpp' AS model, cost.total, cost.cost_limit
    FROM dated
    LEFT JOIN (SELECT contact_id, total, cost_limit FROM contact_cost WHERE model = 'kpp') AS cost USING (contact_id)
    UNION ALL
    SELECT dated.*, 'pec', cost.total, cost.cost_limit
    FROM dated
    JOIN (SELECT contact_id, total, cost_limit FROM contact_cost WHERE model = 'pec') AS cost USING (contact_id)
)
SELECT
    model,
    costed.contact_id,
    patient_id,
    care_form,
    coalesce(unit_id, 'unknown') AS unit_id,
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
    age_at_contact,
    sex,
    municipality_code,
    total AS cost_sek,
    cost_limit AS delivered_limit_sek,
    CASE
        WHEN double_counted.contact_id IS NOT NULL THEN 'level'
        WHEN is_ongoing THEN 'ongoing'
        WHEN total IS NULL THEN 'no_cost'
        WHEN total <= 0 THEN 'zero_cost'
    END AS left_out
FROM costed
LEFT JOIN double_counted USING (contact_id)
