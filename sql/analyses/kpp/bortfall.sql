-- title: Vårdkontakter som lämnats utanför
-- about: Vårdkontakter i perioden som inte räknas, per skäl. Pågående vård, vård som slutar efter datas sista dag, kostnad som saknas eller är noll och
--    vård på en annan nivå står utanför alla figurer. DRG som saknas och MDC 99 står bara utanför där en DRG behövs: gränser, DRG-poäng och
--    Jämförelse. Kontakter utan DRG-vikt står utanför DRG-poäng, case-mix-index och kostnad per DRG-poäng. Slutenvård hör till året den avslutas,
--    annan vård till året den börjar; vård som inte är avslutad till året den började. Löpande priser.
-- grain: one row per year, care form and reason
-- from: kpp_contact, kpp_left_out
-- ignores: fall Det som lämnats utanför är varken innerfall eller ytterfall.
-- ignores: pris Beloppen visas som de levererats.
-- column: year BIGINT årtal År
-- column: care_form VARCHAR kod Vårdform; labels=kpp_contact.vardform
-- column: reason VARCHAR kod Skäl; labels=kpp_left_out.bortfall
-- column: is_left_out_everywhere BOOLEAN - Utanför alla figurer
-- column: contacts BIGINT antal Vårdkontakter; n=contacts
-- column: cost_sek DOUBLE kr Kostnad; n=contacts
-- chart: table
-- direction: low
-- source: klarsyn_method; skr_followup_2024
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH chosen_month AS (
    SELECT unnest(range(date_trunc('month', starts_on), ends_before, INTERVAL 1 MONTH))::DATE AS month_starts_on FROM period
),
without_drg AS (
    SELECT
        year,
        care_form::VARCHAR AS care_form,
        CASE WHEN drg = 'unknown' THEN 'no_drg' WHEN NOT has_drg THEN 'mdc_99' ELSE 'no_weight' END AS reason,
        cost_sek
    FROM selected_kpp_contact
    SEMI JOIN chosen_month USING (month_starts_on)
    WHERE NOT has_drg OR drg_weight IS NULL
)
SELECT year, care_form::VARCHAR AS care_form, reason, true AS is_left_out_everywhere, sum(contacts)::BIGINT AS contacts, sum(cost_sek)::DOUBLE AS cost_sek
FROM selected_kpp_left_out
SEMI JOIN chosen_month USING (month_starts_on)
GROUP BY ALL
UNION ALL
SELECT year, care_form, reason, false, count(*), sum(cost_sek)::DOUBLE
FROM without_drg
GROUP BY ALL
ORDER BY year, care_form, reason
