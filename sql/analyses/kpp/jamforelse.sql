-- title: Kostnad mot jämförelsegruppen
-- about: Innerfallens kostnad enligt vald ytterfallsregel mot vad samma fall skulle ha kostat med jämförelsegruppens medelkostnad per DRG och vårdform samma år.
--    Index är 100 gånger observerad delad med förväntad kostnad, med 95 procents intervall ur gruppens spridning. Bara DRG där gruppen har minst 30 innerfall
--    jämförs; övriga innerfall står för sig. Löpande priser. Jämförelsen är indirekt standardiserad: två sjukhus index kan inte jämföras rakt med varandra.
-- grain: one row per year, care form and hospital
-- from: kpp_contact, kpp_reference
-- choice: regel
-- choice: grupp
-- ignores: fall Bara innerfall jämförs.
-- ignores: pris Egen och gruppens kostnad är samma års kronor.
-- column: year BIGINT årtal År
-- column: care_form VARCHAR kod Vårdform; labels=kpp_contact.vardform
-- column: hospital VARCHAR kod Sjukhus; labels=kpp_contact.sjukhus
-- column: contacts BIGINT antal Jämförda innerfall; n=contacts
-- column: observed_sek DOUBLE kr Kostnad; n=contacts
-- column: expected_sek DOUBLE kr Förväntad kostnad; n=contacts
-- column: variance DOUBLE - Varians; n=contacts hidden=yes
-- column: no_reference_contacts BIGINT antal Innerfall utan referens; n=no_reference_contacts
-- column: no_reference_cost_sek DOUBLE kr Kostnad utan referens; n=no_reference_contacts
-- derive: index, low, high = cost_index(observed_sek, expected_sek, variance) -> index Kostnadsindex
-- remarks: kpp/jamforbarhet
-- chart: dots x=index y=hospital
-- direction: low
-- source: klarsyn_method; breslow_day_1987 (indirekt standardisering)
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH chosen_month AS (
    SELECT unnest(range(date_trunc('month', starts_on), ends_before, INTERVAL 1 MONTH))::DATE AS month_starts_on FROM period
),
counted AS (
    SELECT year, care_form, hospital, drg, count(*) AS contacts, sum(cost_sek) AS cost_sek
    FROM selected_kpp_contact
    SEMI JOIN chosen_month USING (month_starts_on)
    WHERE has_drg AND chosen_case = 'inner'
    GROUP BY ALL
),
reference AS (
    SELECT year, care_form, drg, mean_sek, sd_sek
    FROM selected_kpp_reference
    WHERE comparison_group = $comparison_group AND n >= 30
)
SELECT
    counted.year::BIGINT AS year,
    counted.care_form::VARCHAR AS care_form,
    counted.hospital::VARCHAR AS hospital,
    coalesce(sum(counted.contacts) FILTER (reference.drg IS NOT NULL), 0)::BIGINT AS contacts,
    coalesce(sum(counted.cost_sek) FILTER (reference.drg IS NOT NULL), 0)::DOUBLE AS observed_sek,
    -- Decimals of sixteen places, as many as a DOUBLE knows, add up to the same in whatever order they are read.
    coalesce(sum((counted.contacts * reference.mean_sek)::DECIMAL(38, 16)), 0)::DOUBLE AS expected_sek,
    -- One compared DRG without a standard deviation leaves the whole without an interval.
    CASE WHEN count(reference.drg) = count(reference.sd_sek) THEN coalesce(sum((counted.contacts * reference.sd_sek ** 2)::DECIMAL(38, 16)), 0)::DOUBLE END AS variance,
    coalesce(sum(counted.contacts) FILTER (reference.drg IS NULL), 0)::BIGINT AS no_reference_contacts,
    coalesce(sum(counted.cost_sek) FILTER (reference.drg IS NULL), 0)::DOUBLE AS no_reference_cost_sek
FROM counted
-- The rows are grouped as they are stored; the groups are few enough to be named.
LEFT JOIN reference
    ON reference.year = counted.year AND reference.care_form::VARCHAR = counted.care_form::VARCHAR AND reference.drg::VARCHAR = counted.drg::VARCHAR
GROUP BY counted.year, counted.care_form, counted.hospital
ORDER BY counted.year, counted.care_form, counted.hospital
