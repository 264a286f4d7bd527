-- title: Förändring mellan två år
-- about: Skillnaden i kostnad mellan två år, delad i volym, case-mix, styckkostnad och ytterfall. Varje kostnad delas i bas, upp till ytterfallsgränsen för sitt år
--    enligt vald regel (vårdtidsregeln har ingen gräns i kronor, kombinerad regel har den egna kostnadsgränsen; utan gräns är hela kostnaden bas), och
--    ytterfallsdel, det som ligger över. Volym: fler eller färre vårdkontakter till första årets baskostnad i snitt. Case-mix: andra vårdkontakter, till första årets
--    baskostnad per vårdform och DRG. Styckkostnad: ny baskostnad för samma vårdform och DRG. Vårdkontakter utan DRG eller i MDC 99 är en egen cell.
--    En cell som är ny räknas till sin egen baskostnad. Saknas vårdkontakter ett av åren är all bas volym. Löpande priser eller fasta, enligt valet Prisnivå.
-- grain: one row per way of dividing the care, and hospital, clinic of a hospital, or MDC with contacts in either year
-- from: kpp_contact
-- parts: divided_by
-- choice: fran
-- choice: till
-- choice: regel
-- choice: pris
-- ignores: ar Jämför året i Från med året i Till.
-- ignores: manad Jämför hela år.
-- column: divided_by VARCHAR kod Delas efter
-- column: hospital VARCHAR kod Sjukhus; labels=kpp_contact.sjukhus
-- column: clinic VARCHAR kod Klinik; labels=kpp_contact.klinik
-- column: mdc VARCHAR kod MDC; labels=kpp_contact.mdc
-- column: from_year BIGINT årtal Från
-- column: to_year BIGINT årtal Till
-- column: contacts_from BIGINT antal Vårdkontakter första året; n=contacts_from
-- column: contacts_to BIGINT antal Vårdkontakter andra året; n=contacts_to
-- column: cost_from_sek DOUBLE kr Kostnad första året; n=contacts_from
-- column: cost_to_sek DOUBLE kr Kostnad andra året; n=contacts_to
-- column: volume_sek DOUBLE kr Volym; n=fewest_contacts part_of=total_sek
-- column: case_mix_sek DOUBLE kr Case-mix; n=fewest_contacts part_of=total_sek
-- column: unit_cost_sek DOUBLE kr Styckkostnad; n=fewest_contacts part_of=total_sek
-- column: outlier_sek DOUBLE kr Ytterfall; n=fewest_outliers part_of=total_sek
-- column: total_sek DOUBLE kr Hela skillnaden; n=fewest_contacts
-- column: fewest_contacts BIGINT antal Minsta antal vårdkontakter bakom en skillnad; n=fewest_contacts hidden=yes
-- column: fewest_outliers BIGINT antal Minsta antal ytterfall bakom en skillnad; n=fewest_outliers hidden=yes
-- column: outliers_from BIGINT antal Ytterfall första året; n=outliers_from hidden=yes
-- column: outliers_to BIGINT antal Ytterfall andra året; n=outliers_to hidden=yes
-- remarks: kpp/jamforbarhet_ar
-- chart: table
-- direction: neutral
-- source: klarsyn_definition
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH contact AS (
    SELECT
        year,
        hospital,
        care_form,
        CASE WHEN has_drg THEN drg END AS cell_drg, -- NULL is the cell without DRG
        clinic,
        mdc,
        cost_sek,
        CASE $rule
            WHEN 'national' THEN limit_national_sek
            WHEN 'own' THEN limit_own_sek
            WHEN 'combined' THEN limit_own_sek
        END AS limit_sek
    FROM selected
    -- As the mart's year is stored: compared with another type it would not be found by where rows lie.
    WHERE year IN ($from_year::SMALLINT, $to_year::SMALLINT)
),
-- Millions of rows are read once and grouped by all that any figure divides after.
counted AS (
    SELECT
        hospital,
        care_form,
        cell_drg,
        clinic,
        mdc,
        count(*) FILTER (year = $from_year) AS n0,
        count(*) FILTER (year = $to_year) AS n1,
        count(above_sek) FILTER (year = $from_year) AS outliers0,
        count(above_sek) FILTER (year = $to_year) AS outliers1,
        coalesce(sum(cost_sek) FILTER (year = $from_year), 0) AS cost0,
        coalesce(sum(cost_sek) FILTER (year = $to_year), 0) AS cost1,
        coalesce(sum(above_sek) FILTER (year = $from_year), 0) AS above0,
        coalesce(sum(above_sek) FILTER (year = $to_year), 0) AS above1
    FROM (
        SELECT
            *,
            -- What lies above the limit in whole öre; the few who may be above are rounded, not all.
            CASE WHEN cost_sek::DOUBLE > limit_sek - 1 THEN nullif(greatest(0, cost_sek - round(limit_sek, 2)::DECIMAL(18, 2)), 0) END AS above_sek
        FROM contact
    )
    GROUP BY ALL
),
-- In öre, which DOUBLE holds and adds exactly. Cells never cross hospitals, so that a shift between dear and cheap hospitals is no change of unit cost.
cell AS (
    SELECT
        CASE WHEN clinic IS NOT NULL THEN 'clinic' WHEN mdc IS NOT NULL THEN 'mdc' ELSE 'hospital' END AS divided_by,
        hospital,
        clinic,
        mdc,
        sum(n0) AS n0,
        sum(n1) AS n1,
        sum(outliers0) AS outliers0,
        sum(outliers1) AS outliers1,
        (sum(cost0 - above0) * 100)::DOUBLE AS base0,
        (sum(cost1 - above1) * 100)::DOUBLE AS base1,
        (sum(cost0) * 100)::DOUBLE AS cost0,
        (sum(cost1) * 100)::DOUBLE AS cost1
    FROM counted
    GROUP BY GROUPING SETS ((hospital, care_form, cell_drg), (hospital, clinic, care_form, cell_drg), (hospital, mdc, care_form, cell_drg))
),
part AS (
    SELECT
        divided_by,
        CASE WHEN divided_by <> 'mdc' THEN hospital END AS hospital,
        clinic,
        mdc,
        sum(n0) AS n0,
        sum(n1) AS n1,
        sum(outliers0) AS outliers0,
        sum(outliers1) AS outliers1,
        sum(base0) AS base0,
        sum(base1) AS base1,
        sum(cost0) AS cost0,
        sum(cost1) AS cost1,
        -- The later year's contacts at the earlier year's mean of their cell; a new cell at its own. In millionths of an öre, whose sum hangs on no order.
        coalesce(sum((n1 * base0 / nullif(n0, 0))::DECIMAL(38, 6)), 0)::DOUBLE AS at_old_means,
        coalesce(sum(base1) FILTER (n0 = 0), 0) AS new_cells
    FROM cell
    GROUP BY ALL
),
-- What the two years' kronor are worth; limits are those of their year, before that.
price AS (
    SELECT
        any_value(factor) FILTER (year = $from_year) AS factor0,
        any_value(factor) FILTER (year = $to_year) AS factor1
    FROM price_level
    WHERE price_level = $price_level
),
priced AS (
    SELECT
        part.* REPLACE (
            base0 * factor0 AS base0,
            base1 * factor1 AS base1,
            cost0 * factor0 AS cost0,
            cost1 * factor1 AS cost1,
            at_old_means * factor0 + new_cells * factor1 AS at_old_means
        )
    FROM part
    CROSS JOIN price
),
-- From base to base in two steps: as many contacts as later, then those contacts. Without a price for both years neither is known.
step AS (
    SELECT
        *,
        CASE WHEN base0 + base1 IS NULL THEN NULL WHEN n0 = 0 OR n1 = 0 THEN base1 ELSE n1 * base0 / n0 END AS as_many,
        CASE WHEN base0 + base1 IS NULL THEN NULL WHEN n0 = 0 OR n1 = 0 THEN base1 ELSE at_old_means END AS same_contacts
    FROM priced
),
term AS (
    SELECT
        *,
        as_many - base0 AS volume,
        same_contacts - as_many AS case_mix,
        base1 - same_contacts AS unit_cost,
        (cost1 - base1) - (cost0 - base0) AS outlier
    FROM step
),
-- The largest term, the first of equals, takes the remainder.
rounded AS (
    SELECT
        *,
        (round(cost1) - round(cost0)) - round(volume) - round(case_mix) - round(unit_cost) - round(outlier) AS remainder,
        CASE greatest(abs(volume), abs(case_mix), abs(unit_cost), abs(outlier))
            WHEN abs(volume) THEN 1
            WHEN abs(case_mix) THEN 2
            WHEN abs(unit_cost) THEN 3
            ELSE 4
        END AS largest
    FROM term
)
SELECT
    divided_by,
    coalesce(hospital::VARCHAR, 'alla') AS hospital,
    coalesce(clinic::VARCHAR, 'alla') AS clinic,
    coalesce(mdc::VARCHAR, 'alla') AS mdc,
    $from_year AS from_year,
    $to_year AS to_year,
    n0::BIGINT AS contacts_from,
    n1::BIGINT AS contacts_to,
    round(cost0) / 100 AS cost_from_sek,
    round(cost1) / 100 AS cost_to_sek,
    (round(volume) + CASE largest WHEN 1 THEN remainder ELSE 0 END) / 100 AS volume_sek,
    (round(case_mix) + CASE largest WHEN 2 THEN remainder ELSE 0 END) / 100 AS case_mix_sek,
    (round(unit_cost) + CASE largest WHEN 3 THEN remainder ELSE 0 END) / 100 AS unit_cost_sek,
    (round(outlier) + CASE largest WHEN 4 THEN remainder ELSE 0 END) / 100 AS outlier_sek,
    (round(cost1) - round(cost0)) / 100 AS total_sek,
    CASE WHEN n0 = 0 OR n1 = 0 THEN greatest(n0, n1) ELSE least(n0, n1) END::BIGINT AS fewest_contacts,
    CASE WHEN outliers0 = 0 OR outliers1 = 0 THEN greatest(outliers0, outliers1) ELSE least(outliers0, outliers1) END::BIGINT AS fewest_outliers,
    outliers0::BIGINT AS outliers_from,
    outliers1::BIGINT AS outliers_to
FROM rounded
ORDER BY divided_by, hospital, clinic, mdc
