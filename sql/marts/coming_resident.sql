-- title: Framskriven befolkning
-- about: Hemregionens folkmängd den 31 december enligt den levererade framskrivningen.
-- grain: one row per coming year, municipality of the home region, sex and one-year age
-- from: population_projection, snapshot_info, age_band
-- sorted: year, municipality, sex, age
-- dimension: kon sex Kön; values=kon
-- dimension: kommun municipality Kommun; values=kommun
SELECT
    population_projection.year,
    population_projection.municipality_code AS municipality,
    population_projection.sex,
    population_projection.age,
    age_band.five_year_group,
    population_projection.people
FROM population_projection
CROSS JOIN snapshot_info
JOIN age_band USING (age)
WHERE starts_with(population_projection.municipality_code, snapshot_info.home_region)
