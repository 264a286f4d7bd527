-- title: Kostnad per månad före och efter debut
-- about: Genomsnittlig KPP-kostnad per person och månad från tolv månader före till 24 månader efter debutmånaden, för dem som debuterat de tre åren till och med periodens sista dag.
--    En person räknas varje månad som ligger inom data och innan hon avlidit eller flyttat ut; månad 0 är debutmånaden.
-- grain: one row per month relative to debut
-- from: pathway_debut
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- ignores: avliden Avlidna ingår alltid.
-- ignores: ar Visar dem som debuterat de tre åren till och med periodens sista dag.
-- ignores: manad Visar dem som debuterat de tre åren till och med periodens sista dag.
-- column: month_no BIGINT antal Månader sedan debut
-- column: persons BIGINT personer Personer; n=persons
-- column: cost_sek DOUBLE kr Kostnad; n=persons
-- derive: mean_cost = mean(cost_sek, persons) -> kr Kostnad per person
-- chart: line x=month_no y=mean_cost n=persons
-- direction: neutral
-- source: Davidge m.fl. 2026; domänens avsnitt 3.6
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH new_case AS (
    SELECT person_no, date_trunc('month', min(debut_on))::DATE AS debut_month, any_value(died_on) AS died_on, any_value(moved_out_on) AS moved_out_on
    FROM selected
    WHERE pathway = $pathway AND debut_on > $reference_date - INTERVAL 3 YEAR AND debut_on <= $reference_date
    GROUP BY person_no
),
person_month AS (
    SELECT
        new_case.person_no,
        months.month_no,
        (new_case.debut_month + to_months(months.month_no::INTEGER))::DATE AS month_starts_on
    FROM new_case
    CROSS JOIN (SELECT unnest(range(-12, 25)) AS month_no) AS months
    CROSS JOIN snapshot_info
    WHERE new_case.debut_month + to_months(months.month_no::INTEGER) >= snapshot_info.data_start_on
        AND new_case.debut_month + to_months(months.month_no::INTEGER + 1) <= $cutoff_on + INTERVAL 1 DAY
        AND (new_case.died_on IS NULL OR new_case.debut_month + to_months(months.month_no::INTEGER) <= new_case.died_on)
        AND (new_case.moved_out_on IS NULL OR new_case.debut_month + to_months(months.month_no::INTEGER) < new_case.moved_out_on)
),
monthly AS (
    SELECT person_no, month_starts_on, sum(cost_sek) AS cost_sek FROM person_cost GROUP BY ALL
)
SELECT person_month.month_no, count(*) AS persons, coalesce(sum(monthly.cost_sek), 0) AS cost_sek
FROM person_month
LEFT JOIN monthly USING (person_no, month_starts_on)
GROUP BY ALL
ORDER BY person_month.month_no
