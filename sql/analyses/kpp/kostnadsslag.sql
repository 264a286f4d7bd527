-- title: Kostnadsslag per sjukhus
-- about: Kostnad per kostnadsslag för sjukhusets vårdkontakter i perioden, mot vad samma vårdkontakter hade kostat med regionens medelkostnad per kostnadsslag för samma
--    vårdform och DRG. Bara vårdkontakter med levererade kostnadsposter ingår; vårdkontakter utan DRG eller i MDC 99 är en egen grupp. Kostnadsmodellen är den
--    valda: KPP och PEC läggs aldrig ihop. Kostnadsslagen är leveransens egna koder; benämningarna är Klarsyns och inte bekräftade
--    mot SKR:s filspecifikation, okända koder står som de levererats. Löpande priser.
-- grain: one row per hospital and cost category that its care should have cost
-- from: kpp_cost_item
-- ignores: sjukhus,klinik Alla sjukhus räknas, för jämförelsens skull.
-- ignores: pris Jämförs med regionens övriga vårdkontakter under samma period.
-- column: hospital VARCHAR kod Sjukhus; labels=kpp_cost_item.sjukhus
-- column: category VARCHAR kod Kostnadsslag; labels=kpp_cost_item.kostnadsslag
-- column: contacts BIGINT antal Vårdkontakter med kostnadsposter; n=contacts
-- column: category_contacts BIGINT antal Varav med kostnadsslaget; n=category_contacts
-- column: cost_sek DOUBLE kr Kostnad; n=category_contacts
-- column: expected_sek DOUBLE kr Förväntad kostnad; n=fewest_contacts
-- column: fewest_contacts BIGINT antal Vårdkontakter bakom den förväntade kostnaden; n=fewest_contacts hidden=yes
-- derive: cost_per_contact = mean(cost_sek, contacts) -> kr Kostnad per vårdkontakt
-- derive: expected_per_contact = mean(expected_sek, contacts) -> kr Förväntad kostnad per vårdkontakt
-- derive: index = ratio(cost_sek, expected_sek) -> kvot Kostnad mot förväntad
-- remarks: kpp/jamforbarhet
-- chart: table
-- direction: neutral
-- source: klarsyn_method; breslow_day_1987 (indirekt standardisering)
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH chosen_month AS (
    SELECT unnest(range(starts_on, ends_before, INTERVAL 1 MONTH))::DATE AS month_starts_on FROM period
),
item AS (
    SELECT hospital, care_form, CASE WHEN has_drg THEN drg::VARCHAR ELSE 'utan DRG' END AS drg, category, cost_sek, is_first
    FROM selected
    SEMI JOIN chosen_month USING (month_starts_on)
),
counted AS (
    SELECT hospital, care_form, drg, count(*) FILTER (is_first) AS contacts
    FROM item
    GROUP BY ALL
),
cell AS (
    SELECT care_form, drg, sum(contacts) AS contacts
    FROM counted
    GROUP BY ALL
),
cell_mean AS (
    SELECT item.care_form, item.drg, item.category, sum(item.cost_sek)::DOUBLE / any_value(cell.contacts) AS mean_sek, count(*) AS category_contacts
    FROM item
    JOIN cell USING (care_form, drg)
    GROUP BY ALL
),
expected AS (
    SELECT
        counted.hospital,
        cell_mean.category,
        sum(counted.contacts * cell_mean.mean_sek ORDER BY counted.care_form, counted.drg) AS expected_sek,
        sum(cell_mean.category_contacts) AS reference_contacts
    FROM counted
    JOIN cell_mean USING (care_form, drg)
    GROUP BY ALL
),
whole AS (
    SELECT hospital, sum(contacts) AS contacts FROM counted GROUP BY hospital
),
own AS (
    SELECT hospital, category, sum(cost_sek) AS cost_sek, count(*) AS category_contacts
    FROM item
    GROUP BY ALL
)
SELECT
    expected.hospital,
    expected.category,
    whole.contacts,
    coalesce(own.category_contacts, 0) AS category_contacts,
    coalesce(own.cost_sek, 0) AS cost_sek,
    expected.expected_sek,
    -- The expected cost rests on the hospital's own contacts and on those in the region that have the category.
    least(whole.contacts, expected.reference_contacts) AS fewest_contacts
FROM expected
JOIN whole USING (hospital)
LEFT JOIN own USING (hospital, category)
ORDER BY expected.hospital, expected.category
