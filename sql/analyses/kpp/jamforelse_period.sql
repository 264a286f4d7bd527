-- title: Kostnad mot jämförelsegruppen, hela perioden
-- about: Innerfallens kostnad enligt vald ytterfallsregel mot vad samma fall skulle ha kostat med jämförelsegruppens medelkostnad per DRG och vårdform, vart år för sig
--    och sedan alla valda år tillsammans. Index är 100 gånger observerad delad med förväntad kostnad, med 95 procents intervall ur gruppens spridning. Bara DRG där
--    gruppen har minst 30 innerfall jämförs; övriga innerfall står för sig. Löpande priser, gränser och referens för kontaktens år. Jämförelsen är indirekt standardiserad: två sjukhus index kan inte
--    jämföras rakt med varandra.
-- grain: one row per care form and hospital
-- uses: kpp/jamforelse
-- column: care_form VARCHAR kod Vårdform; labels=kpp_contact.vardform
-- column: hospital VARCHAR kod Sjukhus; labels=kpp_contact.sjukhus
-- column: contacts BIGINT antal Jämförda innerfall; n=contacts
-- column: observed_sek DOUBLE kr Kostnad; n=contacts
-- column: expected_sek DOUBLE kr Förväntad kostnad; n=contacts
-- column: variance DOUBLE - Varians; n=contacts hidden=yes
-- column: no_reference_contacts BIGINT antal Innerfall utan referens; n=no_reference_contacts
-- column: no_reference_cost_sek DOUBLE kr Kostnad utan referens; n=no_reference_contacts
-- source: klarsyn_method; breslow_day_1987 (indirekt standardisering)
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
SELECT
    care_form,
    hospital,
    sum(contacts) AS contacts,
    sum(observed_sek::DECIMAL(38, 2)) AS observed_sek,
    sum(expected_sek ORDER BY year) AS expected_sek,
    -- A year without an interval leaves the whole without one.
    CASE WHEN count(*) = count(variance) THEN sum(variance ORDER BY year) END AS variance,
    sum(no_reference_contacts) AS no_reference_contacts,
    sum(no_reference_cost_sek::DECIMAL(38, 2)) AS no_reference_cost_sek
FROM jamforelse
GROUP BY care_form, hospital
-- As Swedish has its letters.
ORDER BY care_form, hospital::kpp_contact_hospital
