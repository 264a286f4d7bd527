-- title: Hur ytterfallsreglerna överlappar
-- about: Vårdkontakter i perioden som minst en regel märker som ytterfall, efter vilka av reglerna som gör det: nationell gräns, egen gräns (5 procent i sluten- och
--    3 procent i öppenvård) och vårdtid (bara slutenvård). Varje vårdkontakt står på precis en rad; raden Minst en regel är summan av de andra. Den fjärde regeln,
--    egen gräns eller vårdtid, är de rader där egen eller vårdtid ingår. Andelarna är av alla avslutade vårdkontakter med kostnad i vårdformen, också dem utan gräns.
--    Figuren beror inte på vilken regel som är vald. Löpande priser, gränser för kontaktens år.
-- grain: one row per care form with a limit and combination of rules
-- from: kpp_contact
-- ignores: fall Både inner- och ytterfall räknas.
-- ignores: pris Kostnad och gräns är samma års kronor.
-- column: care_form VARCHAR kod Vårdform; labels=kpp_contact.vardform
-- column: combination VARCHAR kod Märks av; labels=values.regelkombination total=any
-- column: contacts BIGINT antal Vårdkontakter; n=contacts
-- column: cost_sek DOUBLE kr Kostnad; n=contacts
-- column: all_contacts BIGINT antal Alla vårdkontakter; n=all_contacts
-- column: all_cost_sek DOUBLE kr Kostnad för alla; n=all_contacts
-- derive: share = ratio(contacts, all_contacts) -> procent Andel av vårdkontakterna
-- derive: cost_share = ratio(cost_sek, all_cost_sek) -> procent Andel av kostnaden
-- chart: bar x=share y=combination series=care_form
-- direction: neutral
-- source: skr_followup_2024 (5 och 3 procent); klarsyn_method (gränsens formel); norrbotten_2020
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH chosen_month AS (
    SELECT unnest(range(date_trunc('month', starts_on), ends_before, INTERVAL 1 MONTH))::DATE AS month_starts_on FROM period
),
cell AS (
    SELECT
        care_form,
        case_national = 'outlier' AS by_national,
        case_own = 'outlier' AS by_own,
        case_los = 'outlier' AS by_los,
        count(*) AS contacts,
        count(*) FILTER (case_national <> 'none' OR case_own <> 'none' OR case_los <> 'none') AS limited_contacts,
        sum(cost_sek) AS cost_sek
    FROM selected
    SEMI JOIN chosen_month USING (month_starts_on)
    GROUP BY ALL
),
-- Who marks whom: of three rules there are eight answers, of which seven mark. The fourth rule follows from them.
combination(name, by_national, by_own, by_los, position) AS (
    VALUES
        ('any', NULL, NULL, NULL, 0),
        ('national_own_los', true, true, true, 1),
        ('national_own', true, true, false, 2),
        ('national_los', true, false, true, 3),
        ('own_los', false, true, true, 4),
        ('national', true, false, false, 5),
        ('own', false, true, false, 6),
        ('los', false, false, true, 7)
),
whole AS (
    SELECT care_form, sum(contacts) AS contacts, sum(cost_sek) AS cost_sek
    FROM cell
    GROUP BY care_form
    HAVING sum(limited_contacts) > 0
)
SELECT
    whole.care_form::VARCHAR AS care_form,
    combination.name AS combination,
    coalesce(sum(cell.contacts), 0)::BIGINT AS contacts,
    coalesce(sum(cell.cost_sek), 0)::DOUBLE AS cost_sek,
    any_value(whole.contacts)::BIGINT AS all_contacts,
    any_value(whole.cost_sek)::DOUBLE AS all_cost_sek
FROM whole
CROSS JOIN combination
LEFT JOIN cell
    ON cell.care_form = whole.care_form
    AND CASE
        WHEN combination.name = 'any' THEN cell.by_national OR cell.by_own OR cell.by_los
        ELSE cell.by_national = combination.by_national AND cell.by_own = combination.by_own AND cell.by_los = combination.by_los
    END
GROUP BY whole.care_form, combination.name, combination.position
ORDER BY whole.care_form, combination.position
