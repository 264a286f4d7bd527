-- title: Ytterfallsgränser per DRG
-- about: Gränsen för kostnad (egen regel) och för vårdtid per DRG, och vad den vilar på (origin): DRG under året, DRG under tre år, DRG-familjen,
--    MDC, eller ingen. En grupp räcker med minst 30 vårdkontakter och Q3 större än Q1.
-- grain: one row per cost model, year, care form, DRG and measure
-- from: limit_value, limit_group, limit_factor, kpp_drg
WITH cell AS (
    -- The MDC of a DRG is its commonest, the first of equally common ones.
    SELECT model, year, care_form, measure, drg_no, family_no, sum(contacts)::BIGINT AS contacts, arg_max(mdc_no, (contacts, -mdc_no)) AS mdc_no
    FROM (SELECT model, year, care_form, measure, drg_no, family_no, mdc_no, count(*) AS contacts FROM limit_value GROUP BY ALL)
    GROUP BY ALL
),
candidate AS (
    SELECT cell.*, origin.origin, origin.rank, CASE origin.origin WHEN 'drg_family' THEN cell.family_no WHEN 'mdc' THEN cell.mdc_no ELSE cell.drg_no END AS group_no
    FROM cell
    CROSS JOIN (VALUES ('drg', 1), ('drg_3_years', 2), ('drg_family', 3), ('mdc', 4)) AS origin(origin, rank)
),
resting AS (
    SELECT candidate.model, candidate.year, candidate.care_form, candidate.measure, candidate.drg_no, candidate.origin, candidate.rank, found.n, found.q1, found.q3
    FROM candidate
    JOIN limit_group AS found USING (model, year, care_form, measure, origin, group_no)
    WHERE found.is_enough
    QUALIFY row_number() OVER (PARTITION BY candidate.model, candidate.year, candidate.care_form, candidate.measure, candidate.drg_no ORDER BY candidate.rank) = 1
),
judged AS (
    SELECT
        cell.*,
        CASE WHEN factor.k IS NULL THEN 'none' ELSE coalesce(resting.origin, 'none') END AS origin,
        -- Without a limit the DRG's own quartiles show why.
        coalesce(resting.n, own.n) AS n,
        coalesce(resting.q1, own.q1) AS q1,
        coalesce(resting.q3, own.q3) AS q3,
        factor.k
    FROM cell
    LEFT JOIN resting USING (model, year, care_form, measure, drg_no)
    LEFT JOIN limit_factor AS factor USING (model, year, care_form, measure)
    LEFT JOIN limit_group AS own
        ON own.model = cell.model AND own.year = cell.year AND own.care_form = cell.care_form AND own.measure = cell.measure
        AND own.origin = 'drg' AND own.group_no = cell.drg_no
)
SELECT
    judged.model::VARCHAR AS model,
    judged.year,
    judged.care_form,
    kpp_drg.drg,
    kpp_drg.mdc,
    judged.measure::VARCHAR AS measure,
    judged.contacts,
    judged.origin,
    judged.n,
    judged.q1,
    judged.q3,
    judged.k,
    CASE WHEN judged.origin <> 'none' THEN CASE judged.measure WHEN 'days' THEN ceil(judged.q3 + judged.k * (judged.q3 - judged.q1)) ELSE judged.q3 + judged.k * (judged.q3 - judged.q1) END END AS limit_value
FROM judged
JOIN kpp_drg USING (drg_no, mdc_no)
ORDER BY judged.model, judged.year, judged.care_form, kpp_drg.drg, judged.measure
