-- title: Kostnadsslag per klinik och DRG
-- about: De DRG där kliniken skiljer sig mest från regionens övriga vårdkontakter i samma vårdform och DRG, per kostnadsslag: kostnad per vårdkontakt hos kliniken och hos övriga, och
--    bidraget, klinikens antal vårdkontakter gånger skillnaden. Bara vårdkontakter med levererade kostnadsposter och DRG, och bara där både kliniken och övriga har minst 30. Kostnadsmodellen är den
--    valda. De 40 största skillnaderna visas. Kostnadsslagen är leveransens egna koder; benämningarna är Klarsyns och inte bekräftade
--    mot SKR:s filspecifikation, okända koder står som de levererats. Löpande priser.
-- grain: one row per hospital, clinic, care form, DRG and cost category among the 40 largest contributions
-- from: kpp_cost_item
-- ignores: sjukhus,klinik Övriga måste finnas kvar att jämföra med.
-- ignores: pris Jämförs med regionens övriga vårdkontakter under samma period.
-- column: hospital VARCHAR kod Sjukhus; labels=kpp_cost_item.sjukhus
-- column: clinic VARCHAR kod Klinik; labels=kpp_cost_item.klinik
-- column: care_form VARCHAR kod Vårdform; labels=kpp_cost_item.vardform
-- column: drg VARCHAR kod DRG; labels=kpp_cost_item.drg
-- column: category VARCHAR kod Kostnadsslag; labels=kpp_cost_item.kostnadsslag
-- column: contacts BIGINT antal Vårdkontakter; n=contacts
-- column: cost_per_contact DOUBLE kr Kostnad per vårdkontakt; n=category_contacts kind=mean
-- column: other_contacts BIGINT antal Övriga vårdkontakter; n=other_contacts
-- column: other_per_contact DOUBLE kr Övrigas kostnad per vårdkontakt; n=other_category_contacts kind=mean
-- column: contribution_sek DOUBLE kr Bidrag; n=fewest_contacts
-- column: category_contacts BIGINT antal Vårdkontakter med kostnadsslaget; n=category_contacts hidden=yes
-- column: other_category_contacts BIGINT antal Övriga med kostnadsslaget; n=other_category_contacts hidden=yes
-- column: fewest_contacts BIGINT antal Minsta antal med kostnadsslaget; n=fewest_contacts hidden=yes
-- remarks: kpp/jamforbarhet
-- chart: table
-- direction: neutral
-- source: klarsyn_method (minst 30 fall)
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH chosen_month AS (
    SELECT unnest(range(starts_on, ends_before, INTERVAL 1 MONTH))::DATE AS month_starts_on FROM period
),
item AS (
    SELECT hospital, clinic, care_form, drg, category, count(*) AS category_contacts, sum(cost_sek)::DOUBLE AS cost_sek, count(*) FILTER (is_first) AS firsts
    FROM selected
    SEMI JOIN chosen_month USING (month_starts_on)
    WHERE has_drg
    GROUP BY ALL
),
place AS (
    SELECT hospital, clinic, care_form, drg, sum(firsts) AS contacts FROM item GROUP BY ALL
),
everyone AS (
    SELECT care_form, drg, sum(contacts) AS contacts FROM place GROUP BY ALL
),
every_category AS (
    SELECT care_form, drg, category, sum(category_contacts) AS category_contacts, sum(cost_sek ORDER BY hospital, clinic) AS cost_sek FROM item GROUP BY ALL
),
compared AS (
    SELECT
        place.hospital,
        place.clinic,
        place.care_form,
        place.drg,
        every_category.category,
        place.contacts,
        everyone.contacts - place.contacts AS other_contacts,
        coalesce(item.category_contacts, 0) AS category_contacts,
        every_category.category_contacts - coalesce(item.category_contacts, 0) AS other_category_contacts,
        coalesce(item.cost_sek, 0) / place.contacts AS cost_per_contact,
        (every_category.cost_sek - coalesce(item.cost_sek, 0)) / (everyone.contacts - place.contacts) AS other_per_contact
    FROM place
    JOIN everyone USING (care_form, drg)
    JOIN every_category USING (care_form, drg)
    LEFT JOIN item USING (hospital, clinic, care_form, drg, category)
    WHERE place.contacts >= 30 AND everyone.contacts - place.contacts >= 30
)
SELECT
    hospital,
    clinic,
    care_form,
    drg,
    category,
    contacts,
    cost_per_contact,
    other_contacts,
    other_per_contact,
    contacts * (cost_per_contact - other_per_contact) AS contribution_sek,
    category_contacts,
    other_category_contacts,
    -- A group without the category costs nothing there and says nothing about anyone.
    least(nullif(category_contacts, 0), nullif(other_category_contacts, 0)) AS fewest_contacts
FROM compared
ORDER BY abs(contacts * (cost_per_contact - other_per_contact)) DESC, hospital, clinic, care_form, drg, category
LIMIT 40
