-- title: Optilogg i perioden
-- about: Personer med Optilogg någon dag i perioden, och hur stor del av de förväntade mätdagarna som de mätt. Mätdagarna gäller hela användningen, inte bara perioden.
-- grain: one row
-- from: monitoring
-- param: pathway VARCHAR - vårdförlopp
-- bind: pathway = hjartsvikt
-- ignores: avliden Avlidna ingår alltid.
-- ignores: vardform Användningen hör inte till någon vårdform.
-- ignores: sjukhus Användningen hör inte till något sjukhus.
-- ignores: enhet Användningen hör inte till någon enhet.
-- column: users BIGINT personer Användare; n=users
-- column: active BIGINT personer Aktiva vid periodens slut; n=active
-- column: days_measured BIGINT dagar Mätdagar; n=users
-- column: days_expected BIGINT dagar Förväntade mätdagar; n=users
-- derive: adherence = ratio(days_measured, days_expected) -> procent Följsamhet
-- chart: table
-- direction: neutral
-- source: klarsyn_definition; careligo_optilogg
-- owner: Klarsyn, hjärtsvikt
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH used AS (
    SELECT DISTINCT selected.*
    FROM selected
    JOIN period ON selected.started_on < period.ends_before AND selected.ends_before > period.starts_on
    WHERE selected.pathway = $pathway
)
SELECT
    count(DISTINCT person_no) AS users,
    count(DISTINCT person_no) FILTER (started_on <= $reference_date AND $reference_date < ends_before) AS active,
    coalesce(sum(days_measured), 0) AS days_measured,
    coalesce(sum(days_expected), 0) AS days_expected
FROM used
