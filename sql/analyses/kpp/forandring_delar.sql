-- title: Förändring mellan två år
-- about: Skillnaden i kostnad mellan två år, delad i volym, case-mix, styckkostnad och ytterfall. Varje kostnad delas i bas, upp till ytterfallsgränsen för sitt år
--    enligt vald regel (vårdtidsregeln har ingen gräns i kronor, kombinerad regel har den egna kostnadsgränsen; utan gräns är hela kostnaden bas), och
--    ytterfallsdel, det som ligger över. Volym: fler eller färre vårdkontakter till första årets baskostnad i snitt. Case-mix: andra vårdkontakter, till första årets
--    baskostnad per vårdform och DRG. Styckkostnad: ny baskostnad för samma vårdform och DRG. Vårdkontakter utan DRG eller i MDC 99 är en egen cell.
--    En cell som är ny räknas till sin egen baskostnad. Saknas vårdkontakter ett av åren är all bas volym. Löpande priser eller fasta, enligt valet Prisnivå.
-- grain: one row per hospital, clinic or MDC with contacts in either year
-- from: kpp_contact
-- param: by_hospital BOOLEAN - dela efter sjukhus
-- param: by_clinic BOOLEAN - dela efter klinik
-- param: by_mdc BOOLEAN - dela efter MDC
-- choice: fran
-- choice: till
-- choice: regel
-- choice: pris
-- ignores: ar Jämför året i Från med året i Till.
-- ignores: manad Jämför hela år.
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
-- source: Domänens avsnitt 1.4; uppdelning enligt beställningens definition
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH asked AS (
    -- As the mart's year is stored: compared with another type it would not be found by where rows lie.
    SELECT $from_year::SMALLINT AS year, false AS is_later
    UNION ALL
    SELECT $to_year::SMALLINT, true
),
contact AS (
    SELECT
        -- Cells never cross hospitals, so that a shift between dear and cheap hospitals is no change of unit cost.
        hospital,
        care_form,
        CASE WHEN has_drg THEN drg END AS cell_drg, -- NULL is the cell without DRG
        CASE WHEN $by_clinic THEN clinic END AS clinic,
        CASE WHEN $by_mdc THEN mdc END AS mdc,
        is_later,
        cost_sek,
        least(cost_sek, coalesce(round(CASE $rule
            WHEN 'national' THEN limit_national_sek
            WHEN 'own' THEN limit_own_sek
            WHEN 'combined' THEN limit_own_sek
        END, 2)::DECIMAL(18, 2), cost_sek)) AS base_sek
    FROM selected
    JOIN asked USING (year)
),
-- What the two years' kronor are worth; limits are those of their year, before that.
price AS (
    SELECT
        any_value(factor) FILTER (year = $from_year) AS factor0,
        any_value(factor) FILTER (year = $to_year) AS factor1
    FROM price_level
    WHERE price_level = $price_level
),
-- In öre, which DOUBLE holds exactly in current prices.
cell AS (
    SELECT
        hospital,
        care_form,
        cell_drg,
        clinic,
        mdc,
        count(*) FILTER (NOT is_later) AS n0,
        count(*) FILTER (is_later) AS n1,
        count(*) FILTER (NOT is_later AND cost_sek > base_sek) AS outliers0,
        count(*) FILTER (is_later AND cost_sek > base_sek) AS outliers1,
        (coalesce(sum(base_sek) FILTER (NOT is_later), 0) * 100)::DOUBLE * any_value(price.factor0) AS base0,
        (coalesce(sum(base_sek) FILTER (is_later), 0) * 100)::DOUBLE * any_value(price.factor1) AS base1,
        (coalesce(sum(cost_sek) FILTER (NOT is_later), 0) * 100)::DOUBLE * any_value(price.factor0) AS cost0,
        (coalesce(sum(cost_sek) FILTER (is_later), 0) * 100)::DOUBLE * any_value(price.factor1) AS cost1
    FROM contact
    CROSS JOIN price
    GROUP BY ALL
),
part AS (
    SELECT
        CASE WHEN $by_hospital THEN hospital END AS hospital,
        clinic,
        mdc,
        sum(n0) AS n0,
        sum(n1) AS n1,
        sum(outliers0) AS outliers0,
        sum(outliers1) AS outliers1,
        sum(base0 ORDER BY cell.hospital, care_form, cell_drg) AS base0,
        sum(base1 ORDER BY cell.hospital, care_form, cell_drg) AS base1,
        sum(cost0 ORDER BY cell.hospital, care_form, cell_drg) AS cost0,
        sum(cost1 ORDER BY cell.hospital, care_form, cell_drg) AS cost1,
        -- The later year's contacts at the earlier year's mean of their cell; a new cell at its own.
        sum(CASE WHEN n0 > 0 THEN n1 * base0 / n0 ELSE base1 END ORDER BY cell.hospital, care_form, cell_drg) AS at_old_means
    FROM cell
    GROUP BY ALL
),
-- From base to base in two steps: as many contacts as later, then those contacts.
step AS (
    SELECT
        *,
        CASE WHEN n0 = 0 OR n1 = 0 THEN base1 ELSE n1 * base0 / n0 END AS as_many,
        CASE WHEN n0 = 0 OR n1 = 0 THEN base1 ELSE at_old_means END AS same_contacts
    FROM part
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
rounded AS (
    SELECT
        -- Without a price for both years no term is known; greatest would pass over what is missing.
        * REPLACE (
            CASE WHEN cost0 + cost1 IS NOT NULL THEN volume END AS volume,
            CASE WHEN cost0 + cost1 IS NOT NULL THEN case_mix END AS case_mix,
            CASE WHEN cost0 + cost1 IS NOT NULL THEN unit_cost END AS unit_cost
        ),
        (round(cost1) - round(cost0)) - round(volume) - round(case_mix) - round(unit_cost) - round(outlier) AS remainder,
        greatest(abs(volume), abs(case_mix), abs(unit_cost), abs(outlier)) AS largest
    FROM term
)
SELECT
    coalesce(hospital::VARCHAR, 'alla') AS hospital,
    coalesce(clinic::VARCHAR, 'alla') AS clinic,
    coalesce(mdc::VARCHAR, 'alla') AS mdc,
    $from_year AS from_year,
    $to_year AS to_year,
    n0 AS contacts_from,
    n1 AS contacts_to,
    round(cost0) / 100 AS cost_from_sek,
    round(cost1) / 100 AS cost_to_sek,
    -- The largest term, the first of equals, takes the remainder.
    (round(volume) + CASE WHEN abs(volume) = largest THEN remainder ELSE 0 END) / 100 AS volume_sek,
    (round(case_mix) + CASE WHEN abs(case_mix) = largest AND abs(volume) < largest THEN remainder ELSE 0 END) / 100 AS case_mix_sek,
    (round(unit_cost) + CASE WHEN abs(unit_cost) = largest AND greatest(abs(volume), abs(case_mix)) < largest THEN remainder ELSE 0 END) / 100 AS unit_cost_sek,
    (round(outlier) + CASE WHEN greatest(abs(volume), abs(case_mix), abs(unit_cost)) < largest THEN remainder ELSE 0 END) / 100 AS outlier_sek,
    (round(cost1) - round(cost0)) / 100 AS total_sek,
    CASE WHEN n0 = 0 OR n1 = 0 THEN greatest(n0, n1) ELSE least(n0, n1) END AS fewest_contacts,
    CASE WHEN outliers0 = 0 OR outliers1 = 0 THEN greatest(outliers0, outliers1) ELSE least(outliers0, outliers1) END AS fewest_outliers,
    outliers0 AS outliers_from,
    outliers1 AS outliers_to
FROM rounded
ORDER BY hospital, clinic, mdc
