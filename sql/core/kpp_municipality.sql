-- title: Kommuner i KPP
-- about: De kommuner som vårdkontakter och personer har, med löpnummer; de utanför regionen visas som utomläns.
-- lifetime: build
-- grain: one row per municipality code, and one where it is missing
-- from: contact, person, snapshot_info
SELECT
    row_number() OVER (ORDER BY found.code)::INTEGER AS municipality_no,
    found.code,
    CASE WHEN found.code = 'unknown' OR starts_with(found.code, snapshot_info.home_region) THEN found.code ELSE 'utomlan' END AS municipality
FROM (
    SELECT municipality_code AS code FROM contact WHERE municipality_code IS NOT NULL
    UNION
    SELECT municipality_code FROM person WHERE municipality_code IS NOT NULL
    UNION
    SELECT 'unknown'
) AS found
CROSS JOIN snapshot_info
