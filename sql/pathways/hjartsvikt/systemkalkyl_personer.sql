-- title: De som har riktlinjebehandling och de övriga
-- about: Hjärtsviktspopulationen när året börjar: bosatta enligt filtret och i livet den 1 januari, med hjärtsvikt sedan tidigare. Med behandling är den som hämtat ut
--    läkemedlen i den valda gruppen under de 152 dagarna till och med dagen före; behandlingen läses alltså före det år då vård och kostnad räknas. Den som avlider eller flyttar under året är
--    med så länge. Väljs flera år eller månader gäller det sista årets alla månader.
-- caveat: Skillnaden är ett samband, ingen visad effekt: de som får behandlingen kan skilja sig från de övriga också i sådant som inte syns i data.
-- grain: one row per person
-- from: pathway_year
-- param: pathway VARCHAR - vårdförlopp
-- choice: behandling
-- ignores: manad Räknar hela året.
-- ignores: avliden Alla som lever när året börjar ingår, också de som avlider under året.
-- ignores: vardform,sjukhus,enhet Vård i alla vårdformer och vid alla enheter räknas, annars syns inte vad som flyttar mellan dem.
-- column: year BIGINT årtal År
-- column: treated BIGINT antal Med behandling
-- chart: table
-- direction: neutral
-- source: klarsyn_definition; yasin_2021
-- owner: Klarsyn, hjärtsvikt
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
SELECT
    selected.*,
    list_contains(treatments, $treatment)::BIGINT AS treated,
    inpatient_cost_sek + outpatient_cost_sek + primary_cost_sek AS cost_sek
FROM selected
WHERE pathway = $pathway AND year = year($reference_date)
