-- title: Ytterfallsgränser
-- about: Gränsen per DRG enligt var och en av de fyra reglerna, och vad den vilar på.
-- grain: one row per cost model, year, care form, DRG with contacts, and rule
-- from: drg_limit, limit_group, national_limit, kpp_case, kpp_drg
-- sorted: model, year, care_form, drg, rule
-- dimension: modell model Kostnadsmodell; values=modell single=kpp
-- dimension: vardform care_form Vårdform; values=vardform
-- dimension: mdc mdc MDC; values=mdc
-- dimension: drg drg DRG; values=data
-- dimension: gransregel rule Regel; values=regel
-- dimension: gransgrund origin Grund; values=gransgrund
WITH own AS (
    SELECT * FROM drg_limit WHERE measure = 'cost'
),
los AS (
    SELECT * FROM drg_limit WHERE measure = 'days'
),
name AS (
    SELECT DISTINCT drg_no, drg FROM kpp_drg
),
quartile AS (
    SELECT limit_group.model::VARCHAR AS model, limit_group.year, limit_group.care_form, name.drg, limit_group.q1, limit_group.q3
    FROM limit_group
    JOIN name ON name.drg_no = limit_group.group_no
    WHERE limit_group.measure = 'cost' AND limit_group.origin = 'drg'
),
-- Delivered limits stand on contacts: a DRG's is the commonest, the lowest of equally common ones.
delivered AS (
    SELECT found.model::VARCHAR AS model, found.year, found.care_form, name.drg, arg_max(found.limit_sek, (found.contacts, -found.limit_sek)) AS limit_sek
    FROM (
        SELECT kpp_case.model, kpp_case.year, kpp_case.care_form, kpp_drg.drg_no, kpp_case.delivered_limit_sek AS limit_sek, count(*) AS contacts
        FROM kpp_case
        JOIN kpp_drg USING (drg_mdc_no)
        WHERE kpp_case.left_out IS NULL AND kpp_drg.has_drg AND kpp_case.delivered_limit_sek IS NOT NULL
        GROUP BY ALL
    ) AS found
    JOIN name USING (drg_no)
    GROUP BY ALL
),
cell AS (
    SELECT
        own.*,
        los.origin AS days_origin,
        los.n AS days_n,
        los.q1 AS days_q1,
        los.q3 AS days_q3,
        los.limit_value AS limit_days,
        CASE WHEN own.model = 'kpp' THEN national.limit_sek END AS reference_sek,
        delivered.limit_sek AS delivered_sek,
        quartile.q1 AS cell_q1,
        quartile.q3 AS cell_q3
    FROM own
    JOIN quartile USING (model, year, care_form, drg)
    LEFT JOIN los USING (model, year, care_form, drg)
    LEFT JOIN delivered USING (model, year, care_form, drg)
    LEFT JOIN national_limit AS national ON national.year = own.year AND national.care_form = own.care_form AND national.drg = own.drg
)
SELECT
    model, year, care_form, drg, mdc, 'national' AS rule, contacts, contacts AS n, cell_q1 AS q1, cell_q3 AS q3,
    coalesce(reference_sek, delivered_sek) AS limit_sek, NULL::DOUBLE AS limit_days,
    CASE WHEN reference_sek IS NOT NULL THEN 'reference' WHEN delivered_sek IS NOT NULL THEN 'delivered' ELSE 'none' END AS origin
FROM cell
UNION ALL
SELECT model, year, care_form, drg, mdc, 'own', contacts, n, q1, q3, limit_value, NULL, origin
FROM cell
UNION ALL
SELECT model, year, care_form, drg, mdc, 'los', contacts, coalesce(days_n, contacts), days_q1, days_q3, NULL, limit_days, coalesce(days_origin, 'none')
FROM cell
UNION ALL
-- The quartiles are those of the cost limit; the origin too, and that of the stay where there is no cost limit.
SELECT model, year, care_form, drg, mdc, 'combined', contacts, n, q1, q3, limit_value, limit_days,
    CASE WHEN origin <> 'none' THEN origin ELSE coalesce(days_origin, 'none') END
FROM cell
