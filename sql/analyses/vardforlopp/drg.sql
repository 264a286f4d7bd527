-- title: DRG i slutenvården
-- about: Vårdtillfällen med vårdförloppets diagnoser som avslutats i perioden, efter DRG. De tolv vanligaste visas för sig.
-- grain: one row per DRG, the rest together
-- from: pathway_contact
-- in_period: ended_on
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- ignores: avliden Avlidna ingår alltid.
-- column: drg VARCHAR - DRG
-- column: stays BIGINT antal Vårdtillfällen; n=stays
-- column: days BIGINT dygn Vårddygn; n=stays
-- column: cost_sek DOUBLE kr Kostnad; n=stays
-- derive: mean_days = mean(days, stays) -> medeldygn Medelvårdtid
-- derive: mean_cost = mean(cost_sek, stays) -> kr Kostnad per vårdtillfälle
-- chart: bar x=stays y=drg
-- direction: neutral
-- source: skr_terms; klarsyn_definition
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH counted AS (
    SELECT
        coalesce(drg, 'uppgift saknas') AS drg,
        count(*) AS stays,
        sum(greatest(1, ended_on - started_on)) AS days,
        coalesce(sum(cost_sek), 0) AS cost_sek
    FROM selected
    WHERE pathway = $pathway AND care_form = 'inpatient'
    GROUP BY selected.drg
),
ranked AS (
    SELECT *, row_number() OVER (ORDER BY stays DESC, drg) AS rank FROM counted
)
SELECT
    CASE WHEN rank <= 12 THEN drg ELSE 'övriga' END AS drg,
    sum(stays) AS stays,
    sum(days) AS days,
    sum(cost_sek) AS cost_sek
FROM ranked
GROUP BY ALL
ORDER BY min(rank)
