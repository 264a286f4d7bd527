-- title: Vårdkontakter utanför datas första och sista dag
-- about: Vårdkontakter som börjar i en månad med så få att den inte räknas som levererad, eller efter den period som angavs vid inläsningen. Datas första och
--    sista dag följer dem inte; felet är oftast ett årtal.
-- grain: one row
-- from: contact, snapshot_info
SELECT
    count(*) AS checked,
    count(*) FILTER (contact.started_at::DATE < snapshot_info.data_start_on OR contact.started_at::DATE > snapshot_info.cutoff_on) AS found
FROM contact
CROSS JOIN snapshot_info
