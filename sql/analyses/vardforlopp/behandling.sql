-- title: Pågående läkemedelsbehandling
-- about: Andel av populationen som hämtat ut läkemedel i gruppen under de 152 dagarna till och med periodens sista dag. Uttag summeras per
--    person, ATC-kod och dag; summor som inte är över noll faller bort. Bara uttag på recept syns, inte läkemedel som getts på sjukhus och inte
--    om de har tagits. Målnivåerna gäller RiksSvikts uppföljning och är inte helt jämförbara.
-- grain: one row per drug group
-- from: pathway_population
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- param: sets VARCHAR - läkemedelsgrupper i visad ordning, skilda av mellanslag
-- column: set_id VARCHAR kod Läkemedelsgrupp; labels=codes
-- column: numerator BIGINT personer Behandlade; n=numerator
-- column: denominator BIGINT personer Personer; n=denominator
-- column: target_low DOUBLE procent Lägre mål
-- column: target_high DOUBLE procent Övre mål
-- derive: share, share_low, share_high = wilson(numerator, denominator) -> procent Andel
-- chart: therapy y=set_id value=share low=share_low high=share_high n=numerator N=denominator lower=target_low upper=target_high
-- direction: high
-- source: ki_covid19raasi (ATC-koder och 152 dagar); ki_validation_qi; rikssvikt_2025 (målnivåer); vgr_2020 (målnivå för basbehandling)
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH standing AS (
    SELECT DISTINCT person_no
    FROM selected
    WHERE pathway = $pathway
        AND valid_from <= $reference_date AND $reference_date < valid_before
        AND (deceased = 'nej' OR EXISTS (SELECT 1 FROM period WHERE died_on >= starts_on AND died_on < ends_before))
),
treated AS (
    SELECT treatment.set_id, treatment.person_no
    FROM treatment
    SEMI JOIN standing USING (person_no)
    WHERE treatment.valid_from <= $reference_date AND $reference_date < treatment.valid_before
),
part AS (
    SELECT set_id, code AS needed, count(*) OVER (PARTITION BY set_id) AS parts
    FROM code_set
    WHERE system = 'all_of'
),
fully_treated AS (
    SELECT part.set_id, treated.person_no
    FROM part
    JOIN treated ON treated.set_id = part.needed
    GROUP BY part.set_id, treated.person_no, part.parts
    HAVING count(*) = part.parts
),
counted AS (
    SELECT set_id, count(*) AS persons
    FROM (FROM treated UNION ALL FROM fully_treated)
    GROUP BY set_id
),
asked AS (
    SELECT unnest(string_split($sets, ' ')) AS set_id, generate_subscripts(string_split($sets, ' '), 1) AS position
)
SELECT
    asked.set_id,
    coalesce(counted.persons, 0) AS numerator,
    (SELECT count(*) FROM standing) AS denominator,
    target.lower_share AS target_low,
    target.upper_share AS target_high
FROM asked
LEFT JOIN counted USING (set_id)
LEFT JOIN target USING (set_id)
ORDER BY asked.position
