-- title: DRG-poäng per sjukhus, hela perioden
-- about: Innerfall i perioden enligt vald ytterfallsregel, med alla valda år tillsammans: vårdkontakter, kostnad och DRG-poäng, bara för kontakter som
--    har DRG-vikt; de utan vikt står bredvid. Innerfall har en gräns och ligger inte över den. Kostnad per DRG-poäng är kostnaden delad med poängen,
--    case-mix-index poängen delade med kontakterna. Gränsen är kontaktens års. Sjukhuset är enhetens den dag kontakten hör till. Löpande priser eller
--    fasta, enligt valet Prisnivå; saknar ett av åren prisindex saknas kostnaden.
-- grain: one row per care form and hospital
-- uses: kpp/drg_poang
-- column: care_form VARCHAR kod Vårdform; labels=kpp_contact.vardform
-- column: hospital VARCHAR kod Sjukhus; labels=kpp_contact.sjukhus
-- column: contacts BIGINT antal Innerfall med DRG-vikt; n=contacts
-- column: cost_sek DOUBLE kr Kostnad; n=contacts
-- column: drg_points DOUBLE drg_poäng DRG-poäng; n=contacts
-- column: unweighted_contacts BIGINT antal Innerfall utan DRG-vikt; n=unweighted_contacts
-- chart: bar x=cost_per_point y=hospital series=care_form
-- source: skr_followup_2024; kolada (U79065 och U79066)
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
SELECT
    care_form,
    hospital,
    sum(contacts) AS contacts,
    CASE WHEN count(*) = count(cost_sek) THEN sum(cost_sek ORDER BY year) END AS cost_sek,
    sum(drg_points ORDER BY year) AS drg_points,
    sum(unweighted_contacts)::BIGINT AS unweighted_contacts
FROM drg_poang
GROUP BY care_form, hospital
-- As Swedish has its letters.
ORDER BY care_form, hospital::kpp_contact_hospital
