-- title: Levererade månader
-- about: Vilka månader mellan datas första och sista dag som levererats per vårdform. En källas vårdform är regelbunden när medianmånaden har minst femton
--    vårdkontakter, minst sex månader är täckta och de är fler än hälften från den första till den sista; glesare leveranser kan ha tomma månader av en
--    slump. En månad saknas när en regelbunden källa inte täcker den fast den täcker månader både före och efter, eller när ingen källa täcker den.
-- grain: one row per regularly delivered care form and month from data start to cut-off
-- from: contact_month, snapshot_info
WITH regular AS (
    SELECT source_id, care_form, min(month) AS first_month, max(month) AS last_month
    FROM contact_month
    WHERE is_covered
    GROUP BY ALL
    HAVING max(typical) >= 15 AND count(*) >= 6 AND 2 * count(*) > date_diff('month', min(month), max(month)) + 1
),
calendar AS (
    SELECT unnest(range(date_trunc('month', data_start_on), cutoff_on + INTERVAL 1 DAY, INTERVAL 1 MONTH))::DATE AS month
    FROM snapshot_info
),
covered AS (
    SELECT source_id, care_form, month FROM contact_month WHERE is_covered
),
asked AS (
    SELECT DISTINCT regular.care_form, calendar.month FROM regular CROSS JOIN calendar
)
SELECT
    asked.care_form,
    asked.month,
    EXISTS (SELECT 1 FROM covered WHERE covered.care_form = asked.care_form AND covered.month = asked.month)
        AND NOT EXISTS (
            SELECT 1
            FROM regular
            WHERE regular.care_form = asked.care_form AND asked.month BETWEEN regular.first_month AND regular.last_month
                AND NOT EXISTS (SELECT 1 FROM covered WHERE covered.source_id = regular.source_id AND covered.care_form = asked.care_form AND covered.month = asked.month)
        ) AS is_delivered
FROM asked
ORDER BY ALL
