-- title: Demografi per klinik och huvuddiagnoskapitel
-- about: Norrbottens regel. Vårdkontakter och kostnad hos personer 65 år och äldre och 0–64 år, förändring mellan två år per klinik och huvuddiagnoskapitel. Ökar
--    vårdkontakterna i båda åldersgrupperna är 65+ kostnadsförändring demografi (läsning A1) eller båda gruppernas (läsning A2). Ökar de hos 65+ och minskar hos
--    0–64 dras en kostnadsminskning hos 0–64 av, men ingen ökning läggs till. Ökar de inte hos 65+ är demografin noll. Oförändrat antal hos 0–64 räknas som ökning.
--    Ålder vid vårdkontakten; vårdkontakter utan ålder ingår inte. Löpande priser eller fasta, enligt valet Prisnivå.
-- grain: one row per clinic and diagnosis chapter with contacts in either year
-- from: kpp_contact
-- choice: fran
-- choice: till
-- choice: pris
-- ignores: ar Jämför året i Från med året i Till.
-- ignores: manad Jämför hela år.
-- column: clinic VARCHAR kod Klinik; labels=kpp_contact.klinik
-- column: chapter VARCHAR kod Huvuddiagnoskapitel; labels=kpp_contact.kapitel
-- column: from_year BIGINT årtal Från
-- column: to_year BIGINT årtal Till
-- column: contacts_65_change BIGINT antal Vårdkontakter 65+, förändring; n=fewest_65
-- column: contacts_0_64_change BIGINT antal Vårdkontakter 0–64, förändring; n=fewest_0_64
-- column: cost_65_change_sek DOUBLE kr Kostnad 65+, förändring; n=fewest_65
-- column: cost_0_64_change_sek DOUBLE kr Kostnad 0–64, förändring; n=fewest_0_64
-- column: demographic_a1_sek DOUBLE kr Demografi, läsning A1; n=fewest
-- column: demographic_a2_sek DOUBLE kr Demografi, läsning A2; n=fewest
-- column: fewest_65 BIGINT antal Minsta antal vårdkontakter 65+ bakom en förändring; n=fewest_65 hidden=yes
-- column: fewest_0_64 BIGINT antal Minsta antal vårdkontakter 0–64 bakom en förändring; n=fewest_0_64 hidden=yes
-- column: fewest BIGINT antal Minsta antal vårdkontakter bakom beräkningen; n=fewest hidden=yes
-- chart: table
-- direction: neutral
-- source: norrbotten_2020; klarsyn_definition (läsningen av regeln)
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH asked AS (
    SELECT $from_year::SMALLINT AS year, false AS is_later
    UNION ALL
    SELECT $to_year::SMALLINT, true
),
priced AS (
    SELECT asked.year, asked.is_later, price_level.factor
    FROM asked
    LEFT JOIN price_level ON price_level.price_level = $price_level AND price_level.year = asked.year
),
summed AS (
    SELECT clinic, chapter, is_later, age >= 65 AS is_old, count(*) AS contacts, sum(cost_sek)::DOUBLE * any_value(CASE WHEN is_later THEN factor ELSE -factor END) AS change_sek
    FROM selected
    JOIN priced USING (year)
    WHERE age IS NOT NULL
    GROUP BY ALL
),
counted AS (
    SELECT
        clinic,
        chapter,
        coalesce(sum(contacts) FILTER (is_old AND NOT is_later), 0) AS old0,
        coalesce(sum(contacts) FILTER (is_old AND is_later), 0) AS old1,
        coalesce(sum(contacts) FILTER (NOT is_old AND NOT is_later), 0) AS young0,
        coalesce(sum(contacts) FILTER (NOT is_old AND is_later), 0) AS young1,
        -- To the öre; a year without a price leaves the change unknown.
        CASE WHEN (SELECT count(*) = count(factor) FROM priced) THEN round(coalesce(sum(change_sek) FILTER (is_old), 0), 2) END AS cost_65_change_sek,
        CASE WHEN (SELECT count(*) = count(factor) FROM priced) THEN round(coalesce(sum(change_sek) FILTER (NOT is_old), 0), 2) END AS cost_0_64_change_sek
    FROM summed
    GROUP BY ALL
),
changed AS (
    SELECT
        *,
        old1 - old0 AS contacts_65_change,
        young1 - young0 AS contacts_0_64_change,
        -- A change is judged by the smaller of the numbers behind it; a year without contacts says nothing about anyone.
        CASE WHEN old0 = 0 OR old1 = 0 THEN greatest(old0, old1) ELSE least(old0, old1) END AS fewest_65,
        CASE WHEN young0 = 0 OR young1 = 0 THEN greatest(young0, young1) ELSE least(young0, young1) END AS fewest_0_64
    FROM counted
)
SELECT
    clinic,
    chapter,
    $from_year AS from_year,
    $to_year AS to_year,
    contacts_65_change,
    contacts_0_64_change,
    cost_65_change_sek,
    cost_0_64_change_sek,
    CASE
        WHEN contacts_65_change <= 0 THEN 0
        WHEN contacts_0_64_change >= 0 THEN cost_65_change_sek
        ELSE cost_65_change_sek - greatest(0, -cost_0_64_change_sek)
    END AS demographic_a1_sek,
    CASE
        WHEN contacts_65_change <= 0 THEN 0
        WHEN contacts_0_64_change >= 0 THEN cost_65_change_sek + cost_0_64_change_sek
        ELSE cost_65_change_sek - greatest(0, -cost_0_64_change_sek)
    END AS demographic_a2_sek,
    fewest_65,
    fewest_0_64,
    CASE WHEN fewest_65 = 0 OR fewest_0_64 = 0 THEN greatest(fewest_65, fewest_0_64) ELSE least(fewest_65, fewest_0_64) END AS fewest
FROM changed
ORDER BY clinic, chapter
