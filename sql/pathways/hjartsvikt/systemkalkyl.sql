-- title: Med och utan riktlinjebehandling
-- about: Hjärtsviktspopulationen när året börjar, efter om de då stod på den valda behandlingen (uttag under de 152 dagarna till och med 31 december före). KPP-kostnad under
--    året för all vård, också för annat, i löpande priser. Den som avlider eller flyttar under året är med så länge. Väljs flera år eller månader gäller det sista
--    årets alla månader.
-- grain: one row
-- uses: hjartsvikt/systemkalkyl_personer
-- bind: pathway = hjartsvikt
-- column: year BIGINT årtal År
-- column: persons BIGINT personer Personer; n=persons
-- column: with_persons BIGINT personer Med behandling; n=with_persons part_of=persons
-- column: without_persons BIGINT personer Utan behandling; n=without_persons part_of=persons
-- column: with_ages DOUBLE år Summa av åldrar med; n=with_persons hidden=yes
-- column: without_ages DOUBLE år Summa av åldrar utan; n=without_persons hidden=yes
-- column: with_cost_sek DOUBLE kr Kostnad med; n=with_persons
-- column: without_cost_sek DOUBLE kr Kostnad utan; n=without_persons
-- derive: share, share_low, share_high = wilson(with_persons, persons) -> procent Andel med behandling
-- derive: with_age = mean(with_ages, with_persons) -> år Medelålder med
-- derive: without_age = mean(without_ages, without_persons) -> år Medelålder utan
-- derive: with_cost = mean(with_cost_sek, with_persons) -> kr Kostnad per person med
-- derive: without_cost = mean(without_cost_sek, without_persons) -> kr Kostnad per person utan
-- chart: table
-- source: klarsyn_definition; yasin_2021
-- owner: Klarsyn, hjärtsvikt
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
SELECT
    year($reference_date) AS year,
    count(*) AS persons,
    count(*) FILTER (treated = 1) AS with_persons,
    count(*) FILTER (treated = 0) AS without_persons,
    coalesce(sum(age) FILTER (treated = 1), 0) AS with_ages,
    coalesce(sum(age) FILTER (treated = 0), 0) AS without_ages,
    coalesce(sum(cost_sek) FILTER (treated = 1), 0) AS with_cost_sek,
    coalesce(sum(cost_sek) FILTER (treated = 0), 0) AS without_cost_sek
FROM systemkalkyl_personer
