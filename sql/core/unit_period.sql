-- title: Enheter över tid
-- about: Enhetens namn, klinik, sjukhus och sjukhusgrupp under den tid raden gäller.
-- lifetime: build
-- grain: one row per unit and half-open period, without overlaps
-- from: unit
SELECT
    unit_id,
    name AS unit_name,
    clinic,
    coalesce(hospital, 'unknown') AS hospital,
    coalesce(hospital_group, 'unknown') AS hospital_group,
    region_code,
    coalesce(list_contains(string_split(flags, ' '), 'heart_failure_clinic'), false) AS is_heart_failure_clinic,
    valid_from,
    least(
        coalesce(valid_to, DATE 'infinity'),
        coalesce(lead(valid_from) OVER (PARTITION BY unit_id ORDER BY valid_from), DATE 'infinity')
    ) AS valid_before
FROM unit
ORDER BY unit_id, valid_from
