-- title: Vad en patientgrupp kostar per år
-- about: Kostnad under hela kalenderår för alla vårdkontakter hos dem som hör till vårdförloppets population vid årets slut (bosatta i regionen och i livet), också
--    kontakter för annat, per vårdform. De som avlidit under året ingår inte. Kostnadsmodellen är den valda: KPP och PEC läggs aldrig ihop. Löpande priser eller fasta, enligt valet
--    Prisnivå.
-- grain: one row per pathway, complete calendar year and care form with contacts
-- from: kpp_pathway_contact
-- choice: pris
-- ignores: ar,manad Visar utvecklingen över alla hela år.
-- column: pathway VARCHAR kod Vårdförlopp
-- column: pathway_label VARCHAR - Patientgrupp
-- column: year BIGINT årtal År
-- column: care_form VARCHAR kod Vårdform; labels=kpp_pathway_contact.vardform
-- column: persons BIGINT personer Personer i gruppen; n=persons
-- column: persons_with_contact BIGINT personer Personer med vårdkontakt; n=persons_with_contact
-- column: contacts BIGINT antal Vårdkontakter; n=persons_with_contact
-- column: days BIGINT dygn Vårddygn; n=persons_with_contact
-- column: cost_sek DOUBLE kr Kostnad; n=persons_with_contact
-- derive: cost_per_person = mean(cost_sek, persons) -> kr Kostnad per person i gruppen
-- derive: contacts_per_person = mean(contacts, persons) -> kvot Vårdkontakter per person i gruppen
-- chart: table
-- direction: neutral
-- source: halland_2024; yasin_2021; klarsyn_definition
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH population AS (
    SELECT pathway, year, count(*) AS persons
    FROM pathway_standing
    GROUP BY ALL
),
used AS (
    SELECT pathway, year, care_form, person_no, count(*) AS contacts, sum(days) AS days, sum(cost_sek) AS cost_sek
    FROM selected
    GROUP BY ALL
),
care AS (
    SELECT
        used.pathway,
        used.year,
        used.care_form,
        count(*) AS persons_with_contact,
        sum(used.contacts) AS contacts,
        coalesce(sum(used.days), 0) AS days,
        sum(used.cost_sek)::DOUBLE * any_value(price_level.factor) AS cost_sek
    FROM used
    LEFT JOIN price_level ON price_level.price_level = $price_level AND price_level.year = used.year
    GROUP BY ALL
)
SELECT
    care.pathway,
    coalesce(set_label.label, care.pathway) AS pathway_label,
    care.year,
    care.care_form,
    population.persons,
    care.persons_with_contact,
    care.contacts,
    care.days,
    care.cost_sek
FROM care
JOIN population ON population.pathway = care.pathway AND population.year = care.year
LEFT JOIN pathway ON pathway.pathway = care.pathway
LEFT JOIN set_label ON set_label.set_id = pathway.diagnoses
ORDER BY care.pathway, care.year, care.care_form
