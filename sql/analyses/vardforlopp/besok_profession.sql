-- title: Besök efter yrkeskategori
-- about: Öppna vårdkontakter med vårdförloppets diagnoser i perioden, i specialiserad vård och primärvård, efter yrkeskategori. Distans är telefon, video och brev.
-- grain: one row per profession
-- from: pathway_contact
-- param: pathway VARCHAR - vårdförlopp, mappens namn under sql/pathways
-- ignores: avliden Avlidna ingår alltid.
-- column: profession VARCHAR - Yrkeskategori
-- column: visits BIGINT antal Kontakter; n=visits
-- column: persons BIGINT personer Personer; n=persons
-- column: distance BIGINT antal Distanskontakter; n=distance
-- derive: distance_share = ratio(distance, visits) -> procent Andel på distans
-- chart: bar x=visits y=profession
-- direction: neutral
-- source: klarsyn_definition
-- owner: Klarsyn, vårdförlopp
-- status: published
-- reviewed: 2026-11-22
-- next_review: 2027-11-22
WITH named AS (
    SELECT column0 AS profession, column1 AS label, column2 AS position
    FROM (VALUES ('physician', 'Läkare', 1), ('nurse', 'Sjuksköterska', 2), ('physiotherapist', 'Fysioterapeut', 3), ('other', 'Annan', 4), ('unknown', 'Uppgift saknas', 5))
        AS professions(column0, column1, column2)
),
visit AS (
    SELECT coalesce(profession, 'unknown') AS profession, person_no, coalesce(contact_type IN ('phone', 'video', 'letter'), false) AS is_distance
    FROM selected
    JOIN period ON started_on >= starts_on AND started_on < ends_before
    WHERE pathway = $pathway AND care_form <> 'inpatient'
)
SELECT
    named.label AS profession,
    count(visit.profession) AS visits,
    count(DISTINCT visit.person_no) AS persons,
    count(*) FILTER (visit.is_distance) AS distance
FROM named
LEFT JOIN visit USING (profession)
GROUP BY named.label, named.position
ORDER BY named.position
