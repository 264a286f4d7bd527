-- title: De fem dyraste patienterna
-- about: Hur mycket av skillnaden i kostnad mellan två år som är de fem dyraste patienterna vart år: summan av deras kostnad för vårdkontakterna i urvalet. Det är
--    inte samma patienter båda åren. Ordningen är efter kostnad, vid lika kostnad efter patientens pseudonym. De fem visas bara som en summa. Löpande priser eller fasta, enligt valet Prisnivå.
-- grain: one row per hospital with contacts in either year
-- from: kpp_contact
-- choice: fran
-- choice: till
-- choice: pris
-- ignores: ar Jämför året i Från med året i Till.
-- ignores: manad Jämför hela år.
-- column: hospital VARCHAR kod Sjukhus; labels=kpp_contact.sjukhus
-- column: from_year BIGINT årtal Från
-- column: to_year BIGINT årtal Till
-- column: patients_from BIGINT personer Patienter första året; n=patients_from
-- column: patients_to BIGINT personer Patienter andra året; n=patients_to
-- column: top_from_sek DOUBLE kr De fem dyraste första året; n=top_patients
-- column: top_to_sek DOUBLE kr De fem dyraste andra året; n=top_patients
-- column: top_change_sek DOUBLE kr Skillnad för de fem dyraste; n=top_patients part_of=total_sek
-- column: other_change_sek DOUBLE kr Skillnad för övriga; n=other_patients part_of=total_sek
-- column: total_sek DOUBLE kr Hela skillnaden; n=judged_patients
-- column: top_patients BIGINT personer Minsta antal patienter bland de dyraste; n=top_patients hidden=yes
-- column: other_patients BIGINT personer Minsta antal övriga patienter; n=other_patients hidden=yes
-- column: judged_patients BIGINT personer Minsta antal patienter bland dyraste eller övriga; n=judged_patients hidden=yes
-- remarks: kpp/jamforbarhet_ar
-- chart: bar x=hospital y=top_change_sek
-- direction: neutral
-- source: klarsyn_definition
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
patient AS (
    SELECT hospital, is_later, person_no, sum(cost_sek) AS cost_sek
    FROM selected
    JOIN asked USING (year)
    GROUP BY ALL
),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY hospital, is_later ORDER BY cost_sek DESC, person_no) <= 5 AS is_top
    FROM patient
),
counted AS (
    SELECT
        hospital,
        count(*) FILTER (NOT is_later) AS patients_from,
        count(*) FILTER (is_later) AS patients_to,
        round(coalesce(sum(cost_sek) FILTER (NOT is_later AND is_top), 0)::DOUBLE * any_value(price.factor0), 2) AS top_from_sek,
        round(coalesce(sum(cost_sek) FILTER (is_later AND is_top), 0)::DOUBLE * any_value(price.factor1), 2) AS top_to_sek,
        round(coalesce(sum(cost_sek) FILTER (NOT is_later AND NOT is_top), 0)::DOUBLE * any_value(price.factor0), 2) AS other_from_sek,
        round(coalesce(sum(cost_sek) FILTER (is_later AND NOT is_top), 0)::DOUBLE * any_value(price.factor1), 2) AS other_to_sek
    FROM ranked
    CROSS JOIN price
    GROUP BY ALL
),
-- A difference is judged by the smaller of the groups behind it; a year without patients says nothing about anyone.
judged AS (
    SELECT
        *,
        least(5, patients_from) AS top0,
        least(5, patients_to) AS top1,
        greatest(0, patients_from - 5) AS other0,
        greatest(0, patients_to - 5) AS other1
    FROM counted
),
fewest AS (
    SELECT
        *,
        CASE WHEN top0 = 0 OR top1 = 0 THEN greatest(top0, top1) ELSE least(top0, top1) END AS top_patients,
        CASE WHEN other0 = 0 OR other1 = 0 THEN greatest(other0, other1) ELSE least(other0, other1) END AS other_patients
    FROM judged
)
SELECT
    hospital,
    $from_year AS from_year,
    $to_year AS to_year,
    patients_from,
    patients_to,
    top_from_sek,
    top_to_sek,
    -- In whole öre, so that the parts add up.
    (round(top_to_sek * 100) - round(top_from_sek * 100)) / 100 AS top_change_sek,
    (round(other_to_sek * 100) - round(other_from_sek * 100)) / 100 AS other_change_sek,
    (round(top_to_sek * 100) - round(top_from_sek * 100) + round(other_to_sek * 100) - round(other_from_sek * 100)) / 100 AS total_sek,
    top_patients,
    other_patients,
    -- The five are shown each year, so the whole would give a few others away.
    CASE WHEN other_patients = 0 THEN top_patients ELSE least(top_patients, other_patients) END AS judged_patients
FROM fewest
ORDER BY hospital
