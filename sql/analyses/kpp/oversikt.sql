-- title: Översikt
-- about: Vårdkontakter, kostnad, DRG-poäng, case-mix-index, kostnad per DRG-poäng och ytterfall enligt vald ytterfallsregel i perioden. DRG-poäng och kostnad per DRG-poäng
--    räknar kontakter med DRG utanför MDC 99. Jämförelsegruppens kostnad per DRG-poäng är dess innerfalls, med gruppens egen sammansättning; den följer
--    filtren Vårdform och DRG men inga andra. Löpande priser. Gränser och referens är kontaktens år.
-- grain: one row
-- from: kpp_contact, kpp_reference
-- choice: regel
-- choice: grupp
-- ignores: fall Både inner- och ytterfall räknas.
-- column: contacts BIGINT antal Vårdkontakter; n=contacts
-- column: cost_sek DOUBLE kr Kostnad; n=contacts
-- column: drg_contacts BIGINT antal Med DRG; n=drg_contacts
-- column: drg_cost_sek DOUBLE kr Kostnad med DRG; n=drg_contacts
-- column: drg_points DOUBLE drg_poäng DRG-poäng; n=drg_contacts
-- column: inner_contacts BIGINT antal Innerfall; n=inner_contacts
-- column: inner_cost_sek DOUBLE kr Innerfallens kostnad; n=inner_contacts
-- column: inner_points DOUBLE drg_poäng Innerfallens DRG-poäng; n=inner_contacts
-- column: limit_contacts BIGINT antal Med gräns; n=limit_contacts
-- column: limit_cost_sek DOUBLE kr Kostnad med gräns; n=limit_contacts
-- column: outliers BIGINT antal Ytterfall; n=outliers
-- column: outlier_cost_sek DOUBLE kr Kostnad för ytterfall; n=outliers
-- column: group_cost_sek DOUBLE kr Jämförelsegruppens kostnad
-- column: group_points DOUBLE drg_poäng Jämförelsegruppens DRG-poäng
-- derive: cost_per_point = ratio(drg_cost_sek, drg_points) -> kr Kostnad per DRG-poäng, alla
-- derive: inner_cost_per_point = ratio(inner_cost_sek, inner_points) -> kr Kostnad per DRG-poäng, innerfall
-- derive: group_cost_per_point = ratio(group_cost_sek, group_points) -> kr Kostnad per DRG-poäng, jämförelsegruppen
-- derive: case_mix_index = mean(drg_points, drg_contacts) -> kvot Case-mix-index
-- derive: outlier_share, outlier_low, outlier_high = wilson(outliers, limit_contacts) -> procent Andel ytterfall
-- derive: outlier_cost_share = ratio(outlier_cost_sek, limit_cost_sek) -> procent Ytterfallens andel av kostnaden
-- chart: table
-- direction: low
-- source: SKR, KPP-databasen; domänens avsnitt 1.4
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH chosen_month AS (
    SELECT unnest(range(date_trunc('month', starts_on), ends_before, INTERVAL 1 MONTH))::DATE AS month_starts_on FROM period
),
own AS (
    SELECT
        count(*) AS contacts,
        sum(cost_sek)::DOUBLE AS cost_sek,
        count(*) FILTER (has_drg) AS drg_contacts,
        sum(cost_sek) FILTER (has_drg)::DOUBLE AS drg_cost_sek,
        sum(drg_weight) FILTER (has_drg)::DOUBLE AS drg_points,
        count(*) FILTER (chosen_case = 'inner') AS inner_contacts,
        sum(cost_sek) FILTER (chosen_case = 'inner')::DOUBLE AS inner_cost_sek,
        sum(drg_weight) FILTER (chosen_case = 'inner')::DOUBLE AS inner_points,
        count(*) FILTER (chosen_case <> 'none') AS limit_contacts,
        sum(cost_sek) FILTER (chosen_case <> 'none')::DOUBLE AS limit_cost_sek,
        count(*) FILTER (chosen_case = 'outlier') AS outliers,
        sum(cost_sek) FILTER (chosen_case = 'outlier')::DOUBLE AS outlier_cost_sek
    FROM selected_kpp_contact
    SEMI JOIN chosen_month USING (month_starts_on)
),
reference AS (
    SELECT sum(n * mean_sek) AS cost_sek, sum(n * weight) AS points
    FROM selected_kpp_reference
    WHERE comparison_group = $comparison_group AND weight IS NOT NULL AND year IN (SELECT year(month_starts_on) FROM chosen_month)
)
SELECT
    own.contacts,
    coalesce(own.cost_sek, 0) AS cost_sek,
    own.drg_contacts,
    coalesce(own.drg_cost_sek, 0) AS drg_cost_sek,
    coalesce(own.drg_points, 0) AS drg_points,
    own.inner_contacts,
    coalesce(own.inner_cost_sek, 0) AS inner_cost_sek,
    coalesce(own.inner_points, 0) AS inner_points,
    own.limit_contacts,
    coalesce(own.limit_cost_sek, 0) AS limit_cost_sek,
    own.outliers,
    coalesce(own.outlier_cost_sek, 0) AS outlier_cost_sek,
    reference.cost_sek AS group_cost_sek,
    reference.points AS group_points
FROM own
CROSS JOIN reference
