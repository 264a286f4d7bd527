-- title: Läkemedelsbehandling per år
-- about: Andel av populationen på behandling den 31 december varje år, för det löpande året på datas sista dag. Behandlad är den som hämtat ut
--    läkemedel de senaste 152 dagarna.
-- grain: one row per calendar year and drug group
-- from: pathway_population
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- param: sets VARCHAR - läkemedelsgrupper i visad ordning, skilda av mellanslag
-- ignores: ar Visar utvecklingen över alla år.
-- ignores: manad Visar utvecklingen över alla år.
-- column: year BIGINT årtal År
-- column: set_id VARCHAR kod Läkemedelsgrupp; labels=codes
-- column: numerator BIGINT personer Behandlade; n=numerator
-- column: denominator BIGINT personer Personer; n=denominator
-- column: preliminary BOOLEAN - Preliminärt
-- derive: share, share_low, share_high = wilson(numerator, denominator) -> procent Andel
-- chart: line x=year y=share series=set_id n=numerator N=denominator prelim=preliminary
-- direction: high
-- source: ki_covid19raasi (ATC-koder och 152 dagar); ki_validation_qi
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH asked AS (
    SELECT years.year, least(make_date(years.year, 12, 31), snapshot_info.cutoff_on) AS reference_date, snapshot_info.data_start_on
    FROM snapshot_info
    CROSS JOIN LATERAL (SELECT unnest(range(year(snapshot_info.data_start_on), year(snapshot_info.cutoff_on) + 1))::INTEGER AS year) AS years
),
standing AS (
    SELECT DISTINCT asked.year, asked.reference_date, selected.person_no
    FROM selected
    JOIN asked ON asked.year = selected.year_end
    WHERE selected.pathway = $pathway
),
treated AS (
    SELECT standing.year, treatment.set_id, treatment.person_no
    FROM treatment
    JOIN standing
        ON standing.person_no = treatment.person_no
        AND treatment.valid_from <= standing.reference_date AND standing.reference_date < treatment.valid_before
),
part AS (
    SELECT set_id, code AS needed, count(*) OVER (PARTITION BY set_id) AS parts
    FROM code_set
    WHERE system = 'all_of'
),
fully_treated AS (
    SELECT treated.year, part.set_id, treated.person_no
    FROM part
    JOIN treated ON treated.set_id = part.needed
    GROUP BY treated.year, part.set_id, treated.person_no, part.parts
    HAVING count(*) = part.parts
),
numerators AS (
    SELECT year, set_id, count(*) AS persons FROM (FROM treated UNION ALL FROM fully_treated) GROUP BY ALL
),
denominators AS (
    SELECT year, count(*) AS persons FROM standing GROUP BY ALL
),
sets AS (
    SELECT unnest(string_split($sets, ' ')) AS set_id, generate_subscripts(string_split($sets, ' '), 1) AS position
)
SELECT
    asked.year,
    sets.set_id,
    coalesce(numerators.persons, 0) AS numerator,
    coalesce(denominators.persons, 0) AS denominator,
    asked.reference_date < make_date(asked.year, 12, 31) AS preliminary
FROM asked
CROSS JOIN sets
LEFT JOIN numerators ON numerators.year = asked.year AND numerators.set_id = sets.set_id
LEFT JOIN denominators ON denominators.year = asked.year
ORDER BY asked.year, sets.position
