-- title: Gränser per DRG
-- about: Gränsen för ytterfall per DRG, vårdform och år enligt var och en av de fyra reglerna. Egen gräns är Q3 + k · (Q3 − Q1), där k löses per år och vårdform så
--    att 5 (slutenvård) respektive 3 procent (öppenvård) ligger över; vårdtid är Q3 + 1,5 · (Q3 − Q1) uppåt till hela dygn. En DRG räcker med minst
--    30 kontakter och Q3 större än Q1; annars tar DRG under tre år, DRG-familj och MDC vid. n, Q1 och Q3 är de som gränsen vilar på (för
--    vårdtid i dygn, för riket regionens egna). Räknade över regionens alla vårdkontakter under året i löpande priser.
-- grain: one row per year, care form, DRG with contacts, and rule
-- from: kpp_limit
-- ignores: omrade,sjukhus,klinik,kapitel,kon,alder,alder65,kommun,fall Gränserna räknas över regionens alla vårdkontakter.
-- ignores: pris En gräns är sitt års kronor.
-- column: year BIGINT årtal År
-- column: care_form VARCHAR kod Vårdform; labels=kpp_contact.vardform
-- column: drg VARCHAR kod DRG; labels=kpp_contact.drg
-- column: rule VARCHAR kod Regel; labels=kpp_limit.gransregel
-- column: contacts BIGINT antal Vårdkontakter; n=contacts
-- column: n BIGINT antal Underlag; n=n
-- column: q1 DOUBLE - Q1; kind=quantile n=n
-- column: q3 DOUBLE - Q3; kind=quantile n=n
-- column: limit_sek DOUBLE kr Kostnadsgräns
-- column: limit_days BIGINT dagar Vårdtidsgräns
-- column: origin VARCHAR kod Vilar på; labels=kpp_limit.gransgrund
-- chart: table
-- direction: neutral
-- source: skr_followup_2024 (5 och 3 procent); klarsyn_method (gränsens formel); delivered_reference
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
SELECT year, care_form, drg, rule, contacts, n, q1, q3, limit_sek, limit_days::BIGINT AS limit_days, origin
FROM selected
WHERE year IN (SELECT unnest(range(year(starts_on), year(ends_before - 1) + 1)) FROM period)
ORDER BY year, care_form, drg, enum_code(rule)
