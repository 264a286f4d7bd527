-- analysis: hjartsvikt/behandling
-- selection: ar=2025&kon=K
WITH standing AS (
    SELECT DISTINCT person_no
    FROM pathway_population
    WHERE pathway = 'hjartsvikt' AND position_group = 'any'
        AND residency = 'egen' AND deceased = 'nej' AND sex = 'female'
        AND valid_from <= DATE '2025-12-31' AND valid_before > DATE '2025-12-31'
),
person AS (
    SELECT
        person_no,
        bool_or(set_id = 'raas') AS raas,
        bool_or(set_id = 'arni') AS arni,
        bool_or(set_id = 'beta_blocker') AS beta_blocker,
        bool_or(set_id = 'beta_blocker_evidence') AS beta_blocker_evidence,
        bool_or(set_id = 'mra') AS mra,
        bool_or(set_id = 'sglt2') AS sglt2
    FROM treatment
    SEMI JOIN standing USING (person_no)
    WHERE valid_from <= DATE '2025-12-31' AND valid_before > DATE '2025-12-31'
    GROUP BY person_no
),
counted AS (
    SELECT
        count(*) FILTER (raas) AS raas,
        count(*) FILTER (arni) AS arni,
        count(*) FILTER (beta_blocker) AS beta_blocker,
        count(*) FILTER (beta_blocker_evidence) AS beta_blocker_evidence,
        count(*) FILTER (mra) AS mra,
        count(*) FILTER (sglt2) AS sglt2,
        count(*) FILTER (raas AND beta_blocker) AS base,
        count(*) FILTER (raas AND beta_blocker_evidence AND mra AND sglt2) AS quadruple
    FROM person
)
SELECT
    asked.set_id,
    asked.numerator,
    (SELECT count(*) FROM standing) AS denominator,
    target.lower_share AS target_low,
    target.upper_share AS target_high
FROM (
    SELECT
        unnest(['raas', 'arni', 'beta_blocker', 'beta_blocker_evidence', 'mra', 'sglt2', 'base', 'quadruple']) AS set_id,
        unnest([raas, arni, beta_blocker, beta_blocker_evidence, mra, sglt2, base, quadruple]) AS numerator,
        generate_subscripts([1, 2, 3, 4, 5, 6, 7, 8], 1) AS position
    FROM counted
) AS asked
LEFT JOIN target USING (set_id)
ORDER BY asked.position
