-- title: Avstämning per enhet och år
-- about: Enheter och år där kostnadsposter inte stämmer med totalen, eller KPP inte med bokslutet, med kontrollens namn.
-- grain: one row per check, cost model, year and unit with a difference
-- from: reconciliation, quality_finding, unit_period
-- sorted: check_id, year, unit_id
-- dimension: modell model Kostnadsmodell; values=modell single=kpp
-- dimension: sjukhus hospital Sjukhus; values=data
-- dimension: klinik clinic Klinik; values=data
SELECT
    reconciliation.*,
    quality_finding.title,
    coalesce(unit_period.unit_name, reconciliation.unit_id) AS unit_name,
    coalesce(unit_period.hospital, 'unknown') AS hospital,
    coalesce(unit_period.clinic, 'unknown') AS clinic
FROM reconciliation
JOIN quality_finding USING (check_id)
LEFT JOIN unit_period
    ON unit_period.unit_id = reconciliation.unit_id
    AND unit_period.valid_from <= make_date(reconciliation.year, 12, 31) AND make_date(reconciliation.year, 12, 31) < unit_period.valid_before
WHERE reconciliation.found > 0
