-- title: Vad som ändrats i kostnadsräkningen
-- about: Områden i jämförbarhetsregistret där ett sjukhus räknar olika de två år som jämförs (valen Från år och Till år). Ett område som bara finns för ett av åren räknas inte.
-- grain: one row per hospital and topic that differs between the years
-- from: comparability_hospital
-- choice: fran
-- choice: till
-- ignores: ar,manad Jämför Från år och Till år.
-- ignores: klinik,vardform,omrade,mdc,drg,kapitel,kon,alder,alder65,kommun,fall,modell Registret gäller hela sjukhusets KPP.
-- column: year BIGINT årtal År
-- column: hospital VARCHAR kod Sjukhus; labels=comparability_hospital.sjukhus
-- column: topic VARCHAR - Område
-- column: sentence VARCHAR - Skillnad
-- chart: table
-- direction: neutral
-- source: skr_survey_2023; delivered_comparability
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH said AS (
    SELECT
        year,
        topic,
        topic_label,
        hospital::VARCHAR AS hospital,
        string_agg(DISTINCT value, ', ' ORDER BY value) AS value
    FROM selected
    WHERE hospital <> 'unknown'
    GROUP BY ALL
)
SELECT
    $to_year AS year,
    later.hospital,
    later.topic_label AS topic,
    'Jämförbarhet, ' || later.topic_label || ' vid ' || later.hospital || ': ' || earlier.value || ' ' || earlier.year || ', ' || later.value || ' ' || later.year || '.' AS sentence
FROM said AS later
JOIN said AS earlier ON earlier.topic = later.topic AND earlier.hospital = later.hospital AND earlier.year = $from_year
WHERE later.year = $to_year AND later.value <> earlier.value
ORDER BY later.hospital, later.topic
