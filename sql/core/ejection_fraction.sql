-- title: EF-fenotyp
-- about: Senaste mätta vänsterkammarfunktion (LVEF, procent): HFrEF högst 40, HFmrEF över 40 och under 50, HFpEF minst 50.
-- grain: one row per pathway person and day of measurement
-- from: pathway_person, measurement
SELECT
    pathway_person.person_no,
    measurement.measured_on,
    CASE
        WHEN max(measurement.value) <= 40 THEN 'hfref'
        WHEN max(measurement.value) < 50 THEN 'hfmref'
        ELSE 'hfpef'
    END AS phenotype
FROM measurement
JOIN pathway_person USING (patient_id)
WHERE lower(measurement.kind) = 'lvef' AND measurement.value IS NOT NULL
GROUP BY ALL
ORDER BY ALL
