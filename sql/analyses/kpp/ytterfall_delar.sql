-- title: Ytterfall mot jämförelsegruppen
-- about: Vårdkontakter i perioden med en gräns enligt vald ytterfallsregel, ytterfall och deras kostnad över gränsen, mot vad samma vårdkontakter hade gett med
--    jämförelsegruppens andel ytterfall och kostnad över gränsen per ytterfall för samma år, vårdform, DRG, kön och ålder (under eller över 65). Skillnaden i kostnad över
--    gränsen delas i frekvens, fler eller färre ytterfall än väntat gånger medelvärdet av egen och gruppens kostnad per ytterfall, och svårighet, dyrare eller billigare
--    ytterfall gånger medelvärdet av eget och väntat antal; de två ger hela skillnaden. Utan egna eller väntade ytterfall är allt frekvens. Gruppens ytterfall räknas med
--    nationell gräns: för andra regler saknas jämförelsen, liksom där ingen sådan referens levererats. Vårdkontakter utan referens står för sig. Löpande priser, gränser
--    och referens för kontaktens år.
-- grain: one row per way of dividing the care with a limit, and part
-- from: kpp_contact, kpp_outlier_reference
-- parts: divided_by
-- choice: regel
-- choice: grupp
-- ignores: fall Både inner- och ytterfall räknas.
-- ignores: pris Kostnad, gräns och referens är samma års kronor.
-- column: divided_by VARCHAR kod Delas efter
-- column: part VARCHAR kod Del
-- column: contacts BIGINT antal Vårdkontakter med gräns; n=contacts
-- column: outliers BIGINT antal Ytterfall; n=outliers
-- column: cost_sek DOUBLE kr Kostnad; n=contacts
-- column: outlier_cost_sek DOUBLE kr Kostnad för ytterfall; n=outliers
-- column: above_limit_sek DOUBLE kr Kostnad över gräns; n=outliers
-- column: compared_contacts BIGINT antal Jämförda vårdkontakter; n=compared_contacts
-- column: compared_outliers BIGINT antal Jämförda ytterfall; n=compared_outliers
-- column: expected_outliers DOUBLE väntat_antal Väntade ytterfall; n=compared_contacts
-- column: expected_above_sek DOUBLE kr Väntad kostnad över gräns; n=compared_contacts
-- column: frequency_sek DOUBLE kr Frekvens; n=compared_outliers part_of=difference_sek
-- column: severity_sek DOUBLE kr Svårighet; n=compared_outliers part_of=difference_sek
-- column: difference_sek DOUBLE kr Hela skillnaden; n=compared_outliers
-- column: no_reference_contacts BIGINT antal Utan referens; n=no_reference_contacts
-- column: has_reference BOOLEAN - Har referens
-- column: all_outliers BIGINT antal Alla ytterfall; n=all_outliers hidden=yes
-- column: all_contacts BIGINT antal Alla med gräns; n=all_contacts hidden=yes
-- column: all_cost_sek DOUBLE kr Kostnad för alla med gräns; n=all_contacts hidden=yes
-- column: all_outlier_cost_sek DOUBLE kr Kostnad för alla ytterfall; n=all_outliers hidden=yes
-- column: group_contacts BIGINT antal Gruppens vårdkontakter
-- column: group_outliers DOUBLE väntat_antal Gruppens ytterfall
-- column: all_group_outliers DOUBLE väntat_antal Alla gruppens ytterfall; hidden=yes
-- derive: outlier_share, outlier_low, outlier_high = wilson(outliers, contacts) -> procent Andel ytterfall
-- derive: expected_share = ratio(expected_outliers, compared_contacts) -> procent Väntad andel ytterfall
-- derive: mean_above_sek = mean(above_limit_sek, outliers) -> kr Över gräns per ytterfall
-- derive: expected_mean_above_sek = ratio(expected_above_sek, expected_outliers) -> kr Väntat över gräns per ytterfall
-- derive: part_share = ratio(outliers, all_outliers) -> procent Andel av alla ytterfall
-- derive: cost_part_share = ratio(cost_sek, all_cost_sek) -> procent Andel av kostnaden
-- derive: outlier_cost_part_share = ratio(outlier_cost_sek, all_outlier_cost_sek) -> procent Andel av ytterfallens kostnad
-- derive: group_part_share = ratio(group_outliers, all_group_outliers) -> procent Gruppens andel av alla ytterfall
-- chart: therapy y=part value=outlier_share low=outlier_low high=outlier_high n=outliers N=contacts ref=expected_share strong=has_reference
-- direction: neutral
-- source: norrbotten_2020; klarsyn_definition (frekvens och svårighet); delivered_reference
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH chosen_month AS (
    SELECT unnest(range(date_trunc('month', starts_on), ends_before, INTERVAL 1 MONTH))::DATE AS month_starts_on FROM period
),
contact AS (
    SELECT
        *,
        chosen_case = 'outlier' AS is_outlier,
        CASE WHEN $rule = 'national' THEN limit_national_sek ELSE limit_own_sek END AS limit_sek
    FROM selected_kpp_contact
    SEMI JOIN chosen_month USING (month_starts_on)
    WHERE chosen_case <> 'none'
),
-- Millions of rows are read once and grouped as they are stored, by all that any figure divides after; their groups are few.
counted AS (
    SELECT
        year,
        care_form,
        drg,
        sex,
        elderly,
        chapter,
        clinic,
        hospital,
        is_outlier,
        -- The limit that an outlier's cost lies above: of an outlier by its stay alone nothing does. With the limit a group's
        -- excess is one difference, the same in whatever order its contacts are read.
        CASE WHEN is_outlier AND cost_sek::DOUBLE > limit_sek THEN limit_sek END AS exceeded_sek,
        count(*) AS contacts,
        sum(cost_sek) AS cost_sek
    FROM contact
    GROUP BY ALL
),
reference AS (
    SELECT year, care_form::VARCHAR AS care_form, drg::VARCHAR AS drg, sex::VARCHAR AS sex, elderly::VARCHAR AS elderly, n, outlier_share, mean_excess_sek
    FROM selected_kpp_outlier_reference
    WHERE comparison_group = $comparison_group AND $rule = 'national' AND year IN (SELECT year(month_starts_on) FROM chosen_month)
),
-- Fractions as decimals of sixteen places, as many as a DOUBLE knows: their sums do not depend on the order of rows either.
cell AS (
    SELECT
        counted.elderly,
        counted.sex,
        counted.chapter,
        counted.clinic,
        counted.hospital,
        counted.contacts,
        CASE WHEN counted.is_outlier THEN counted.contacts ELSE 0 END AS outliers,
        counted.cost_sek,
        CASE WHEN counted.is_outlier THEN counted.cost_sek ELSE 0 END AS outlier_cost_sek,
        coalesce(counted.cost_sek::DOUBLE - counted.contacts * counted.exceeded_sek, 0)::DECIMAL(38, 16) AS above_sek,
        reference.drg IS NOT NULL AS is_compared,
        (counted.contacts * reference.outlier_share)::DECIMAL(38, 16) AS expected_outliers,
        (counted.contacts * reference.outlier_share * reference.mean_excess_sek)::DECIMAL(38, 16) AS expected_above
    FROM counted
    LEFT JOIN reference
        ON reference.year = counted.year
        AND reference.care_form = counted.care_form::VARCHAR
        AND reference.drg = counted.drg::VARCHAR
        AND reference.sex = counted.sex::VARCHAR
        AND reference.elderly = counted.elderly::VARCHAR
),
-- Each way of dividing by itself. The mart holds no NULL in a dimension, so a value says which one it is.
summed AS (
    SELECT
        CASE
            WHEN elderly IS NOT NULL THEN 'elderly'
            WHEN sex IS NOT NULL THEN 'sex'
            WHEN chapter IS NOT NULL THEN 'chapter'
            WHEN clinic IS NOT NULL THEN 'clinic'
            WHEN hospital IS NOT NULL THEN 'hospital'
            ELSE 'all'
        END AS divided_by,
        coalesce(elderly::VARCHAR, sex::VARCHAR, chapter::VARCHAR, clinic::VARCHAR, hospital::VARCHAR, 'all') AS part,
        enum_code(chapter) AS position, -- as ICD-10 has its chapters, not as their numerals are spelt
        sum(contacts) AS contacts,
        sum(outliers) AS outliers,
        sum(cost_sek) AS cost_sek,
        sum(outlier_cost_sek) AS outlier_cost_sek,
        sum(above_sek)::DOUBLE AS above_sek,
        coalesce(sum(contacts) FILTER (is_compared), 0) AS compared_contacts,
        coalesce(sum(outliers) FILTER (is_compared), 0) AS compared_outliers,
        sum(above_sek) FILTER (is_compared)::DOUBLE AS compared_above,
        sum(expected_outliers)::DOUBLE AS expected_outliers,
        sum(expected_above)::DOUBLE AS expected_above
    FROM cell
    GROUP BY GROUPING SETS ((), (elderly), (sex), (chapter), (clinic), (hospital))
    -- The whole of nothing is no part of it.
    HAVING count(*) > 0
),
-- What the group itself is like: only by what the reference is divided by.
group_part AS (
    SELECT
        CASE WHEN elderly IS NOT NULL THEN 'elderly' WHEN sex IS NOT NULL THEN 'sex' ELSE 'all' END AS divided_by,
        coalesce(elderly, sex, 'all') AS part,
        sum(n) AS contacts,
        sum((n * outlier_share)::DECIMAL(38, 16))::DOUBLE AS outliers
    FROM reference
    GROUP BY GROUPING SETS ((), (elderly), (sex))
),
group_whole AS (
    SELECT divided_by, sum(outliers ORDER BY part) AS outliers
    FROM group_part
    GROUP BY divided_by
),
-- One outlier's cost above the limit, own and expected; where one side has no outliers the other's stands for both.
severity AS (
    SELECT
        *,
        coalesce(compared_above / nullif(compared_outliers, 0), expected_above / nullif(expected_outliers, 0), 0) AS own_mean,
        coalesce(expected_above / nullif(expected_outliers, 0), compared_above / nullif(compared_outliers, 0), 0) AS expected_mean
    FROM summed
),
-- In öre. Half of each change is seen before and half after the other (Shapley), so that neither goes first.
term AS (
    SELECT
        *,
        (compared_outliers - expected_outliers) * (own_mean + expected_mean) / 2 * 100 AS frequency,
        (own_mean - expected_mean) * (compared_outliers + expected_outliers) / 2 * 100 AS severity,
        round((compared_above - expected_above) * 100) AS difference
    FROM severity
)
SELECT
    term.divided_by,
    term.part,
    term.contacts::BIGINT AS contacts,
    term.outliers::BIGINT AS outliers,
    term.cost_sek::DOUBLE AS cost_sek,
    term.outlier_cost_sek::DOUBLE AS outlier_cost_sek,
    CASE WHEN $rule <> 'los' THEN term.above_sek END AS above_limit_sek,
    term.compared_contacts::BIGINT AS compared_contacts,
    term.compared_outliers::BIGINT AS compared_outliers,
    term.expected_outliers,
    term.expected_above AS expected_above_sek,
    -- The larger term, the first of equals, takes the remainder.
    CASE WHEN abs(frequency) >= abs(term.severity) THEN difference - round(term.severity) ELSE round(frequency) END / 100 AS frequency_sek,
    CASE WHEN abs(frequency) >= abs(term.severity) THEN round(term.severity) ELSE difference - round(frequency) END / 100 AS severity_sek,
    difference / 100 AS difference_sek,
    (term.contacts - term.compared_contacts)::BIGINT AS no_reference_contacts,
    term.compared_contacts > 0 AS has_reference,
    (sum(term.outliers) OVER way)::BIGINT AS all_outliers,
    (sum(term.contacts) OVER way)::BIGINT AS all_contacts,
    (sum(term.cost_sek) OVER way)::DOUBLE AS all_cost_sek,
    (sum(term.outlier_cost_sek) OVER way)::DOUBLE AS all_outlier_cost_sek,
    group_part.contacts::BIGINT AS group_contacts,
    group_part.outliers AS group_outliers,
    group_whole.outliers AS all_group_outliers
FROM term
LEFT JOIN group_part USING (divided_by, part)
LEFT JOIN group_whole USING (divided_by)
WINDOW way AS (PARTITION BY term.divided_by)
ORDER BY term.divided_by, term.position, term.part
