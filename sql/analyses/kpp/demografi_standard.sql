-- title: Demografi, standardiserad
-- about: Vad en ändrad befolkning hade kostat om allt annat var som första året, bredvid resten av skillnaden mellan två år. Demografi: folkmängden den 31 december ändras
--    per femårsgrupp (85 år och äldre tillsammans) och kön, till första årets kostnad per invånare. Volym: fler eller färre vårdkontakter per invånare, till första
--    årets kostnad per vårdkontakt. Pris och tyngd: kostnad per vårdkontakt i samma grupp, alltså löner och priser och hur tung vården är; de går inte att skilja åt
--    utan prisindex; i fasta priser är det tyngden. Övriga: vårdkontakter hos den som inte bor i regionen eller saknar ålder eller kön. Termerna visas i ören; pris och tyngd tar resten.
--    Löpande priser eller fasta, enligt valet Prisnivå.
-- grain: one row
-- from: kpp_contact, resident
-- choice: fran
-- choice: till
-- choice: pris
-- ignores: ar,manad Jämför hela år, Från och Till.
-- ignores: alder,alder65 Alla åldrar räknas, var för sig.
-- column: from_year BIGINT årtal Från
-- column: to_year BIGINT årtal Till
-- column: people_from BIGINT invånare Folkmängd första året
-- column: people_to BIGINT invånare Folkmängd andra året
-- column: demographic_sek DOUBLE kr Demografi; n=fewest_contacts part_of=total_sek
-- column: volume_sek DOUBLE kr Volym per invånare; n=fewest_contacts part_of=total_sek
-- column: intensity_sek DOUBLE kr Pris och tyngd; n=fewest_contacts part_of=total_sek
-- column: other_sek DOUBLE kr Övriga; n=fewest_others part_of=total_sek
-- column: total_sek DOUBLE kr Hela skillnaden; n=fewest_contacts
-- column: fewest_contacts BIGINT antal Minsta antal vårdkontakter ett år; n=fewest_contacts hidden=yes
-- column: fewest_others BIGINT antal Minsta antal övriga vårdkontakter ett år; n=fewest_others hidden=yes
-- chart: table
-- direction: neutral
-- source: klarsyn_method
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH asked AS (
    SELECT $from_year::SMALLINT AS year, false AS is_later
    UNION ALL
    SELECT $to_year::SMALLINT, true
),
price AS (
    SELECT
        any_value(factor) FILTER (year = $from_year) AS factor0,
        any_value(factor) FILTER (year = $to_year) AS factor1
    FROM price_level
    WHERE price_level = $price_level
),
counted AS (
    -- Millions of rows are grouped as they are stored; their groups are few enough to be looked at.
    SELECT year, municipality, sex, age, count(*) AS contacts, sum(cost_sek) AS cost_sek
    FROM selected_kpp_contact
    WHERE year IN ($from_year::SMALLINT, $to_year::SMALLINT)
    GROUP BY ALL
),
contact AS (
    SELECT
        is_later,
        contacts,
        cost_sek,
        CASE WHEN municipality NOT IN ('utomlan', 'unknown') AND sex <> 'unknown' AND age IS NOT NULL THEN least(age // 5, 17) END AS five_years,
        sex::VARCHAR AS sex
    FROM counted
    JOIN asked USING (year)
),
cost AS (
    SELECT
        five_years,
        sex,
        coalesce(sum(contacts) FILTER (NOT is_later), 0) AS n0,
        coalesce(sum(contacts) FILTER (is_later), 0) AS n1,
        (coalesce(sum(cost_sek) FILTER (NOT is_later), 0) * 100)::DOUBLE * any_value(price.factor0) AS cost0,
        (coalesce(sum(cost_sek) FILTER (is_later), 0) * 100)::DOUBLE * any_value(price.factor1) AS cost1
    FROM contact
    CROSS JOIN price
    GROUP BY ALL
    -- Not a WHERE: DuckDB would ask it of every contact before they are grouped.
    HAVING count(five_years) > 0
),
people AS (
    SELECT
        least(age // 5, 17) AS five_years,
        sex::VARCHAR AS sex,
        coalesce(sum(people) FILTER (NOT is_later), 0) AS people0,
        coalesce(sum(people) FILTER (is_later), 0) AS people1
    FROM selected_resident
    JOIN asked USING (year)
    GROUP BY ALL
),
stratum AS (
    SELECT
        coalesce(cost.n0, 0) AS n0,
        coalesce(cost.n1, 0) AS n1,
        coalesce(cost.cost0, 0) AS cost0,
        coalesce(people.people0, 0) AS people0,
        coalesce(people.people1, 0) AS people1,
        -- The later contacts at the earlier mean cost; of a group without earlier contacts at their own.
        CASE WHEN cost.n0 > 0 THEN cost.n1 * cost.cost0 / cost.n0 ELSE coalesce(cost.cost1, 0) END AS at_old_means,
        five_years,
        sex
    FROM cost
    FULL JOIN people USING (five_years, sex)
),
summed AS (
    SELECT
        sum(people0) AS people_from,
        sum(people1) AS people_to,
        -- A group without people in the first year has no cost per inhabitant: nothing of it is demography.
        sum(CASE WHEN people0 > 0 THEN people1 * cost0 / people0 ELSE cost0 END ORDER BY five_years, sex) AS as_many_people,
        sum(cost0 ORDER BY five_years, sex) AS cost0,
        sum(at_old_means ORDER BY five_years, sex) AS at_old_means
    FROM stratum
),
everyone AS (
    SELECT
        coalesce(sum(contacts) FILTER (NOT is_later), 0) AS n0,
        coalesce(sum(contacts) FILTER (is_later), 0) AS n1,
        coalesce(sum(contacts) FILTER (five_years IS NULL AND NOT is_later), 0) AS others0,
        coalesce(sum(contacts) FILTER (five_years IS NULL AND is_later), 0) AS others1,
        coalesce(sum(cost_sek) FILTER (five_years IS NULL AND is_later), 0)::DOUBLE * 100 * any_value(price.factor1)
            - coalesce(sum(cost_sek) FILTER (five_years IS NULL AND NOT is_later), 0)::DOUBLE * 100 * any_value(price.factor0) AS other,
        coalesce(sum(cost_sek) FILTER (is_later), 0)::DOUBLE * 100 * any_value(price.factor1)
            - coalesce(sum(cost_sek) FILTER (NOT is_later), 0)::DOUBLE * 100 * any_value(price.factor0) AS total
    FROM contact
    CROSS JOIN price
),
term AS (
    SELECT
        everyone.*,
        nullif(summed.people_from, 0) AS people_from,
        nullif(summed.people_to, 0) AS people_to,
        -- Without both years' people there is no demography to tell.
        CASE WHEN people_from > 0 AND people_to > 0 AND total IS NOT NULL THEN round(as_many_people - cost0) END AS demographic,
        CASE WHEN people_from > 0 AND people_to > 0 AND total IS NOT NULL THEN round(at_old_means - as_many_people) END AS volume
    FROM everyone
    CROSS JOIN summed
)
SELECT
    $from_year AS from_year,
    $to_year AS to_year,
    people_from,
    people_to,
    demographic / 100 AS demographic_sek,
    volume / 100 AS volume_sek,
    (round(total) - demographic - volume - round(other)) / 100 AS intensity_sek,
    round(other) / 100 AS other_sek,
    round(total) / 100 AS total_sek,
    CASE WHEN n0 = 0 OR n1 = 0 THEN greatest(n0, n1) ELSE least(n0, n1) END AS fewest_contacts,
    CASE WHEN others0 = 0 OR others1 = 0 THEN greatest(others0, others1) ELSE least(others0, others1) END AS fewest_others
FROM term
