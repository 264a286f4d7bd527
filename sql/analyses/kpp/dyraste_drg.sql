-- title: Dyraste DRG
-- about: DRG ordnade efter vad ytterfallen enligt vald ytterfallsregel kostar i perioden, med alla valda år och vårdformer tillsammans: vårdkontakter med gräns, ytterfall,
--    deras kostnad och den del som ligger över gränsen (för vårdtid finns ingen gräns i kronor; kombinerad regel har den egna kostnadsgränsen). DRG utan ytterfall
--    visas inte. Löpande priser, gränser för kontaktens år.
-- grain: one row per DRG with an outlier, the dearest first
-- from: kpp_contact
-- choice: regel
-- ignores: fall Både inner- och ytterfall räknas.
-- ignores: pris Kostnad och gräns är samma års kronor.
-- column: drg VARCHAR kod DRG; labels=kpp_contact.drg
-- column: mdc VARCHAR kod MDC; labels=kpp_contact.mdc
-- column: contacts BIGINT antal Vårdkontakter med gräns; n=contacts
-- column: outliers BIGINT antal Ytterfall; n=outliers
-- column: cost_sek DOUBLE kr Kostnad; n=contacts
-- column: outlier_cost_sek DOUBLE kr Kostnad för ytterfall; n=outliers
-- column: above_limit_sek DOUBLE kr Kostnad över gräns; n=outliers
-- derive: outlier_share, outlier_low, outlier_high = wilson(outliers, contacts) -> procent Andel ytterfall
-- derive: mean_outlier_sek = mean(outlier_cost_sek, outliers) -> kr Kostnad per ytterfall
-- chart: pareto y=drg value=outlier_cost_sek n=outliers
-- direction: neutral
-- source: klarsyn_definition; skr_followup_2024
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH chosen_month AS (
    SELECT unnest(range(date_trunc('month', starts_on), ends_before, INTERVAL 1 MONTH))::DATE AS month_starts_on FROM period
),
counted AS (
    SELECT
        drg,
        mdc,
        count(*) AS contacts,
        count(*) FILTER (chosen_case = 'outlier') AS outliers,
        sum(cost_sek) AS cost_sek,
        coalesce(sum(cost_sek) FILTER (chosen_case = 'outlier'), 0) AS outlier_cost_sek,
        -- Decimals of sixteen places, as many as a DOUBLE knows, add up to the same in whatever order they are read.
        sum(CASE
            WHEN chosen_case = 'outlier' THEN greatest(0, cost_sek::DOUBLE - CASE WHEN $rule = 'national' THEN limit_national_sek ELSE limit_own_sek END)::DECIMAL(38, 16)
        END) AS above_sek
    FROM selected
    SEMI JOIN chosen_month USING (month_starts_on)
    WHERE chosen_case <> 'none'
    GROUP BY ALL
)
SELECT
    drg,
    -- The MDC of a DRG is its commonest, the first of equally common ones.
    arg_max(mdc, (contacts, -enum_code(mdc))) AS mdc,
    sum(contacts) AS contacts,
    sum(outliers) AS outliers,
    sum(cost_sek) AS cost_sek,
    sum(outlier_cost_sek) AS outlier_cost_sek,
    CASE WHEN $rule <> 'los' THEN coalesce(sum(above_sek), 0) END AS above_limit_sek
FROM counted
GROUP BY drg
HAVING sum(outliers) > 0
ORDER BY outlier_cost_sek DESC, drg
