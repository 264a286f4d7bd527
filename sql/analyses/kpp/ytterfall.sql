-- title: Ytterfall enligt de fyra reglerna
-- about: Vårdkontakter i perioden med en gräns och hur många av dem som är ytterfall, enligt var och en av reglerna: nationell gräns, egen gräns (5 procent i
--    sluten- och 3 procent i öppenvård), vårdtid (bara slutenvård) och egen gräns eller vårdtid. Ytterfall ligger över gränsen; på gränsen är innerfall. Kontakter
--    utan gräns (DRG saknas, MDC 99, för få fall) står för sig. Kostnad över gräns gäller kostnadsgränser; för vårdtid finns ingen. Löpande priser,
--    gränser för kontaktens år. Nationellt väntas ungefär 5 procent av vårdtillfällena i slutenvård, med ungefär 20 procent av kostnaden, och 3 procent av
--    besöken i öppenvård (SKR).
-- grain: one row per year, care form and rule
-- from: kpp_contact
-- ignores: fall Både inner- och ytterfall visas alltid.
-- ignores: pris Kostnad och gräns är samma års kronor.
-- column: year BIGINT årtal År
-- column: care_form VARCHAR kod Vårdform; labels=kpp_contact.vardform
-- column: rule VARCHAR kod Regel; labels=kpp_limit.gransregel
-- column: contacts BIGINT antal Vårdkontakter med gräns; n=contacts
-- column: outliers BIGINT antal Ytterfall; n=outliers
-- column: cost_sek DOUBLE kr Kostnad; n=contacts
-- column: outlier_cost_sek DOUBLE kr Kostnad för ytterfall; n=outliers
-- column: above_limit_sek DOUBLE kr Kostnad över gräns; n=outliers
-- column: no_limit_contacts BIGINT antal Gräns saknas; n=no_limit_contacts
-- column: no_limit_cost_sek DOUBLE kr Kostnad där gräns saknas; n=no_limit_contacts
-- column: expected_share DOUBLE procent Nationellt väntad andel ytterfall
-- column: expected_cost_share DOUBLE procent Nationellt väntad andel av kostnaden
-- derive: outlier_share, outlier_low, outlier_high = wilson(outliers, contacts) -> procent Andel ytterfall
-- derive: cost_share = ratio(outlier_cost_sek, cost_sek) -> procent Andel av kostnaden
-- chart: bar x=outlier_share y=rule
-- direction: neutral
-- source: skr_followup_2024 (5 och 3 procent); klarsyn_method (gränsens formel)
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH chosen_month AS (
    SELECT unnest(range(date_trunc('month', starts_on), ends_before, INTERVAL 1 MONTH))::DATE AS month_starts_on FROM period
),
cell AS (
    SELECT
        year,
        care_form,
        case_national,
        case_own,
        case_los,
        case_combined,
        count(*) AS contacts,
        sum(cost_sek) AS cost_sek,
        -- Decimals of sixteen places, as many as a DOUBLE knows, add up to the same in whatever order they are read.
        sum(CASE WHEN case_national = 'outlier' THEN (cost_sek::DOUBLE - limit_national_sek)::DECIMAL(38, 16) END) AS above_national_sek,
        sum(CASE WHEN case_own = 'outlier' THEN (cost_sek::DOUBLE - limit_own_sek)::DECIMAL(38, 16) END) AS above_own_sek
    FROM selected
    SEMI JOIN chosen_month USING (month_starts_on)
    GROUP BY ALL
),
ruled AS (
    SELECT
        year,
        care_form,
        contacts,
        cost_sek,
        unnest(['national', 'own', 'los', 'combined']) AS rule,
        unnest([1, 2, 3, 4]) AS position,
        unnest([case_national::VARCHAR, case_own::VARCHAR, case_los::VARCHAR, case_combined::VARCHAR]) AS outcome,
        -- An outlier by its stay alone costs less than the cost limit: nothing of it is above.
        unnest([above_national_sek, above_own_sek, NULL, above_own_sek]) AS above_sek
    FROM cell
)
SELECT
    year::BIGINT AS year,
    care_form::VARCHAR AS care_form,
    rule,
    coalesce(sum(contacts) FILTER (outcome <> 'none'), 0)::BIGINT AS contacts,
    coalesce(sum(contacts) FILTER (outcome = 'outlier'), 0)::BIGINT AS outliers,
    coalesce(sum(cost_sek) FILTER (outcome <> 'none'), 0)::DOUBLE AS cost_sek,
    coalesce(sum(cost_sek) FILTER (outcome = 'outlier'), 0)::DOUBLE AS outlier_cost_sek,
    CASE WHEN rule <> 'los' THEN coalesce(sum(above_sek), 0)::DOUBLE END AS above_limit_sek,
    coalesce(sum(contacts) FILTER (outcome = 'none'), 0)::BIGINT AS no_limit_contacts,
    coalesce(sum(cost_sek) FILTER (outcome = 'none'), 0)::DOUBLE AS no_limit_cost_sek,
    -- SKR, Uppföljning regionernas KPP-databas (2024-04-03): what the national limits are set to mark.
    CASE care_form WHEN 'inpatient' THEN 5 WHEN 'outpatient' THEN 3 END::DOUBLE AS expected_share,
    CASE care_form WHEN 'inpatient' THEN 20 END::DOUBLE AS expected_cost_share
FROM ruled
GROUP BY ruled.year, ruled.care_form, rule
ORDER BY ruled.year, ruled.care_form, any_value(position)
