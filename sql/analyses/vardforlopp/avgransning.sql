-- title: Från kontakt till population
-- about: Hur populationen avgränsas: alla som någon gång till och med periodens sista dag haft en kontakt med vårdförloppets diagnoser, de av dem
--    som lever den dagen, och de av dem som då är bosatta i regionen.
-- grain: one row per step
-- from: pathway_population
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- ignores: boende Stegen visar själva vilka som inte är bosatta i regionen.
-- ignores: avliden Stegen visar själva vilka som har avlidit.
-- column: step VARCHAR - Steg
-- column: persons BIGINT personer Personer; n=persons
-- column: reason VARCHAR - Faller bort
-- chart: attrition y=step value=persons lost=reason
-- direction: neutral
-- source: klarsyn_definition
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH known AS (
    SELECT DISTINCT person_no, deceased, residency
    FROM selected
    WHERE pathway = $pathway AND valid_from <= $reference_date AND $reference_date < valid_before
)
SELECT
    steps.step,
    CASE steps.position
        WHEN 1 THEN (SELECT count(*) FROM known)
        WHEN 2 THEN (SELECT count(*) FROM known WHERE deceased = 'nej')
        ELSE (SELECT count(*) FROM known WHERE deceased = 'nej' AND residency = 'egen')
    END AS persons,
    steps.reason
FROM (VALUES
    (1, 'Har haft en kontakt', NULL),
    (2, 'Lever', 'avlidna'),
    (3, 'Bosatta i regionen', 'bosatta någon annanstans')
) AS steps(position, step, reason)
ORDER BY steps.position
