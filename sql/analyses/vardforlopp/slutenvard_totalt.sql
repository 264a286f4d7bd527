-- title: Slutenvård i perioden
-- about: Avslutade vårdtillfällen med vårdförloppets diagnoser, vårddygn (minst ett per vårdtillfälle), oplanerade och ytterfall. Ytterfall är vårdtillfällen
--    vars kostnad är högre än den levererade kostnadsgränsen; de utan levererad gräns räknas inte.
-- grain: one row
-- from: pathway_contact
-- in_period: ended_on
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- ignores: avliden Avlidna ingår alltid.
-- column: stays BIGINT antal Vårdtillfällen; n=stays
-- column: persons BIGINT personer Personer; n=persons
-- column: days BIGINT dygn Vårddygn; n=stays
-- column: unplanned BIGINT antal Oplanerade; n=unplanned
-- column: cost_sek DOUBLE kr Kostnad; n=stays
-- column: limited BIGINT antal Med kostnadsgräns; n=limited
-- column: outliers BIGINT antal Ytterfall; n=outliers
-- column: outlier_cost_sek DOUBLE kr Kostnad för ytterfall; n=outliers
-- derive: mean_days = mean(days, stays) -> medeldygn Medelvårdtid
-- derive: unplanned_share, unplanned_low, unplanned_high = wilson(unplanned, stays) -> procent Andel oplanerade
-- derive: outlier_share, outlier_low, outlier_high = wilson(outliers, limited) -> procent Andel ytterfall
-- derive: outlier_cost_share = ratio(outlier_cost_sek, cost_sek) -> procent Ytterfallens andel av kostnaden
-- delivered: inpatient
-- chart: table
-- direction: neutral
-- source: klarsyn_definition
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
SELECT
    count(*) AS stays,
    count(DISTINCT person_no) AS persons,
    coalesce(sum(greatest(1, ended_on - started_on)), 0) AS days,
    count(*) FILTER (is_planned = false) AS unplanned,
    coalesce(sum(cost_sek), 0) AS cost_sek,
    count(*) FILTER (cost_sek IS NOT NULL AND cost_limit_sek IS NOT NULL) AS limited,
    count(*) FILTER (cost_sek > cost_limit_sek) AS outliers,
    coalesce(sum(cost_sek) FILTER (cost_sek > cost_limit_sek), 0) AS outlier_cost_sek
FROM selected
WHERE pathway = $pathway AND care_form = 'inpatient'
