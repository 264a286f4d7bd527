-- title: EF-fenotyp
-- about: Senaste mätta vänsterkammarfunktion (LVEF, procent): HFrEF högst 40, HFmrEF över 40 och under 50, HFpEF minst 50.
-- lifetime: build
-- grain: one row per pathway person and half-open period from one day of measurement to the next
-- from: pathway_person, measurement
WITH measured AS (
    -- Two values of one day: the higher, so that the order of delivery does not decide.
    SELECT pathway_person.person_no, measurement.measured_on, max(measurement.value) AS ejection_percent
    FROM measurement
    JOIN pathway_person USING (patient_id)
    WHERE lower(measurement.kind) = 'lvef' AND measurement.value IS NOT NULL
    GROUP BY ALL
)
SELECT
    person_no,
    measured_on AS valid_from,
    coalesce(lead(measured_on) OVER (PARTITION BY person_no ORDER BY measured_on), DATE 'infinity') AS valid_before,
    CASE
        WHEN ejection_percent <= 40 THEN 'hfref'
        WHEN ejection_percent < 50 THEN 'hfmref'
        ELSE 'hfpef'
    END AS phenotype
FROM measured
ORDER BY ALL
