-- title: Nydebuterade
-- about: Personer vars första kontakt med någon av vårdförloppets diagnoser, utan sådan kontakt under karensåren före, ligger i perioden och som då var
--    bosatta i regionen. De räknas också om de avlidit sedan dess. Incidens är antal per 1 000 av medelfolkmängden i perioden; uppräknad till
--    år med 365,25 dagar. Medelfolkmängd är för varje dag medelvärdet av folkmängden 31 december året före och samma år; det närmaste
--    levererade året ersätter ett som saknas, det tidigare av två lika nära. År närmare datastart än karensen har kort historik: där kan äldre fall
--    räknas som nya. I en period som också har jämförbara år är de inte med.
-- grain: one row
-- from: pathway_debut, resident
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- ignores: avliden Avlidna ingår alltid.
-- column: period_from DATE datum Från
-- column: period_to DATE datum Till och med
-- column: new_cases BIGINT personer Nydebuterade; n=new_cases
-- column: mean_population DOUBLE medelinvånare Medelfolkmängd
-- column: days BIGINT dagar Dagar i perioden
-- column: person_years DOUBLE personår Personår; hidden=yes
-- column: age_sum BIGINT antal Summa levnadsår; n=aged hidden=yes
-- column: aged BIGINT personer Personer med känt födelseår; n=aged hidden=yes
-- column: short_history BOOLEAN - Kort historik
-- column: left_out BOOLEAN - Tid med kort historik utelämnad
-- column: census VARCHAR - Folkmängd från närmaste år
-- derive: incidence = ratio(new_cases, mean_population) -> promille Incidens i perioden
-- derive: annual_incidence, annual_low, annual_high = byar(new_cases, person_years) -> promille Incidens per år
-- derive: mean_age = mean(age_sum, aged) -> år Medelålder vid debut
-- delivered: inpatient, outpatient, primary
-- chart: table
-- direction: neutral
-- source: klarsyn_definition (karensen anges på vårdförloppets sida)
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH new_case AS (
    SELECT person_no, max(age) AS age
    FROM selected_pathway_debut
    JOIN comparable_period ON debut_on >= starts_on AND debut_on < ends_before
    WHERE pathway = $pathway
    GROUP BY person_no
),
counted AS (
    SELECT count(*) AS new_cases, coalesce(sum(age), 0) AS age_sum, count(age) AS aged
    FROM new_case
),
day_count AS (
    SELECT year(day) AS year, count(*) AS days
    FROM (SELECT unnest(range(starts_on, ends_before, INTERVAL 1 DAY)) AS day FROM comparable_period)
    GROUP BY ALL
),
chosen AS (
    SELECT year, sum(people) AS people FROM selected_resident GROUP BY ALL
),
year_end AS (
    SELECT delivered.year, coalesce(chosen.people, 0) AS people
    FROM (SELECT DISTINCT year FROM resident) AS delivered
    LEFT JOIN chosen USING (year)
),
wanted AS (
    SELECT DISTINCT unnest([year - 1, year]) AS year FROM day_count
),
census AS (
    SELECT wanted.year, nearest.year AS census_year, nearest.people
    FROM wanted
    LEFT JOIN year_end AS nearest ON true
    QUALIFY row_number() OVER (PARTITION BY wanted.year ORDER BY abs(nearest.year - wanted.year), nearest.year) = 1
),
replaced AS (
    SELECT string_agg(census_year || ' för ' || year, ', ' ORDER BY year) AS years FROM census WHERE census_year <> year
),
mean_year AS (
    SELECT day_count.days, (before.people + after.people) / 2.0 AS people
    FROM day_count
    JOIN census AS before ON before.year = day_count.year - 1
    JOIN census AS after ON after.year = day_count.year
),
followed AS (
    SELECT sum(days * people) AS person_days, sum(days) AS days
    FROM mean_year
),
span AS (
    SELECT min(starts_on) AS period_from, $reference_date AS period_to FROM comparable_period
)
SELECT
    span.period_from,
    span.period_to,
    counted.new_cases,
    followed.person_days / followed.days AS mean_population,
    followed.days,
    followed.person_days / 365.25 AS person_years,
    counted.age_sum,
    counted.aged,
    span.period_from < snapshot_info.data_start_on + to_years(pathway.washout_years) AS short_history,
    span.period_from > (SELECT min(starts_on) FROM period) AS left_out,
    coalesce(replaced.years, 'levererade år') AS census
FROM span
CROSS JOIN replaced
CROSS JOIN counted
CROSS JOIN followed
CROSS JOIN snapshot_info
JOIN pathway ON pathway.pathway = $pathway
