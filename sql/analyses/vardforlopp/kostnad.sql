-- title: Kostnad
-- about: Summan av KPP-kostnad i perioden för alla vårdkontakter hos populationen på periodens sista dag, också kontakter för annat. Slutenvård hör till
--    månaden den avslutas. Regionens kostnad är samma summa över alla vårdkontakter och följer inte filtren. Löpande priser.
--    Vårdkontakter utan levererad KPP-kostnad ingår inte.
-- grain: one row
-- from: pathway_population
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- column: persons BIGINT personer Personer; n=persons
-- column: cost_sek DOUBLE kr Kostnad; n=persons
-- column: inpatient_cost_sek DOUBLE kr Kostnad i slutenvård; n=persons
-- column: region_cost_sek DOUBLE kr Regionens kostnad
-- column: region_inpatient_cost_sek DOUBLE kr Regionens kostnad i slutenvård
-- derive: cost_per_person = mean(cost_sek, persons) -> kr Kostnad per person
-- derive: region_share = ratio(cost_sek, region_cost_sek) -> procent Andel av regionens kostnad
-- derive: inpatient_share = ratio(inpatient_cost_sek, cost_sek) -> procent Andel slutenvård
-- derive: region_inpatient_share = ratio(inpatient_cost_sek, region_inpatient_cost_sek) -> procent Andel av regionens slutenvård
-- delivered: inpatient, outpatient, primary
-- chart: table
-- direction: neutral
-- source: skr_kpp; klarsyn_definition
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH standing AS (
    SELECT DISTINCT person_no
    FROM selected
    WHERE pathway = $pathway
        AND valid_from <= $reference_date AND $reference_date < valid_before
        AND (deceased = 'nej' OR EXISTS (SELECT 1 FROM period WHERE died_on >= starts_on AND died_on < ends_before))
),
chosen_month AS (
    SELECT unnest(range(starts_on, ends_before, INTERVAL 1 MONTH))::DATE AS month_starts_on FROM period
),
own AS (
    SELECT
        coalesce(sum(person_cost.cost_sek), 0) AS cost_sek,
        coalesce(sum(person_cost.cost_sek) FILTER (person_cost.care_form = 'inpatient'), 0) AS inpatient_cost_sek
    FROM person_cost
    SEMI JOIN standing USING (person_no)
    SEMI JOIN chosen_month USING (month_starts_on)
),
region AS (
    SELECT
        coalesce(sum(region_cost.cost_sek), 0) AS cost_sek,
        coalesce(sum(region_cost.cost_sek) FILTER (region_cost.care_form = 'inpatient'), 0) AS inpatient_cost_sek
    FROM region_cost
    SEMI JOIN chosen_month USING (month_starts_on)
)
SELECT
    (SELECT count(*) FROM standing) AS persons,
    own.cost_sek,
    own.inpatient_cost_sek,
    region.cost_sek AS region_cost_sek,
    region.inpatient_cost_sek AS region_inpatient_cost_sek
FROM own
CROSS JOIN region
