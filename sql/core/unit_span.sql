-- title: Enheter dag för dag
-- about: Enhetens namn, klinik och sjukhus vilken dag som helst. Den tid då enheten inte finns i enhetsregistret, och enheter som aldrig finns där, har egna rader.
-- lifetime: build
-- grain: one row per unit in contacts and half-open period; a unit's periods cover all time
-- from: contact, unit_period, snapshot_info
WITH boundary AS (
    SELECT coalesce(unit_id, 'unknown') AS unit_id, DATE '-infinity' AS valid_from
    FROM (SELECT DISTINCT unit_id FROM contact)
    UNION
    SELECT unit_id, valid_from
    FROM unit_period
    UNION
    SELECT unit_id, valid_before
    FROM unit_period
    WHERE isfinite(valid_before)
),
span AS (
    SELECT unit_id, valid_from, coalesce(lead(valid_from) OVER (PARTITION BY unit_id ORDER BY valid_from), DATE 'infinity') AS valid_before
    FROM boundary
)
SELECT
    -- The units of a clinic have numbers in a row: what is sorted by unit is sorted by clinic.
    row_number() OVER (ORDER BY coalesce(unit_period.hospital, 'unknown'), coalesce(unit_period.clinic, 'unknown'), span.unit_id, span.valid_from)::INTEGER AS unit_no,
    span.unit_id,
    span.valid_from,
    span.valid_before,
    coalesce(unit_period.unit_name, nullif(span.unit_id, 'unknown'), 'uppgift saknas') AS unit_name,
    coalesce(unit_period.hospital, 'unknown') AS hospital,
    coalesce(unit_period.hospital_group, 'unknown') AS hospital_group,
    coalesce(unit_period.clinic, 'unknown') AS clinic,
    CASE WHEN unit_period.region_code = snapshot_info.home_region THEN 'own_region' ELSE 'other' END AS provider
FROM span
CROSS JOIN snapshot_info
LEFT JOIN unit_period
    ON unit_period.unit_id = span.unit_id AND unit_period.valid_from <= span.valid_from AND span.valid_from < unit_period.valid_before
