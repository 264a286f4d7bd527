-- title: Ytterfallsgränser per DRG
-- about: Gränsen för kostnad (egen regel) och för vårdtid per DRG, och vad den vilar på (origin): DRG under året, DRG under tre år, DRG-familjen,
--    MDC, eller ingen. En grupp räcker med minst 30 vårdkontakter och Q3 större än Q1.
-- grain: one row per cost model, year, care form, DRG and measure
-- from: limit_value, limit_group, limit_factor
WITH cell AS (
    -- The MDC of a DRG is its commonest, the first of equally common ones.
    SELECT model, year, care_form, measure, drg, sum(contacts)::BIGINT AS contacts, arg_max(mdc, (contacts, -rank)) AS mdc
    FROM (
        SELECT *, row_number() OVER (PARTITION BY model, year, care_form, measure, drg ORDER BY mdc) AS rank
        FROM (SELECT model, year, care_form, measure, drg, mdc, count(*) AS contacts FROM limit_value GROUP BY ALL)
    )
    GROUP BY ALL
),
candidate AS (
    SELECT cell.*, origin.origin, origin.rank, CASE origin.origin WHEN 'drg_family' THEN left(cell.drg, 3) WHEN 'mdc' THEN cell.mdc ELSE cell.drg END AS group_id
    FROM cell
    CROSS JOIN (VALUES ('drg', 1), ('drg_3_years', 2), ('drg_family', 3), ('mdc', 4)) AS origin(origin, rank)
),
resting AS (
    SELECT candidate.model, candidate.year, candidate.care_form, candidate.measure, candidate.drg, candidate.origin, candidate.rank, found.n, found.q1, found.q3
    FROM candidate
    JOIN limit_group AS found USING (model, year, care_form, measure, origin, group_id)
    WHERE found.is_enough
    QUALIFY row_number() OVER (PARTITION BY candidate.model, candidate.year, candidate.care_form, candidate.measure, candidate.drg ORDER BY candidate.rank) = 1
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
    LEFT JOIN resting USING (model, year, care_form, measure, drg)
    LEFT JOIN limit_factor AS factor USING (model, year, care_form, measure)
    LEFT JOIN limit_group AS own
        ON own.model = cell.model AND own.year = cell.year AND own.care_form = cell.care_form AND own.measure = cell.measure
        AND own.origin = 'drg' AND own.group_id = cell.drg
)
SELECT
    model,
    year,
    care_form,
    drg,
    mdc,
    measure,
    contacts,
    origin,
    n,
    q1,
    q3,
    k,
    CASE WHEN origin <> 'none' THEN CASE measure WHEN 'days' THEN ceil(q3 + k * (q3 - q1)) ELSE q3 + k * (q3 - q1) END END AS limit_value
FROM judged
ORDER BY model, year, care_form, drg, measure
