-- title: Jämförbarhet per sjukhus
-- about: Hur sjukhusets kostnader räknats ett år enligt jämförbarhetsregistret. Säger sjukhusets enheter olika står alla värden.
-- grain: one row per year, hospital, clinic and topic
-- from: comparability, unit_period
-- sorted: year, topic, hospital, clinic
-- dimension: sjukhus hospital Sjukhus; values=data
-- dimension: klinik clinic Klinik; values=data
WITH labelled AS (
    SELECT unnest([
        {'topic': 'physicians_in_training', 'topic_label': 'AT- och ST-läkare'},
        {'topic': 'patient_hotel', 'topic_label': 'patienthotell'},
        {'topic': 'overhead', 'topic_label': 'overhead'},
        {'topic': 'stay_definition', 'topic_label': 'definition av vårdtillfälle'}
    ], recursive := true)
)
SELECT
    comparability.year,
    coalesce(unit_period.hospital, 'unknown') AS hospital,
    coalesce(unit_period.clinic, 'unknown') AS clinic,
    comparability.topic::VARCHAR AS topic,
    labelled.topic_label,
    string_agg(DISTINCT comparability.value, ', ' ORDER BY comparability.value) AS value,
    string_agg(DISTINCT comparability.note, ' ' ORDER BY comparability.note) AS note
FROM comparability
JOIN labelled ON labelled.topic = comparability.topic::VARCHAR
LEFT JOIN unit_period
    ON unit_period.unit_id = comparability.unit_id
    AND unit_period.valid_from <= make_date(comparability.year, 12, 31) AND make_date(comparability.year, 12, 31) < unit_period.valid_before
GROUP BY ALL
