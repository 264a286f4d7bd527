-- title: Bidrag per DRG, hela perioden
-- about: Hur mycket varje DRG bidrar till skillnaden i innerfallens kostnad enligt vald ytterfallsregel, med alla valda år och vårdformer tillsammans: antalet innerfall
--    gånger egen medelkostnad minus gruppens, vart år och vårdform för sig. Positivt är dyrare än gruppen. Bara DRG där gruppen har minst 30 innerfall jämförs; hur
--    många innerfall som saknar referens står i Kostnad mot jämförelsegruppen. Löpande priser, samma år.
-- grain: one row per DRG with a reference
-- uses: kpp/bidrag
-- column: drg VARCHAR kod DRG; labels=kpp_contact.drg
-- column: contacts BIGINT antal Innerfall; n=contacts
-- column: cost_sek DOUBLE kr Kostnad; n=contacts
-- column: expected_sek DOUBLE kr Med gruppens medelkostnad; n=contacts
-- column: contribution_sek DOUBLE kr Bidrag; n=contacts
-- derive: mean_sek = mean(cost_sek, contacts) -> kr Egen medelkostnad
-- derive: expected_mean_sek = mean(expected_sek, contacts) -> kr Gruppens medelkostnad för samma fall
-- chart: bar x=contribution_sek y=drg sort=value
-- source: klarsyn_method
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
SELECT
    drg,
    sum(contacts) AS contacts,
    sum(cost_sek::DECIMAL(38, 2)) AS cost_sek,
    sum(contacts * reference_mean_sek ORDER BY year, care_form) AS expected_sek,
    sum(contribution_sek ORDER BY year, care_form) AS contribution_sek
FROM bidrag
GROUP BY drg
ORDER BY contribution_sek DESC, drg
