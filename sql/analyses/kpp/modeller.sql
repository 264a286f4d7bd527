-- title: KPP och PEC bredvid varandra
-- about: Kostnad i periodens vårdkontakter som har en kostnad i båda modellerna, per vårdform. KPP fördelar regionens kostnader på diagnossatta vårdkontakter efter nationella principer. PEC
--    räknar vad varje möte använder av kostnadsställets resurser (vårdplats, läkartid, personaltid, operation, diagnostik) och fördelar hela bokslutet, också primärvård och akutbesök. Modellerna läggs
--    aldrig ihop, och skillnaden är metod, inte effektivitet. Löpande priser.
-- caveat: KPP och PEC fördelar samma pengar på olika sätt: skillnaden mellan dem är metod och får inte läsas som effektivitet, och modellerna läggs aldrig ihop.
-- grain: one row per care form and cost model
-- from: kpp_both_models
-- ignores: modell Visar båda modellerna, bredvid varandra.
-- ignores: pris Modellerna jämförs för samma vårdkontakter, i samma års kronor.
-- column: care_form VARCHAR kod Vårdform; labels=kpp_both_models.vardform
-- column: model VARCHAR kod Kostnadsmodell; labels=values.modell
-- column: contacts BIGINT antal Vårdkontakter med båda modellerna; n=contacts
-- column: cost_sek DOUBLE kr Kostnad; n=contacts
-- derive: cost_per_contact = mean(cost_sek, contacts) -> kr Kostnad per vårdkontakt
-- chart: bar x=cost_per_contact y=care_form series=model
-- direction: neutral
-- source: skr_kpp; halland_2024 (PEC); klarsyn_method (läsningen av PEC)
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH chosen_month AS (
    SELECT unnest(range(starts_on, ends_before, INTERVAL 1 MONTH))::DATE AS month_starts_on FROM period
),
counted AS (
    SELECT care_form, count(*) AS contacts, sum(kpp_sek) AS kpp_sek, sum(pec_sek) AS pec_sek
    FROM selected
    SEMI JOIN chosen_month USING (month_starts_on)
    GROUP BY ALL
)
SELECT care_form, 'kpp' AS model, contacts, kpp_sek AS cost_sek FROM counted
UNION ALL
SELECT care_form, 'pec', contacts, pec_sek FROM counted
ORDER BY care_form, model
