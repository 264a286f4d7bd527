-- title: Prevalens per kommun
-- about: Andel av kommunens invånare som hör till populationen på periodens sista dag. Standardiserad: vägd till hemregionens fördelning den senaste
--    31 december på kön och femårsgrupper, 85 år och äldre som en grupp, så att kommuner med olika ålder kan jämföras. Intervall enligt Dobson och Byar
--    med binomial varians. Färre än tio personer: saknas.
-- grain: one row per municipality of the home region
-- from: pathway_population, resident
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- column: municipality_code VARCHAR kod Kommun; labels=resident.kommun
-- column: persons BIGINT personer Personer; n=persons
-- column: residents BIGINT invånare Invånare
-- column: weight DOUBLE antal Vikt; hidden=yes
-- derive: standardised, low, high = direct(persons, residents, weight) BY municipality_code -> procent Åldersstandardiserad prevalens
-- derive: crude = ratio(persons, residents) -> procent Prevalens
-- chart: dots y=municipality_code value=standardised low=low high=high n=persons
-- direction: neutral
-- source: klarsyn_definition; dobson_1991 (standardisering)
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH standing AS (
    SELECT DISTINCT person_no, municipality, sex, five_year_group
    FROM selected_pathway_population
    WHERE pathway = $pathway
        AND valid_from <= $reference_date AND $reference_date < valid_before
        AND (deceased = 'nej' OR EXISTS (SELECT 1 FROM period WHERE died_on >= starts_on AND died_on < ends_before))
),
year_end AS (
    SELECT max(year) AS year FROM resident WHERE make_date(year, 12, 31) <= $reference_date
),
stratum AS (
    SELECT municipality::VARCHAR AS municipality, sex::VARCHAR AS sex, five_year_group, sum(people) AS residents
    FROM selected_resident
    JOIN year_end USING (year)
    GROUP BY ALL
),
chosen AS (
    SELECT DISTINCT municipality FROM stratum
),
case_count AS (
    SELECT municipality::VARCHAR AS municipality, sex::VARCHAR AS sex, five_year_group, count(*) AS persons
    FROM standing
    WHERE municipality::VARCHAR IN (SELECT municipality FROM chosen)
    GROUP BY ALL
),
standard AS (
    SELECT sex::VARCHAR AS sex, five_year_group, sum(people) AS weight
    FROM resident
    JOIN year_end USING (year)
    GROUP BY ALL
)
SELECT
    coalesce(stratum.municipality, case_count.municipality) AS municipality_code,
    coalesce(case_count.persons, 0) AS persons,
    coalesce(stratum.residents, 0) AS residents,
    coalesce(standard.weight, 0) AS weight
FROM stratum
FULL JOIN case_count
    ON case_count.municipality = stratum.municipality AND case_count.sex = stratum.sex AND case_count.five_year_group = stratum.five_year_group
LEFT JOIN standard ON standard.sex = stratum.sex AND standard.five_year_group = stratum.five_year_group
ORDER BY enum_code(municipality_code::resident_municipality), stratum.sex, stratum.five_year_group
