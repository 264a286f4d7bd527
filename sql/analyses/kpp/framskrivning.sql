-- title: Framskrivning vid oförändrad konsumtion
-- about: Vårdkontakter, vårddygn och kostnad för regionens invånare. Till och med basåret (valet Till år) det som varit, i löpande priser; därefter befolkningsframskrivningen
--    gånger basårets konsumtion per invånare i varje femårsgrupp (85 år och äldre tillsammans) och kön, i basårets priser. Inget annat ändras: inte sjuklighet, arbetssätt eller priser.
--    Spannet räknar i stället med konsumtionen per invånare vart och ett av de tre åren till och med basåret, till basårets kostnad per vårdkontakt: det visar hur mycket
--    valet av basår betyder och är inget konfidensintervall. Framskrivningens egen osäkerhet ingår inte. Vård av den som bor i annan region eller saknar ålder eller kön ingår inte.
-- caveat: Framskrivningen visar vad en ändrad befolkning ensam skulle betyda vid oförändrad konsumtion per invånare. Den är ingen prognos för behov, kostnad eller budget.
-- grain: one row per year with contacts up to the base year, and per projected year after it
-- from: kpp_contact, resident, coming_resident
-- choice: till
-- ignores: ar,manad Räknar hela år till och med valet Till år, och de kommande.
-- ignores: alder,alder65 Alla åldrar räknas, var för sig.
-- ignores: pris Framskrivs i basårets kronor.
-- column: year BIGINT årtal År
-- column: base_year BIGINT årtal Basår
-- column: is_forecast BOOLEAN - Framskrivning
-- column: people DOUBLE invånare Invånare den 31 december
-- column: contacts DOUBLE antal Vårdkontakter; n=base_contacts
-- column: contacts_low DOUBLE antal Vårdkontakter, lägst av tre basår; n=base_contacts
-- column: contacts_high DOUBLE antal Vårdkontakter, högst av tre basår; n=base_contacts
-- column: days DOUBLE dygn Vårddygn; n=base_contacts
-- column: cost_sek DOUBLE kr Kostnad; n=base_contacts
-- column: cost_low DOUBLE kr Kostnad, lägst av tre basår; n=base_contacts
-- column: cost_high DOUBLE kr Kostnad, högst av tre basår; n=base_contacts
-- column: base_contacts BIGINT antal Vårdkontakter bakom; n=base_contacts hidden=yes
-- chart: line x=year y=contacts low=contacts_low high=contacts_high prelim=is_forecast interval=span
-- direction: neutral
-- source: klarsyn_method (oförändrad kostnad per invånare); scb_projection
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH counted AS (
    -- Millions of rows are grouped as they are stored; their groups are few enough to be looked at.
    SELECT year, municipality, sex, age, count(*) AS contacts, sum(days) AS days, sum(cost_sek) AS cost_sek
    FROM selected_kpp_contact
    WHERE year <= $to_year
    GROUP BY ALL
),
judged AS (
    SELECT *, municipality NOT IN ('utomlan', 'unknown') AND sex <> 'unknown' AND age IS NOT NULL AS is_resident
    FROM counted
),
care AS (
    SELECT
        year,
        least(age // 5 * 5, 85)::SMALLINT AS five_years,
        sex::VARCHAR AS sex,
        sum(contacts) FILTER (is_resident) AS contacts,
        coalesce(sum(days) FILTER (is_resident), 0) AS days,
        sum(cost_sek) FILTER (is_resident)::DOUBLE AS cost_sek
    FROM judged
    GROUP BY ALL
    -- Not a WHERE: DuckDB would ask it of every contact before they are grouped.
    HAVING count(*) FILTER (is_resident) > 0
),
people AS (
    SELECT year, five_year_group AS five_years, sex::VARCHAR AS sex, sum(people)::DOUBLE AS people
    FROM selected_resident
    WHERE sex <> 'unknown' AND year <= $to_year
    GROUP BY ALL
),
coming AS (
    SELECT year, five_year_group AS five_years, sex::VARCHAR AS sex, sum(people) AS people
    FROM selected_coming_resident
    WHERE sex <> 'unknown' AND year > $to_year
    GROUP BY ALL
),
base AS (
    SELECT five_years, sex, contacts, days, cost_sek FROM care WHERE year = $to_year
),
-- What one inhabitant of a group used in each of the three years, at the base year's cost per contact; where the base year has no
-- contacts in the group, at that year's own.
rate AS (
    SELECT
        care.year AS rate_year,
        care.five_years,
        care.sex,
        care.contacts / people.people AS contacts,
        care.days / people.people AS days,
        care.contacts / people.people * coalesce(base.cost_sek / base.contacts, care.cost_sek / care.contacts) AS cost_sek
    FROM care
    JOIN people USING (year, five_years, sex)
    LEFT JOIN base USING (five_years, sex)
    WHERE care.year > $to_year - 3 AND people.people > 0
),
-- A year without care or without counted people gives no scenario.
rate_year AS (
    SELECT DISTINCT rate_year FROM rate
),
scenario AS (
    SELECT
        coming.year,
        rate_year.rate_year,
        sum(coming.people * coalesce(rate.contacts, 0) ORDER BY coming.five_years, coming.sex) AS contacts,
        sum(coming.people * coalesce(rate.days, 0) ORDER BY coming.five_years, coming.sex) AS days,
        sum(coming.people * coalesce(rate.cost_sek, 0) ORDER BY coming.five_years, coming.sex) AS cost_sek
    FROM coming
    CROSS JOIN rate_year
    LEFT JOIN rate USING (rate_year, five_years, sex)
    GROUP BY ALL
),
ahead AS (
    SELECT
        year,
        max(contacts) FILTER (rate_year = $to_year) AS contacts,
        min(contacts) AS contacts_low,
        max(contacts) AS contacts_high,
        max(days) FILTER (rate_year = $to_year) AS days,
        max(cost_sek) FILTER (rate_year = $to_year) AS cost_sek,
        min(cost_sek) AS cost_low,
        max(cost_sek) AS cost_high
    FROM scenario
    GROUP BY year
    HAVING bool_or(rate_year = $to_year)
),
been AS (
    SELECT year, sum(contacts) AS contacts, sum(days) AS days, sum(cost_sek ORDER BY five_years, sex) AS cost_sek
    FROM care
    GROUP BY year
),
living AS (
    SELECT year, sum(people ORDER BY five_years, sex) AS people FROM (FROM people UNION ALL FROM coming) GROUP BY year
)
SELECT
    been.year,
    $to_year AS base_year,
    false AS is_forecast,
    living.people,
    been.contacts,
    NULL::DOUBLE AS contacts_low,
    NULL::DOUBLE AS contacts_high,
    been.days,
    been.cost_sek,
    NULL::DOUBLE AS cost_low,
    NULL::DOUBLE AS cost_high,
    been.contacts AS base_contacts
FROM been
LEFT JOIN living USING (year)
UNION ALL
SELECT
    ahead.year,
    $to_year,
    true,
    living.people,
    ahead.contacts,
    ahead.contacts_low,
    ahead.contacts_high,
    ahead.days,
    ahead.cost_sek,
    ahead.cost_low,
    ahead.cost_high,
    (SELECT sum(contacts) FROM base)
FROM ahead
JOIN living USING (year)
ORDER BY year
