-- title: Vård med och utan riktlinjebehandling
-- about: Vård av alla slag per personår under året, bland dem som stod på den valda behandlingen när det började och bland de övriga. Ett personår räknas
--    till dödsfall, flytt eller datas sista dag. Kvoten är med delat med utan, med 95 % intervall där personen är enheten (robust varians, Students
--    t), eftersom samma persons vård hänger ihop. Med färre än tio personer eller ingen vård i någon grupp saknas kvoten. Ingen hänsyn tas till ålder
--    och sjuklighet.
-- grain: one row per kind of care
-- uses: hjartsvikt/systemkalkyl_personer
-- bind: pathway = hjartsvikt
-- column: outcome VARCHAR - Vård
-- column: with_persons BIGINT personer Personer med; n=with_persons
-- column: with_events DOUBLE antal Med; n=with_persons
-- column: with_years DOUBLE personår Personår med; n=with_persons
-- column: without_persons BIGINT personer Personer utan; n=without_persons
-- column: without_events DOUBLE antal Utan; n=without_persons
-- column: without_years DOUBLE personår Personår utan; n=without_persons
-- column: with_events_squared DOUBLE antal Summa av kvadrater av antal; n=with_persons hidden=yes
-- column: with_events_years DOUBLE antal Summa av antal gånger personår; n=with_persons hidden=yes
-- column: with_years_squared DOUBLE antal Summa av kvadrater av personår; n=with_persons hidden=yes
-- column: without_events_squared DOUBLE antal Summa av kvadrater av antal; n=without_persons hidden=yes
-- column: without_events_years DOUBLE antal Summa av antal gånger personår; n=without_persons hidden=yes
-- column: without_years_squared DOUBLE antal Summa av kvadrater av personår; n=without_persons hidden=yes
-- derive: with_rate = ratio(with_events, with_years) -> per_personår Med per personår
-- derive: without_rate = ratio(without_events, without_years) -> per_personår Utan per personår
-- derive: rate_ratio, ratio_low, ratio_high = rate_ratio(with_persons, with_events, with_years, with_events_squared, with_events_years, with_years_squared, without_persons, without_events, without_years, without_events_squared, without_events_years, without_years_squared) -> kvot Kvot med/utan
-- chart: dots y=outcome value=rate_ratio low=ratio_low high=ratio_high n=with_persons sort=table
-- source: klarsyn_definition; yasin_2021; zeger_liang_1986 (kvoter)
-- owner: Klarsyn, hjärtsvikt
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH used AS (
    SELECT
        person_no,
        treated,
        person_years,
        unnest([
            {'position': 1, 'outcome': 'Vårdtillfällen', 'events': stays},
            {'position': 2, 'outcome': 'Vårddygn', 'events': days},
            {'position': 3, 'outcome': 'Akutbesök', 'events': emergency_visits},
            {'position': 4, 'outcome': 'Öppenvårdskontakter', 'events': outpatient_visits},
            {'position': 5, 'outcome': 'Primärvårdskontakter', 'events': primary_visits}
        ], recursive := true)
    FROM systemkalkyl_personer
)
SELECT
    outcome,
    count(*) FILTER (treated = 1) AS with_persons,
    coalesce(sum(events) FILTER (treated = 1), 0) AS with_events,
    coalesce(sum(person_years) FILTER (treated = 1), 0) AS with_years,
    count(*) FILTER (treated = 0) AS without_persons,
    coalesce(sum(events) FILTER (treated = 0), 0) AS without_events,
    coalesce(sum(person_years) FILTER (treated = 0), 0) AS without_years,
    coalesce(sum(events * events) FILTER (treated = 1), 0) AS with_events_squared,
    coalesce(sum(events * person_years ORDER BY person_no) FILTER (treated = 1), 0) AS with_events_years,
    coalesce(sum(person_years * person_years ORDER BY person_no) FILTER (treated = 1), 0) AS with_years_squared,
    coalesce(sum(events * events) FILTER (treated = 0), 0) AS without_events_squared,
    coalesce(sum(events * person_years ORDER BY person_no) FILTER (treated = 0), 0) AS without_events_years,
    coalesce(sum(person_years * person_years ORDER BY person_no) FILTER (treated = 0), 0) AS without_years_squared
FROM used
GROUP BY position, outcome
ORDER BY position
