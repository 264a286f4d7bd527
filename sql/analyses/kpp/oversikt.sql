-- title: Översikt
-- about: Vårdkontakter, kostnad, DRG-poäng, case-mix-index, kostnad per DRG-poäng och ytterfall enligt vald ytterfallsregel i perioden. DRG-poäng,
--    case-mix-index och kostnad per DRG-poäng räknar i täljare och nämnare bara kontakter som har DRG-vikt och DRG utanför MDC 99; hur många som
--    saknar vikt står bredvid. Jämförelsegruppens kostnad per DRG-poäng är dess innerfalls, med gruppens egen sammansättning; den följer filtren
--    Vårdform och DRG men inga andra. Löpande priser eller fasta, enligt valet Prisnivå; saknar ett av åren prisindex saknas kostnaden. Gränser och
--    referens är kontaktens år.
-- grain: one row
-- from: kpp_contact, kpp_reference
-- choice: regel
-- choice: grupp
-- choice: pris
-- ignores: fall Både inner- och ytterfall räknas.
-- column: contacts BIGINT antal Vårdkontakter; n=contacts
-- column: cost_sek DOUBLE kr Kostnad; n=contacts
-- column: drg_contacts BIGINT antal Med DRG-vikt; n=drg_contacts
-- column: drg_cost_sek DOUBLE kr Kostnad med DRG-vikt; n=drg_contacts
-- column: drg_points DOUBLE drg_poäng DRG-poäng; n=drg_contacts
-- column: unweighted_contacts BIGINT antal Med DRG men utan vikt; n=unweighted_contacts
-- column: inner_contacts BIGINT antal Innerfall med DRG-vikt; n=inner_contacts
-- column: inner_cost_sek DOUBLE kr Kostnad för innerfall med DRG-vikt; n=inner_contacts
-- column: inner_points DOUBLE drg_poäng Innerfallens DRG-poäng; n=inner_contacts
-- column: inner_unweighted_contacts BIGINT antal Innerfall utan DRG-vikt; n=inner_unweighted_contacts
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
-- source: skr_followup_2024; klarsyn_definition
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH chosen_month AS (
    SELECT unnest(range(date_trunc('month', starts_on), ends_before, INTERVAL 1 MONTH))::DATE AS month_starts_on FROM period
),
price AS (
    SELECT year, factor FROM price_level WHERE price_level = $price_level
),
-- Millions of rows in few groups: a sum per group costs a third of a sum per question.
counted AS (
    SELECT
        year,
        has_drg,
        drg_weight IS NOT NULL AS has_weight,
        chosen_case,
        count(*) AS contacts,
        sum(cost_sek) AS cost_sek,
        sum(drg_weight) AS drg_points
    FROM selected_kpp_contact
    SEMI JOIN chosen_month USING (month_starts_on)
    GROUP BY ALL
),
own_year AS (
    SELECT
        year,
        sum(contacts) AS contacts,
        sum(cost_sek)::DOUBLE AS cost_sek,
        coalesce(sum(contacts) FILTER (has_drg AND has_weight), 0) AS drg_contacts,
        sum(cost_sek) FILTER (has_drg AND has_weight)::DOUBLE AS drg_cost_sek,
        sum(drg_points) FILTER (has_drg AND has_weight)::DOUBLE AS drg_points,
        coalesce(sum(contacts) FILTER (chosen_case = 'inner' AND has_weight), 0) AS inner_contacts,
        sum(cost_sek) FILTER (chosen_case = 'inner' AND has_weight)::DOUBLE AS inner_cost_sek,
        sum(drg_points) FILTER (chosen_case = 'inner' AND has_weight)::DOUBLE AS inner_points,
        coalesce(sum(contacts) FILTER (has_drg AND NOT has_weight), 0) AS unweighted_contacts,
        coalesce(sum(contacts) FILTER (chosen_case = 'inner' AND NOT has_weight), 0) AS inner_unweighted_contacts,
        coalesce(sum(contacts) FILTER (chosen_case <> 'none'), 0) AS limit_contacts,
        sum(cost_sek) FILTER (chosen_case <> 'none')::DOUBLE AS limit_cost_sek,
        coalesce(sum(contacts) FILTER (chosen_case = 'outlier'), 0) AS outliers,
        sum(cost_sek) FILTER (chosen_case = 'outlier')::DOUBLE AS outlier_cost_sek
    FROM counted
    GROUP BY year
),
-- A sum over several years is missing when a year has no price.
own AS (
    SELECT
        coalesce(sum(own_year.contacts), 0) AS contacts,
        coalesce(sum(own_year.cost_sek * price.factor ORDER BY own_year.year), 0) AS cost_sek,
        coalesce(sum(own_year.drg_contacts), 0) AS drg_contacts,
        coalesce(sum(own_year.drg_cost_sek * price.factor ORDER BY own_year.year), 0) AS drg_cost_sek,
        coalesce(sum(own_year.drg_points ORDER BY own_year.year), 0) AS drg_points,
        coalesce(sum(own_year.unweighted_contacts), 0) AS unweighted_contacts,
        coalesce(sum(own_year.inner_contacts), 0) AS inner_contacts,
        coalesce(sum(own_year.inner_cost_sek * price.factor ORDER BY own_year.year), 0) AS inner_cost_sek,
        coalesce(sum(own_year.inner_points ORDER BY own_year.year), 0) AS inner_points,
        coalesce(sum(own_year.inner_unweighted_contacts), 0) AS inner_unweighted_contacts,
        coalesce(sum(own_year.limit_contacts), 0) AS limit_contacts,
        coalesce(sum(own_year.limit_cost_sek * price.factor ORDER BY own_year.year), 0) AS limit_cost_sek,
        coalesce(sum(own_year.outliers), 0) AS outliers,
        coalesce(sum(own_year.outlier_cost_sek * price.factor ORDER BY own_year.year), 0) AS outlier_cost_sek,
        count(*) = count(price.factor) AS is_priced
    FROM own_year
    LEFT JOIN price ON price.year = own_year.year
),
reference AS (
    SELECT
        CASE WHEN count(*) = count(price.factor) THEN sum(reference.n * reference.mean_sek * price.factor) END AS cost_sek,
        sum(reference.n * reference.weight) AS points
    FROM selected_kpp_reference AS reference
    LEFT JOIN price ON price.year = reference.year
    WHERE reference.comparison_group = $comparison_group AND reference.weight IS NOT NULL
        AND reference.year IN (SELECT year(month_starts_on) FROM chosen_month)
)
SELECT
    own.contacts,
    CASE WHEN own.is_priced THEN own.cost_sek END AS cost_sek,
    own.drg_contacts,
    CASE WHEN own.is_priced THEN own.drg_cost_sek END AS drg_cost_sek,
    -- Without a single weight the points are not 0 but unknown.
    CASE WHEN own.drg_contacts > 0 OR own.unweighted_contacts = 0 THEN own.drg_points END AS drg_points,
    own.unweighted_contacts,
    own.inner_contacts,
    CASE WHEN own.is_priced THEN own.inner_cost_sek END AS inner_cost_sek,
    CASE WHEN own.inner_contacts > 0 OR own.inner_unweighted_contacts = 0 THEN own.inner_points END AS inner_points,
    own.inner_unweighted_contacts,
    own.limit_contacts,
    CASE WHEN own.is_priced THEN own.limit_cost_sek END AS limit_cost_sek,
    own.outliers,
    CASE WHEN own.is_priced THEN own.outlier_cost_sek END AS outlier_cost_sek,
    reference.cost_sek AS group_cost_sek,
    reference.points AS group_points
FROM own
CROSS JOIN reference
