-- title: Öppenvård i perioden
-- about: Öppna vårdkontakter med vårdförloppets diagnoser i specialiserad vård och primärvård. Besök på hjärtsviktsmottagning räknas på enheten, oavsett
--    diagnos, för de personer som haft en sådan öppen kontakt i perioden.
-- grain: one row
-- from: pathway_contact
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- ignores: avliden Avlidna ingår alltid.
-- column: visits BIGINT antal Kontakter; n=visits
-- column: persons BIGINT personer Personer; n=persons
-- column: primary_visits BIGINT antal I primärvård; n=primary_visits
-- column: distance BIGINT antal På distans; n=distance
-- column: clinic_visits BIGINT antal Besök på hjärtsviktsmottagning; n=clinic_visits
-- column: clinic_persons BIGINT personer Personer på hjärtsviktsmottagning; n=clinic_persons
-- derive: visits_per_person = mean(visits, persons) -> kvot Kontakter per person
-- derive: primary_share = ratio(primary_visits, visits) -> procent Andel i primärvård
-- derive: distance_share = ratio(distance, visits) -> procent Andel på distans
-- derive: clinic_share, clinic_low, clinic_high = wilson(clinic_persons, persons) -> procent Andel på hjärtsviktsmottagning
-- delivered: outpatient, primary
-- chart: table
-- direction: neutral
-- source: klarsyn_definition
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH visit AS (
    SELECT person_no, care_form, coalesce(contact_type IN ('phone', 'video', 'letter'), false) AS is_distance
    FROM selected
    JOIN period ON started_on >= starts_on AND started_on < ends_before
    WHERE pathway = $pathway AND care_form <> 'inpatient'
),
at_clinic AS (
    SELECT clinic_visit.person_no
    FROM clinic_visit
    JOIN period ON clinic_visit.visited_on >= period.starts_on AND clinic_visit.visited_on < period.ends_before
    SEMI JOIN visit ON visit.person_no = clinic_visit.person_no
)
SELECT
    count(*) AS visits,
    count(DISTINCT person_no) AS persons,
    count(*) FILTER (care_form = 'primary') AS primary_visits,
    count(*) FILTER (is_distance) AS distance,
    (SELECT count(*) FROM at_clinic) AS clinic_visits,
    (SELECT count(DISTINCT person_no) FROM at_clinic) AS clinic_persons
FROM visit
