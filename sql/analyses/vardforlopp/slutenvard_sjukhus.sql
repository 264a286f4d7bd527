-- title: Slutenvård per sjukhus
-- about: Vårdtillfällen med vårdförloppets diagnoser som avslutats i perioden. Vårddygn är dagar från in- till utskrivning, minst ett. Ytterfall är
--    vårdtillfällen vars kostnad är högre än den levererade kostnadsgränsen; de utan levererad gräns räknas inte dit och redovisas för sig.
-- grain: one row per hospital
-- from: pathway_contact
-- in_period: ended_on
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- ignores: avliden Avlidna ingår alltid.
-- column: hospital VARCHAR kod Sjukhus; labels=pathway_contact.sjukhus
-- column: stays BIGINT antal Vårdtillfällen; n=stays
-- column: days BIGINT dygn Vårddygn; n=stays
-- column: unplanned BIGINT antal Oplanerade; n=unplanned
-- column: cost_sek DOUBLE kr Kostnad; n=stays
-- column: limited BIGINT antal Med kostnadsgräns; n=limited
-- column: outliers BIGINT antal Ytterfall; n=outliers
-- column: outlier_cost_sek DOUBLE kr Kostnad för ytterfall; n=outliers
-- derive: mean_days = mean(days, stays) -> medeldygn Medelvårdtid
-- derive: unplanned_share = ratio(unplanned, stays) -> procent Andel oplanerade
-- derive: outlier_share, outlier_low, outlier_high = wilson(outliers, limited) -> procent Andel ytterfall
-- delivered: inpatient
-- chart: bar x=stays y=hospital sort=value
-- direction: neutral
-- source: klarsyn_definition
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
SELECT
    hospital,
    count(*) AS stays,
    sum(greatest(1, ended_on - started_on)) AS days,
    count(*) FILTER (is_planned = false) AS unplanned,
    coalesce(sum(cost_sek), 0) AS cost_sek,
    count(*) FILTER (cost_sek IS NOT NULL AND cost_limit_sek IS NOT NULL) AS limited,
    count(*) FILTER (cost_sek > cost_limit_sek) AS outliers,
    coalesce(sum(cost_sek) FILTER (cost_sek > cost_limit_sek), 0) AS outlier_cost_sek
FROM selected
WHERE pathway = $pathway AND care_form = 'inpatient'
GROUP BY hospital
ORDER BY hospital
