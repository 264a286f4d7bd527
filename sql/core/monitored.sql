-- title: Tid med hemmonitorering
-- about: Perioder med verktyget, från start till slut. Pågående användning räknas till datas sista dag, och ingen längre än till dödsfallet eller
--    utflyttningen.
-- grain: one row per pathway person, tool and period of use
-- from: home_monitoring, pathway_person, snapshot_info
SELECT
    pathway_person.person_no,
    home_monitoring.tool,
    home_monitoring.started_on,
    least(
        coalesce(home_monitoring.ended_on, snapshot_info.cutoff_on + 1),
        coalesce(pathway_person.died_on, snapshot_info.cutoff_on + 1),
        coalesce(pathway_person.moved_out_on, snapshot_info.cutoff_on + 1),
        snapshot_info.cutoff_on + 1
    ) AS ends_before,
    home_monitoring.ended_on,
    home_monitoring.days_measured,
    home_monitoring.days_expected
FROM home_monitoring
JOIN pathway_person USING (patient_id)
CROSS JOIN snapshot_info
ORDER BY pathway_person.person_no, home_monitoring.tool, home_monitoring.started_on
