-- title: Detalj patient
-- about: En rad per person i populationen på periodens sista dag. Behandling är uttag de senaste 152 dagarna. Vårdkontakter, vårddygn och kostnad gäller alla
--    kontakter med hjärtsviktsdiagnos respektive all KPP-kostnad de tolv månaderna till och med periodens sista månad. Luckor är de av de fyra läkemedelsgrupperna som inte hämtats ut.
-- grain: one row per person
-- from: pathway_population, pathway_contact
-- param: pathway VARCHAR - vårdförlopp
-- bind: pathway = hjartsvikt
-- right: detalj
-- column: patient_id VARCHAR - Pseudonym
-- column: sex VARCHAR kod Kön; labels=pathway_population.kon
-- column: age BIGINT antal Ålder
-- column: municipality VARCHAR kod Kommun; labels=pathway_population.kommun
-- column: debut_on DATE datum Debut
-- column: phenotype VARCHAR kod EF-fenotyp; labels=pathway_population.ef
-- column: therapy VARCHAR - Behandling
-- column: gaps VARCHAR - Luckor
-- column: last_ukg_on DATE datum Senaste UKG
-- column: contacts BIGINT antal Kontakter 12 mån
-- column: days BIGINT dygn Vårddygn 12 mån
-- column: cost_sek DOUBLE kr Kostnad 12 mån
-- chart: table
-- direction: neutral
-- source: klarsyn_definition; halland_2024
-- owner: Klarsyn, hjärtsvikt
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH standing AS (
    SELECT DISTINCT person_no, sex, age, municipality, debut_on, phenotype
    FROM selected_pathway_population
    WHERE pathway = $pathway
        AND valid_from <= $reference_date AND $reference_date < valid_before
        AND (deceased = 'nej' OR EXISTS (SELECT 1 FROM period WHERE died_on >= starts_on AND died_on < ends_before))
),
drug AS (
    SELECT * FROM (VALUES (1, 'raas', 'RAAS/ARNI'), (2, 'beta_blocker_evidence', 'betablockerare'), (3, 'mra', 'MRA'), (4, 'sglt2', 'SGLT2')) AS drugs(position, set_id, label)
),
taken AS (
    SELECT standing.person_no, drug.position, drug.label, treatment.set_id IS NOT NULL AS is_taken
    FROM standing
    CROSS JOIN drug
    LEFT JOIN treatment
        ON treatment.person_no = standing.person_no AND treatment.set_id = drug.set_id
        AND treatment.valid_from <= $reference_date AND $reference_date < treatment.valid_before
),
therapy AS (
    SELECT
        person_no,
        coalesce(string_agg(label, ', ' ORDER BY position) FILTER (is_taken), 'ingen') AS therapy,
        coalesce('saknar ' || string_agg(label, ', ' ORDER BY position) FILTER (NOT is_taken), 'inga') AS gaps
    FROM taken
    GROUP BY person_no
),
examined AS (
    SELECT person_no, max(event_on) AS last_ukg_on
    FROM event
    WHERE set_id = 'ukg' AND event_on <= $reference_date
    GROUP BY person_no
),
used AS (
    SELECT person_no, count(*) AS contacts, coalesce(sum(greatest(1, ended_on - started_on)) FILTER (care_form = 'inpatient'), 0) AS days
    FROM selected_pathway_contact
    WHERE pathway = $pathway AND started_on > $reference_date - INTERVAL 12 MONTH AND started_on <= $reference_date
    GROUP BY person_no
),
cost AS (
    SELECT person_no, sum(cost_sek) AS cost_sek
    FROM person_cost
    WHERE month_starts_on > $reference_date - INTERVAL 12 MONTH AND month_starts_on <= $reference_date
    GROUP BY person_no
)
SELECT
    person.patient_id,
    standing.sex,
    standing.age,
    standing.municipality,
    standing.debut_on,
    standing.phenotype,
    therapy.therapy,
    therapy.gaps,
    examined.last_ukg_on,
    coalesce(used.contacts, 0) AS contacts,
    coalesce(used.days, 0) AS days,
    coalesce(cost.cost_sek, 0) AS cost_sek
FROM standing
JOIN pathway_person AS person USING (person_no)
JOIN therapy USING (person_no)
LEFT JOIN examined USING (person_no)
LEFT JOIN used USING (person_no)
LEFT JOIN cost USING (person_no)
ORDER BY person.patient_id
