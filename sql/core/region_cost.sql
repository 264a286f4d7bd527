-- title: Regionens kostnad per månad
-- about: Samma summa som kostnad per person, men över alla vårdkontakter i regionen.
-- grain: one row per month and care form
-- from: costed_contact
SELECT month_starts_on, care_form, count(*) AS contacts, sum(cost_sek)::DECIMAL(18, 2) AS cost_sek
FROM costed_contact
GROUP BY ALL
ORDER BY ALL
