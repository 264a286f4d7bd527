-- title: Kostnad per person och vårdform
-- about: KPP-kostnad under året per person och vårdform, bland dem som stod på den valda behandlingen när det började och bland de övriga. Alla personer i gruppen räknas, också de utan
--    vård. Läkemedel på recept ingår inte i KPP. Löpande priser, ingen hänsyn till ålder och sjuklighet.
-- grain: one row per group and care form
-- uses: hjartsvikt/systemkalkyl_personer
-- bind: pathway = hjartsvikt
-- column: treated VARCHAR - Behandling
-- column: care_form VARCHAR kod Vårdform; labels=values.vardform
-- column: persons BIGINT personer Personer; n=persons
-- column: cost_sek DOUBLE kr Kostnad; n=persons
-- derive: cost_per_person = mean(cost_sek, persons) -> kr Kostnad per person
-- chart: bar x=cost_per_person y=treated stack=care_form
-- source: klarsyn_definition; yasin_2021
-- owner: Klarsyn, hjärtsvikt
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH spent AS (
    SELECT
        systemkalkyl_personer.treated AS is_treated,
        unnest([
            {'position': 1, 'care_form': 'inpatient', 'cost_sek': inpatient_cost_sek},
            {'position': 2, 'care_form': 'outpatient', 'cost_sek': outpatient_cost_sek},
            {'position': 3, 'care_form': 'primary', 'cost_sek': primary_cost_sek}
        ], recursive := true)
    FROM systemkalkyl_personer
)
SELECT
    CASE is_treated WHEN 1 THEN 'Med behandling' ELSE 'Utan behandling' END AS treated,
    care_form,
    count(*) AS persons,
    sum(cost_sek) AS cost_sek
FROM spent
GROUP BY is_treated, position, care_form
ORDER BY is_treated DESC, position
