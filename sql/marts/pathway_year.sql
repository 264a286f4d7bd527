-- title: Personers år i vårdförlopp
-- about: Den som lever den 1 januari och hörde till vårdförloppet redan dagen före: läget den 1 januari, läkemedel som pågick den 31 december, sjukdomar med
--    diagnos under de tolv månaderna till och med då, och vården och kostnaden under året fram till datas sista dag. Datas första år har ingen historik och är inte med.
-- grain: one row per pathway, position group, person and calendar year that begins after the first day of the data
-- from: pathway_state, pathway_person, treatment, code_set, event, stay, emergency_visit, person_contact, person_cost, snapshot_info
-- sorted: pathway, year, position_group, person_no
-- dimension: kon sex Kön; values=kon
-- dimension: alder age_group Åldersgrupp; values=alder
-- dimension: kommun municipality Kommun; values=kommun
-- dimension: boende residency Boende; values=boende
-- dimension: diagnos position_group Huvud-/bidiagnos; values=diagnos total=any
-- dimension: ef phenotype EF-fenotyp; values=ef
-- dimension: debutar debut_year Debutår; values=data
WITH calendar AS (
    SELECT
        years.year::SMALLINT AS year,
        make_date(years.year, 1, 1) - 1 AS baseline_on,
        least(make_date(years.year + 1, 1, 1), snapshot_info.cutoff_on + 1) AS ends_before
    FROM snapshot_info
    CROSS JOIN unnest(range(year(data_start_on) + 1, year(cutoff_on) + 1)) AS years(year)
    WHERE make_date(years.year, 1, 1) <= snapshot_info.cutoff_on
),
-- A living person's period never spans New Year (core/pathway_state): the one of 1 January begins that day, for those who belonged before.
entered AS (
    SELECT calendar.year, pathway_state.*
    FROM pathway_state
    JOIN calendar ON calendar.baseline_on + 1 = pathway_state.valid_from
    WHERE pathway_state.deceased = 'nej' AND pathway_state.entered_on < pathway_state.valid_from
),
treated AS (
    SELECT calendar.year, treatment.person_no, treatment.set_id
    FROM calendar
    JOIN treatment ON treatment.valid_from <= calendar.baseline_on AND calendar.baseline_on < treatment.valid_before
),
part AS (
    SELECT set_id, code AS needed, count(*) OVER (PARTITION BY set_id) AS parts
    FROM code_set
    WHERE system = 'all_of'
),
treatments AS (
    SELECT year, person_no, list(set_id ORDER BY set_id) AS treatments
    FROM (
        FROM treated
        UNION ALL
        SELECT treated.year, treated.person_no, part.set_id
        FROM part
        JOIN treated ON treated.set_id = part.needed
        GROUP BY treated.year, treated.person_no, part.set_id, part.parts
        HAVING count(*) = part.parts
    )
    GROUP BY ALL
),
conditions AS (
    SELECT calendar.year, event.person_no, list(DISTINCT event.set_id ORDER BY event.set_id) AS conditions
    FROM calendar
    JOIN event ON event.event_on > calendar.baseline_on - INTERVAL 1 YEAR AND event.event_on <= calendar.baseline_on
    WHERE starts_with(event.set_id, 'comorbid_')
    GROUP BY ALL
),
admitted AS (
    SELECT
        year(started_on) AS year,
        person_no,
        count(*) AS stays,
        sum(greatest(1, coalesce(ended_on, started_on) - started_on)) AS days
    FROM stay
    GROUP BY ALL
),
emergency AS (
    SELECT year(visited_on) AS year, person_no, count(*) AS emergency_visits FROM emergency_visit GROUP BY ALL
),
visited AS (
    SELECT
        year(started_on) AS year,
        person_no,
        count(*) FILTER (care_form = 'outpatient' AND contact_type IS DISTINCT FROM 'emergency') AS outpatient_visits,
        count(*) FILTER (care_form = 'primary' AND contact_type IS DISTINCT FROM 'emergency') AS primary_visits
    FROM person_contact
    GROUP BY ALL
),
cost AS (
    SELECT
        year(month_starts_on) AS year,
        person_no,
        sum(cost_sek) FILTER (care_form = 'inpatient') AS inpatient_cost_sek,
        sum(cost_sek) FILTER (care_form = 'outpatient') AS outpatient_cost_sek,
        sum(cost_sek) FILTER (care_form = 'primary') AS primary_cost_sek
    FROM person_cost
    GROUP BY ALL
),
-- Found once a person and year, not once for each of her pathways and position groups.
lived AS (
    SELECT
        of_year.year,
        of_year.person_no,
        coalesce(treatments.treatments, []::VARCHAR[]) AS treatments,
        coalesce(conditions.conditions, []::VARCHAR[]) AS conditions,
        -- Followed until death, moving out or the end of the year as far as the data reach.
        greatest(0, least(
            calendar.ends_before, coalesce(pathway_person.died_on, DATE 'infinity'), coalesce(pathway_person.moved_out_on, DATE 'infinity')
        ) - (calendar.baseline_on + 1)) / 365.25 AS person_years,
        coalesce(pathway_person.died_on < calendar.ends_before, false) AS died_in_year,
        coalesce(admitted.stays, 0)::INTEGER AS stays,
        coalesce(admitted.days, 0)::INTEGER AS days,
        coalesce(emergency.emergency_visits, 0)::INTEGER AS emergency_visits,
        coalesce(visited.outpatient_visits, 0)::INTEGER AS outpatient_visits,
        coalesce(visited.primary_visits, 0)::INTEGER AS primary_visits,
        coalesce(cost.inpatient_cost_sek, 0)::DECIMAL(18, 2) AS inpatient_cost_sek,
        coalesce(cost.outpatient_cost_sek, 0)::DECIMAL(18, 2) AS outpatient_cost_sek,
        coalesce(cost.primary_cost_sek, 0)::DECIMAL(18, 2) AS primary_cost_sek
    FROM (SELECT DISTINCT year, person_no FROM entered) AS of_year
    JOIN calendar USING (year)
    JOIN pathway_person USING (person_no)
    LEFT JOIN treatments ON treatments.year = of_year.year AND treatments.person_no = of_year.person_no
    LEFT JOIN conditions ON conditions.year = of_year.year AND conditions.person_no = of_year.person_no
    LEFT JOIN admitted ON admitted.year = of_year.year AND admitted.person_no = of_year.person_no
    LEFT JOIN emergency ON emergency.year = of_year.year AND emergency.person_no = of_year.person_no
    LEFT JOIN visited ON visited.year = of_year.year AND visited.person_no = of_year.person_no
    LEFT JOIN cost ON cost.year = of_year.year AND cost.person_no = of_year.person_no
)
SELECT
    entered.pathway,
    entered.position_group,
    entered.person_no,
    entered.year,
    entered.sex,
    entered.age,
    entered.age_group,
    entered.five_year_group,
    entered.municipality,
    entered.residency,
    entered.phenotype,
    year(entered.debut_on)::VARCHAR AS debut_year,
    lived.treatments,
    lived.conditions,
    lived.died_in_year,
    lived.person_years,
    lived.stays,
    lived.days,
    lived.emergency_visits,
    lived.outpatient_visits,
    lived.primary_visits,
    lived.inpatient_cost_sek,
    lived.outpatient_cost_sek,
    lived.primary_cost_sek
FROM entered
JOIN lived USING (year, person_no)
