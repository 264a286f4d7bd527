-- title: Översikt per år
-- about: Vårdkontakter, kostnad, DRG-poäng, case-mix-index, kostnad per DRG-poäng och ytterfall enligt vald ytterfallsregel per år och vårdform, för
--    periodens sista år och de nio åren före. DRG-poäng, case-mix-index och kostnad per DRG-poäng räknar i täljare och nämnare bara kontakter som har
--    DRG-vikt och DRG utanför MDC 99; hur många som saknar vikt står bredvid. Jämförelsegruppens kostnad per DRG-poäng är dess innerfalls, med
--    gruppens egen sammansättning; den följer filtren Vårdform och DRG men inga andra. Löpande priser eller fasta, enligt valet Prisnivå; gränserna
--    är sitt års. Gränser och referens är kontaktens år. Ett år som inte är slut är preliminärt.
-- grain: one row per year and care form
-- from: kpp_contact, kpp_reference
-- choice: regel
-- choice: grupp
-- choice: pris
-- ignores: manad Hela år visas.
-- ignores: fall Både inner- och ytterfall räknas.
-- column: year BIGINT årtal År
-- column: care_form VARCHAR kod Vårdform; labels=kpp_contact.vardform
-- column: is_complete BOOLEAN - Hela året
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
-- delivered: inpatient, outpatient, primary
-- chart: line x=year y=inner_cost_per_point,group_cost_per_point
-- direction: low
-- source: skr_followup_2024; klarsyn_definition
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH -- Millions of rows in few groups: a sum per group costs a third of a sum per question.
counted AS (
    SELECT
        year,
        care_form,
        has_drg,
        drg_weight IS NOT NULL AS has_weight,
        chosen_case,
        count(*) AS contacts,
        sum(cost_sek) AS cost_sek,
        sum(drg_weight) AS drg_points
    FROM selected_kpp_contact
    WHERE year BETWEEN year($reference_date) - 9 AND year($reference_date)
    GROUP BY ALL
),
own AS (
    SELECT
        year,
        care_form::VARCHAR AS care_form,
        coalesce(sum(contacts), 0) AS contacts,
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
    GROUP BY ALL
),
reference AS (
    SELECT year, care_form::VARCHAR AS care_form, sum(n * mean_sek) AS cost_sek, sum(n * weight) AS points
    FROM selected_kpp_reference
    WHERE comparison_group = $comparison_group AND weight IS NOT NULL
    GROUP BY ALL
)
SELECT
    own.year,
    own.care_form,
    make_date(own.year, 12, 31) <= $cutoff_on AS is_complete,
    own.contacts,
    coalesce(own.cost_sek, 0) * price_level.factor AS cost_sek,
    own.drg_contacts,
    coalesce(own.drg_cost_sek, 0) * price_level.factor AS drg_cost_sek,
    -- Without a single weight the points are not 0 but unknown.
    CASE WHEN own.drg_contacts > 0 THEN own.drg_points WHEN own.unweighted_contacts = 0 THEN 0 END AS drg_points,
    own.unweighted_contacts,
    own.inner_contacts,
    coalesce(own.inner_cost_sek, 0) * price_level.factor AS inner_cost_sek,
    CASE WHEN own.inner_contacts > 0 THEN own.inner_points WHEN own.inner_unweighted_contacts = 0 THEN 0 END AS inner_points,
    own.inner_unweighted_contacts,
    own.limit_contacts,
    coalesce(own.limit_cost_sek, 0) * price_level.factor AS limit_cost_sek,
    own.outliers,
    coalesce(own.outlier_cost_sek, 0) * price_level.factor AS outlier_cost_sek,
    reference.cost_sek * price_level.factor AS group_cost_sek,
    reference.points AS group_points
FROM own
LEFT JOIN price_level ON price_level.price_level = $price_level AND price_level.year = own.year
LEFT JOIN reference ON reference.year = own.year AND reference.care_form = own.care_form
ORDER BY own.year, own.care_form
