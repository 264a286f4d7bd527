-- title: Ålder och kön
-- about: Populationen på periodens sista dag efter tioårsgrupp och kön, bredvid hemregionens invånare den senaste 31 december.
--    Personer utan känt födelseår eller kön visas inte här.
-- grain: one row per ten-year group and sex
-- from: pathway_population, resident
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- column: age_group VARCHAR - Ålder
-- column: sex VARCHAR kod Kön; labels=resident.kon
-- column: persons BIGINT personer Personer; n=persons
-- column: residents BIGINT invånare Invånare
-- derive: prevalence, prevalence_low, prevalence_high = wilson(persons, residents) -> procent Prevalens
-- chart: pyramid y=age_group side=sex value=persons outline=residents
-- direction: neutral
-- source: klarsyn_definition
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH standing AS (
    SELECT DISTINCT person_no, age, sex::VARCHAR AS sex
    FROM selected_pathway_population
    WHERE pathway = $pathway
        AND valid_from <= $reference_date AND $reference_date < valid_before
        AND (deceased = 'nej' OR EXISTS (SELECT 1 FROM period WHERE died_on >= starts_on AND died_on < ends_before))
),
case_count AS (
    SELECT age_band.ten_year_group, standing.sex, count(*) AS persons
    FROM standing
    JOIN age_band USING (age)
    GROUP BY ALL
),
resident_count AS (
    SELECT age_band.ten_year_group, selected_resident.sex::VARCHAR AS sex, sum(selected_resident.people) AS residents
    FROM selected_resident
    JOIN age_band USING (age)
    WHERE selected_resident.year = (SELECT max(year) FROM resident WHERE make_date(year, 12, 31) <= $reference_date)
    GROUP BY ALL
),
asked AS (
    SELECT groups.ten_year_group, groups.from_age, sexes.sex
    FROM (SELECT ten_year_group, min(age) AS from_age FROM age_band GROUP BY ALL) AS groups
    CROSS JOIN (VALUES ('female'), ('male')) AS sexes(sex)
)
SELECT
    asked.ten_year_group AS age_group,
    asked.sex,
    coalesce(case_count.persons, 0) AS persons,
    coalesce(resident_count.residents, 0) AS residents
FROM asked
LEFT JOIN case_count USING (ten_year_group, sex)
LEFT JOIN resident_count USING (ten_year_group, sex)
ORDER BY asked.from_age DESC, asked.sex
