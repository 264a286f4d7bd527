-- title: Fallista
-- about: En rad per vårdkontakt i urvalet, den dyraste först, högst 5 000: gräns enligt vald ytterfallsregel och vad den vilar på, kostnad över gränsen (för vårdtid finns
--    ingen gräns i kronor; kombinerad regel har den egna kostnadsgränsen) och om den är inner- eller ytterfall. Filtret Inner-/ytterfall tar fram ytterfallen. Slutenvård
--    hör till dagen den avslutas, annan vård till dagen den börjar. Löpande priser, gränser för kontaktens år.
-- grain: one row per contact, the dearest 5 000
-- from: kpp_contact
-- choice: regel
-- ignores: pris Fallets kostnad och gräns visas som de är, i årets kronor.
-- right: detalj
-- column: patient_id VARCHAR - Pseudonym
-- column: contact_id VARCHAR - Vårdkontakt
-- column: started_on DATE datum Från
-- column: ended_on DATE datum Till
-- column: unit_name VARCHAR - Enhet
-- column: drg VARCHAR kod DRG; labels=kpp_contact.drg
-- column: drg_weight DOUBLE vikt DRG-vikt
-- column: cost_sek DOUBLE kr Kostnad
-- column: limit_sek DOUBLE kr Kostnadsgräns
-- column: above_limit_sek DOUBLE kr Över gräns
-- column: outcome VARCHAR kod Fall; labels=values.fall
-- column: origin VARCHAR kod Gränsen vilar på; labels=kpp_limit.gransgrund
-- column: days BIGINT dygn Vårddygn
-- column: limit_days BIGINT dagar Vårdtidsgräns
-- column: care_form VARCHAR kod Vårdform; labels=kpp_contact.vardform
-- column: main_diagnosis VARCHAR kod Huvuddiagnos
-- column: cases BIGINT antal Vårdkontakter i urvalet; hidden=yes
-- chart: table
-- direction: neutral
-- source: klarsyn_definition; skr_followup_2024
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH chosen_month AS (
    SELECT unnest(range(date_trunc('month', starts_on), ends_before, INTERVAL 1 MONTH))::DATE AS month_starts_on FROM period
),
listed AS (
    SELECT
        selected.*,
        count(*) OVER () AS cases,
        CASE $rule WHEN 'national' THEN limit_national_sek WHEN 'los' THEN NULL ELSE limit_own_sek END AS limit_sek,
        CASE WHEN $rule IN ('los', 'combined') THEN limit_los_days END::BIGINT AS limit_days
    FROM selected
    SEMI JOIN chosen_month USING (month_starts_on)
    ORDER BY cost_sek DESC, delivery_id, source_row
    LIMIT 5000
),
-- The one place that knows how a row of the mart leads to the contact and the patient as they are named in the data.
named AS (
    SELECT listed.*, contact.contact_id AS named_contact, contact.patient_id AS named_patient
    FROM listed
    JOIN contact USING (delivery_id, source_row)
)
SELECT
    named.named_patient AS patient_id,
    named.named_contact AS contact_id,
    named.started_on,
    named.ended_on,
    named.unit_name,
    named.drg,
    named.drg_weight,
    named.cost_sek,
    named.limit_sek,
    CASE WHEN named.limit_sek IS NOT NULL THEN greatest(0, named.cost_sek::DOUBLE - named.limit_sek) END AS above_limit_sek,
    named.chosen_case AS outcome,
    CASE
        WHEN named.limit_sek IS NULL AND named.limit_days IS NULL THEN 'none'
        -- Of a DRG that riket has no limit for, each contact has its own delivered one.
        WHEN $rule = 'national' AND kpp_limit.origin IS DISTINCT FROM 'reference' THEN 'delivered'
        ELSE kpp_limit.origin
    END AS origin,
    named.days,
    named.limit_days,
    named.care_form,
    named.main_diagnosis,
    named.cases
FROM named
LEFT JOIN kpp_limit
    ON kpp_limit.model::VARCHAR = named.model::VARCHAR AND kpp_limit.year = named.year AND kpp_limit.care_form::VARCHAR = named.care_form::VARCHAR
    AND kpp_limit.drg::VARCHAR = named.drg::VARCHAR AND kpp_limit.rule::VARCHAR = $rule
ORDER BY named.cost_sek DESC, named.named_contact
