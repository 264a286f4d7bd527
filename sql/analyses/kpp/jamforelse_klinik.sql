-- title: Kliniker mot jämförelsegruppen
-- about: Innerfallens kostnad per klinik enligt vald ytterfallsregel mot vad samma fall skulle ha kostat med jämförelsegruppens medelkostnad per DRG, vårdform och år, med
--    alla valda år och vårdformer tillsammans. Index är 100 gånger observerad delad med förväntad kostnad. Bara DRG där gruppen har minst 30 innerfall jämförs; kliniker utan
--    sådana visas inte. Trattens gränser är 100 plus och minus vad slumpen gör med så många fall (95 och 99,8 procent, ur gruppens spridning) och vad kliniker
--    vanligen skiljer sig (överspridning). Gränser och referens för kontaktens år. Löpande priser. Jämförelsen är indirekt standardiserad: två klinikers index kan
--    inte jämföras rakt med varandra.
-- grain: one row per hospital and clinic with a compared DRG
-- from: kpp_contact, kpp_reference
-- choice: regel
-- choice: grupp
-- ignores: fall Bara innerfall jämförs.
-- ignores: pris Egen och gruppens kostnad är samma års kronor.
-- column: place VARCHAR - Klinik och sjukhus
-- column: hospital VARCHAR kod Sjukhus; labels=kpp_contact.sjukhus
-- column: clinic VARCHAR kod Klinik; labels=kpp_contact.klinik
-- column: contacts BIGINT antal Jämförda innerfall; n=contacts
-- column: observed_sek DOUBLE kr Kostnad; n=contacts
-- column: expected_sek DOUBLE kr Förväntad kostnad; n=contacts
-- column: variance DOUBLE - Varians; n=contacts hidden=yes
-- derive: index, low, high = cost_index(observed_sek, expected_sek, variance) -> index Kostnadsindex
-- derive: target, low_95, high_95, low_998, high_998, signal = cost_funnel(observed_sek, expected_sek, variance) -> index Väntat index
-- remarks: kpp/jamforbarhet
-- chart: funnel n=contacts value=index name=place mean=target lower=low_95 upper=high_95 lower998=low_998 upper998=high_998
-- direction: low
-- source: klarsyn_method; breslow_day_1987 (indirekt standardisering); spiegelhalter_2005; spiegelhalter_2012 (trattens gränser)
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH chosen_month AS (
    SELECT unnest(range(date_trunc('month', starts_on), ends_before, INTERVAL 1 MONTH))::DATE AS month_starts_on FROM period
),
counted AS (
    SELECT year, care_form, hospital, clinic, drg, count(*) AS contacts, sum(cost_sek)::DOUBLE AS cost_sek
    FROM selected_kpp_contact
    SEMI JOIN chosen_month USING (month_starts_on)
    WHERE has_drg AND chosen_case = 'inner'
    GROUP BY ALL
),
-- The rows are grouped as they are stored; the groups are few enough to be named.
cell AS (
    SELECT year, care_form::VARCHAR AS care_form, hospital::VARCHAR AS hospital, clinic::VARCHAR AS clinic, drg::VARCHAR AS drg, contacts, cost_sek
    FROM counted
),
reference AS (
    SELECT year, care_form, drg, mean_sek, sd_sek
    FROM selected_kpp_reference
    WHERE comparison_group = $comparison_group AND n >= 30
)
SELECT
    CASE WHEN cell.hospital = 'unknown' THEN cell.clinic ELSE cell.clinic || ', ' || cell.hospital END AS place,
    cell.hospital,
    cell.clinic,
    sum(cell.contacts) AS contacts,
    sum(cell.cost_sek ORDER BY cell.year, cell.care_form, cell.drg) AS observed_sek,
    sum(cell.contacts * reference.mean_sek ORDER BY cell.year, cell.care_form, cell.drg) AS expected_sek,
    -- One compared DRG without a standard deviation leaves the whole without an interval.
    CASE WHEN count(*) = count(reference.sd_sek) THEN sum(cell.contacts * reference.sd_sek ** 2 ORDER BY cell.year, cell.care_form, cell.drg) END AS variance
FROM cell
JOIN reference USING (year, care_form, drg)
GROUP BY cell.hospital, cell.clinic
ORDER BY cell.hospital, cell.clinic
