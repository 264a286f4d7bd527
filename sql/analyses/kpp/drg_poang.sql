-- title: DRG-poäng per sjukhus
-- about: Innerfall i perioden enligt vald ytterfallsregel: vårdkontakter, kostnad och DRG-poäng, bara för kontakter som har DRG-vikt; de utan vikt står
--    bredvid. Innerfall har en gräns och ligger inte över den. Kostnad per DRG-poäng är kostnaden delad med poängen, case-mix-index poängen delade
--    med kontakterna. Gränsen är kontaktens års. Sjukhuset är enhetens den dag kontakten hör till. Löpande priser eller fasta, enligt valet Prisnivå.
-- grain: one row per year, care form and hospital
-- from: kpp_contact
-- choice: regel
-- choice: pris
-- ignores: fall Bara innerfall räknas.
-- column: year BIGINT årtal År
-- column: care_form VARCHAR kod Vårdform; labels=kpp_contact.vardform
-- column: hospital VARCHAR kod Sjukhus; labels=kpp_contact.sjukhus
-- column: contacts BIGINT antal Innerfall med DRG-vikt; n=contacts
-- column: cost_sek DOUBLE kr Kostnad; n=contacts
-- column: drg_points DOUBLE drg_poäng DRG-poäng; n=contacts
-- column: unweighted_contacts BIGINT antal Innerfall utan DRG-vikt; n=unweighted_contacts
-- derive: cost_per_point = ratio(cost_sek, drg_points) -> kr Kostnad per DRG-poäng
-- derive: case_mix_index = mean(drg_points, contacts) -> kvot Case-mix-index
-- remarks: kpp/jamforbarhet
-- chart: bar x=cost_per_point y=hospital
-- direction: low
-- source: skr_followup_2024; kolada (U79065 och U79066)
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH chosen_month AS (
    SELECT unnest(range(date_trunc('month', starts_on), ends_before, INTERVAL 1 MONTH))::DATE AS month_starts_on FROM period
)
SELECT
    selected.year::BIGINT AS year,
    selected.care_form::VARCHAR AS care_form,
    selected.hospital::VARCHAR AS hospital,
    count(selected.drg_weight) AS contacts,
    coalesce(sum(selected.cost_sek) FILTER (selected.drg_weight IS NOT NULL), 0)::DOUBLE * any_value(price_level.factor) AS cost_sek,
    -- Without a single weight the points are not 0 but unknown.
    sum(selected.drg_weight)::DOUBLE AS drg_points,
    count(*) FILTER (selected.drg_weight IS NULL) AS unweighted_contacts
FROM selected
SEMI JOIN chosen_month USING (month_starts_on)
LEFT JOIN price_level ON price_level.price_level = $price_level AND price_level.year = selected.year
WHERE selected.has_drg AND selected.chosen_case = 'inner'
GROUP BY selected.year, selected.care_form, selected.hospital
ORDER BY selected.year, selected.care_form, selected.hospital
