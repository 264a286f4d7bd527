-- title: Bidrag per DRG till skillnaden mot jämförelsegruppen
-- about: Hur mycket varje DRG bidrar till skillnaden i innerfallens kostnad enligt vald ytterfallsregel: antalet innerfall gånger egen medelkostnad minus gruppens. Positivt är dyrare än
--    gruppen. Bara DRG där gruppen har minst 30 innerfall jämförs; hur många innerfall som saknar referens står i Kostnad mot jämförelsegruppen. Löpande priser, samma år.
-- grain: one row per year, care form and DRG with a reference
-- from: kpp_contact, kpp_reference
-- choice: regel
-- choice: grupp
-- ignores: fall Bara innerfall jämförs.
-- ignores: pris Egen och gruppens kostnad är samma års kronor.
-- column: year BIGINT årtal År
-- column: care_form VARCHAR kod Vårdform; labels=kpp_contact.vardform
-- column: drg VARCHAR kod DRG; labels=kpp_contact.drg
-- column: contacts BIGINT antal Innerfall; n=contacts
-- column: cost_sek DOUBLE kr Kostnad; n=contacts
-- column: reference_contacts BIGINT antal Gruppens innerfall
-- column: reference_mean_sek DOUBLE kr Gruppens medelkostnad
-- column: contribution_sek DOUBLE kr Bidrag; n=contacts
-- derive: mean_sek = mean(cost_sek, contacts) -> kr Egen medelkostnad
-- remarks: kpp/jamforbarhet
-- chart: bar x=contribution_sek y=drg sort=value
-- direction: low
-- source: klarsyn_method
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH chosen_month AS (
    SELECT unnest(range(date_trunc('month', starts_on), ends_before, INTERVAL 1 MONTH))::DATE AS month_starts_on FROM period
),
counted AS (
    SELECT year, care_form, drg, count(*) AS contacts, sum(cost_sek)::DOUBLE AS cost_sek
    FROM selected_kpp_contact
    SEMI JOIN chosen_month USING (month_starts_on)
    WHERE has_drg AND chosen_case = 'inner'
    GROUP BY ALL
),
-- The rows are grouped as they are stored; the groups are few enough to be named.
cell AS (
    SELECT year, care_form::VARCHAR AS care_form, drg::VARCHAR AS drg, contacts, cost_sek
    FROM counted
)
SELECT
    cell.year::BIGINT AS year,
    cell.care_form,
    cell.drg,
    cell.contacts,
    cell.cost_sek,
    reference.n AS reference_contacts,
    reference.mean_sek AS reference_mean_sek,
    cell.cost_sek - cell.contacts * reference.mean_sek AS contribution_sek
FROM cell
JOIN selected_kpp_reference AS reference USING (year, care_form, drg)
WHERE reference.comparison_group = $comparison_group AND reference.n >= 30
ORDER BY contribution_sek DESC, cell.year, cell.care_form, cell.drg
