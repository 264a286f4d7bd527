-- title: Kvalitetskontroller
-- about: Utfallet av de kontroller som görs när ögonblicksbilden byggs.
-- grain: one row per check
-- from: quality_finding
SELECT check_id, title, checked, found
FROM quality_finding
ORDER BY check_id
