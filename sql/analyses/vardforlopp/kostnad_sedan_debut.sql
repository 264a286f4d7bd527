-- title: Kostnad per månad före och efter debut
-- about: Genomsnittlig KPP-kostnad per person och månad från tolv månader före till 24 månader efter debutmånaden, för dem som debuterat de tre åren till
--    och med periodens sista dag. En person räknas varje månad som ligger inom data och innan hon avlidit eller flyttat ut; månad 0 är debutmånaden.
--    Den som enligt registren avlidit före debuten ingår inte.
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
-- source: klarsyn_definition; davidge_2026
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH new_case AS (
    SELECT
        person_no,
        date_trunc('month', min(debut_on))::DATE AS debut_month,
        any_value(died_on) AS died_on,
        arg_min_null(left_on, debut_on) AS left_on
    FROM selected
    WHERE pathway = $pathway AND debut_on > $reference_date - INTERVAL 3 YEAR AND debut_on <= $reference_date AND first_year <> 'died_before_debut'
    GROUP BY person_no
),
-- The whole months that a person is followed: within data, before death and moving out.
followed AS (
    SELECT
        new_case.person_no,
        new_case.debut_month,
        greatest(-12, date_diff('month', new_case.debut_month, date_trunc('month', snapshot_info.data_start_on + INTERVAL 1 MONTH - INTERVAL 1 DAY))) AS from_month,
        least(
            24,
            date_diff('month', new_case.debut_month, date_trunc('month', $cutoff_on + INTERVAL 1 DAY)) - 1,
            date_diff('month', new_case.debut_month, date_trunc('month', new_case.died_on)),
            date_diff('month', new_case.debut_month, date_trunc('month', new_case.left_on - 1))
        ) AS to_month
    FROM new_case
    CROSS JOIN snapshot_info
),
followed_month AS (
    SELECT unnest(range(from_month, to_month + 1)) AS month_no FROM followed
),
cost AS (
    SELECT date_diff('month', followed.debut_month, person_cost.month_starts_on) AS month_no, sum(person_cost.cost_sek) AS cost_sek
    FROM person_cost
    JOIN followed USING (person_no)
    WHERE date_diff('month', followed.debut_month, person_cost.month_starts_on) BETWEEN followed.from_month AND followed.to_month
    GROUP BY ALL
)
SELECT followed_month.month_no, count(*) AS persons, coalesce(any_value(cost.cost_sek), 0) AS cost_sek
FROM followed_month
LEFT JOIN cost USING (month_no)
GROUP BY ALL
ORDER BY followed_month.month_no
