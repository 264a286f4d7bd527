-- title: Invånare i vårdförlopp vid årets slut
-- about: De som lever, bor i regionen och hör till vårdförloppet den 31 december, för varje helt år.
-- grain: one row per pathway, complete calendar year and such person
-- from: pathway_state, snapshot_info
SELECT pathway_state.pathway, year(pathway_state.valid_from)::SMALLINT AS year, pathway_state.person_no
FROM pathway_state
CROSS JOIN snapshot_info
WHERE pathway_state.position_group = 'any'
    AND pathway_state.deceased = 'nej'
    AND pathway_state.residency = 'egen'
    -- A living person's period never spans New Year (core/pathway_state): it begins in the year that it may reach the end of.
    AND pathway_state.valid_before > make_date(year(pathway_state.valid_from), 12, 31)
    AND make_date(year(pathway_state.valid_from), 12, 31) <= snapshot_info.cutoff_on
ORDER BY pathway, year, person_no
