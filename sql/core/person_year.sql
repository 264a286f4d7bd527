-- title: Kostnad per person och år
-- about: Summan av KPP-kostnad per kalenderår för personens alla vårdkontakter.
-- grain: one row per pathway person and calendar year with any cost
-- from: person_cost
SELECT
    person_no,
    year(month_starts_on)::SMALLINT AS year,
    sum(contacts)::INTEGER AS contacts,
    sum(cost_sek)::DECIMAL(18, 2) AS cost_sek
FROM person_cost
GROUP BY ALL
ORDER BY year, person_no
