-- title: Kostnad per person och månad
-- about: Summan av KPP-kostnad för personens alla vårdkontakter, också utanför vårdförloppet.
-- grain: one row per pathway person, month and care form
-- from: costed_contact, pathway_person
SELECT
    pathway_person.person_no,
    costed_contact.month_starts_on,
    costed_contact.care_form,
    count(*)::INTEGER AS contacts,
    sum(costed_contact.cost_sek) AS cost_sek
FROM costed_contact
JOIN pathway_person USING (patient_id)
GROUP BY ALL
ORDER BY costed_contact.month_starts_on, pathway_person.person_no, costed_contact.care_form
