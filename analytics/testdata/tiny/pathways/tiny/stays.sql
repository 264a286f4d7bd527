-- title: Vårdtillfällen per ort
-- about: Vårdtillfällen som börjar i perioden.
-- grain: one row per town
-- from: stay
-- column: town VARCHAR kod Ort; labels=stay.ort
-- column: stays BIGINT antal Vårdtillfällen; n=stays
-- column: days BIGINT dagar Vårddygn; n=stays
-- derive: mean_days = mean(days, stays) -> medeldagar Medelvårdtid
-- chart: bar x=stays y=town
-- direction: neutral
-- source: Påhittad
-- owner: test
-- status: published
-- reviewed: 2026-11-22
WITH begun AS (
    SELECT selected.* FROM selected JOIN period ON started_on >= starts_on AND started_on < ends_before
)
SELECT town, count(*) AS stays, sum(days) AS days -- ' no string here
FROM begun
GROUP BY town
ORDER BY town
