-- title: Kostnad per person och månad
-- about: Summan av KPP-kostnad för personens alla vårdkontakter, också utanför vårdförloppet.
-- grain: one row per pathway person, month and care form
-- from: costed_contact, pathway_person
SELECT person_no, month_starts_on, care_form, count(*)::INTEGER AS contacts, sum(cost_sek)::DECIMAL(18, 2) AS cost_sek
FROM costed_contact
SEMI JOIN pathway_person USING (person_no)
GROUP BY ALL
ORDER BY month_starts_on, person_no, care_form
