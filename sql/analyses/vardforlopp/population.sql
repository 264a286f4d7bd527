-- title: Personer i vårdförloppet
-- about: Antal personer som någon gång till och med periodens sista dag haft en vårdkontakt, i vilken vårdform som helst, med någon av
--    vårdförloppets diagnoser, och som den dagen lever och är bosatta i regionen. Prevalens är andelen av folkmängden den senaste
--    31 december, alla åldrar. Medelålder räknas på periodens sista dag som årtalet minus födelseåret. Invånare följer kommun, kön och ålder.
-- grain: one row
-- from: pathway_population, resident
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- column: reference_date DATE datum Per den
-- column: persons BIGINT personer Personer; n=persons
-- column: residents BIGINT invånare Invånare
-- column: age_sum BIGINT antal Summa levnadsår; n=aged hidden=yes
-- column: aged BIGINT personer Personer med känt födelseår; n=aged hidden=yes
-- derive: prevalence, prevalence_low, prevalence_high = wilson(persons, residents) -> procent Prevalens
-- derive: mean_age = mean(age_sum, aged) -> år Medelålder
-- chart: table
-- direction: neutral
-- source: klarsyn_definition
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH standing AS (
    SELECT DISTINCT person_no, age
    FROM selected_pathway_population
    WHERE pathway = $pathway
        AND valid_from <= $reference_date AND $reference_date < valid_before
        AND (deceased = 'nej' OR died_on IN (SELECT unnest(range(starts_on, ends_before, INTERVAL 1 DAY))::DATE FROM period))
),
counted AS (
    SELECT count(*) AS persons, coalesce(sum(age), 0) AS age_sum, count(age) AS aged
    FROM standing
),
year_end AS (
    SELECT max(year) AS year FROM resident WHERE make_date(year, 12, 31) <= $reference_date
)
SELECT
    $reference_date AS reference_date,
    counted.persons,
    (SELECT coalesce(sum(people), 0) FROM selected_resident JOIN year_end USING (year)) AS residents,
    counted.age_sum,
    counted.aged
FROM counted
