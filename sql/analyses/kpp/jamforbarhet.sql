-- title: Vad som skiljer sjukhusens kostnadsräkning
-- about: Områden i jämförbarhetsregistret där de valda sjukhusen räknar olika samma år. Står alla lika finns ingen rad.
-- grain: one row per year and topic in which the selected hospitals differ
-- from: comparability_hospital
-- ignores: ar,manad Visar alla år i registret.
-- ignores: klinik,vardform,omrade,mdc,drg,kapitel,kon,alder,alder65,kommun,fall,modell Registret gäller hela sjukhusets KPP.
-- column: year BIGINT årtal År
-- column: topic VARCHAR - Område
-- column: hospitals BIGINT antal Sjukhus i registret
-- column: sentence VARCHAR - Skillnad
-- chart: table
-- direction: neutral
-- source: skr_survey_2023; delivered_comparability
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH said AS (
    SELECT
        year,
        topic,
        topic_label,
        hospital::VARCHAR AS hospital,
        string_agg(DISTINCT value, ', ' ORDER BY value) AS value,
        string_agg(DISTINCT note, ' ' ORDER BY note) AS note
    FROM selected
    WHERE hospital <> 'unknown'
    GROUP BY ALL
)
SELECT
    said.year,
    said.topic_label AS topic,
    count(*) AS hospitals,
    'Jämförbarhet ' || said.year || ', ' || said.topic_label || ': '
        || string_agg(said.hospital || ' ' || said.value || coalesce(' (' || said.note || ')', ''), '; ' ORDER BY said.hospital) || '.' AS sentence
FROM said
GROUP BY said.year, said.topic, said.topic_label
HAVING count(DISTINCT said.value) > 1
ORDER BY said.year, said.topic
