-- title: Invånare
-- about: Hemregionens folkmängd den 31 december.
-- grain: one row per year, municipality of the home region, sex and one-year age
-- from: population, snapshot_info, age_band
-- sorted: year, municipality, sex, age
-- dimension: kon sex Kön; values=kon
-- dimension: alder age_group Åldersgrupp; values=alder
-- dimension: kommun municipality Kommun; values=kommun
-- dimension: boende residency Boende; values=boende
SELECT
    population.year,
    population.municipality_code AS municipality,
    population.sex,
    population.age,
    age_band.age_group,
    age_band.five_year_group,
    'egen' AS residency,
    population.people
FROM population
CROSS JOIN snapshot_info
JOIN age_band USING (age)
WHERE starts_with(population.municipality_code, snapshot_info.home_region)
