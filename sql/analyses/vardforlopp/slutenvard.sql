-- title: Vårdtillfällen i slutenvård per månad
-- about: Vårdtillfällen med någon av vårdförloppets diagnoser, efter utskrivningsmånad. Vårddygn är dagar från in- till utskrivning, minst ett.
--    Oplanerade är de som är märkta oplanerade; saknas uppgiften räknas de inte dit. Pågående vård är inte med.
-- grain: one row per month of the period
-- from: pathway_contact
-- in_period: ended_on
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- ignores: avliden Avlidna ingår alltid.
-- column: month VARCHAR månad Månad
-- column: stays BIGINT antal Vårdtillfällen; n=stays
-- column: days BIGINT dygn Vårddygn; n=stays
-- column: unplanned BIGINT antal Oplanerade; n=unplanned
-- derive: mean_days = mean(days, stays) -> medeldygn Medelvårdtid
-- derive: unplanned_share = ratio(unplanned, stays) -> procent Andel oplanerade
-- delivered: inpatient
-- chart: bar x=month y=stays
-- direction: neutral
-- source: klarsyn_definition
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH asked AS (
    SELECT unnest(range(date_trunc('month', starts_on), ends_before, INTERVAL 1 MONTH)) AS month_starts_on FROM period
),
discharged AS (
    SELECT
        date_trunc('month', ended_on) AS month_starts_on,
        count(*) AS stays,
        sum(greatest(1, ended_on - started_on)) AS days,
        count(*) FILTER (is_planned = false) AS unplanned
    FROM selected
    WHERE pathway = $pathway AND care_form = 'inpatient'
    GROUP BY ALL
)
SELECT
    strftime(asked.month_starts_on, '%Y-%m') AS month,
    coalesce(discharged.stays, 0) AS stays,
    coalesce(discharged.days, 0) AS days,
    coalesce(discharged.unplanned, 0) AS unplanned
FROM asked
LEFT JOIN discharged USING (month_starts_on)
ORDER BY asked.month_starts_on
