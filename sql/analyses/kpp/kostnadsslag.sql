-- title: Kostnadsslag per sjukhus
-- about: Kostnad per kostnadsslag för sjukhusets vårdkontakter i perioden, mot vad samma vårdkontakter hade kostat med regionens medelkostnad per kostnadsslag för samma
--    vårdform och DRG. Bara vårdkontakter med levererade kostnadsposter ingår; vårdkontakter utan DRG eller i MDC 99 är en egen grupp. Kostnadsmodellen är den
--    valda: KPP och PEC läggs aldrig ihop. Löpande priser.
-- grain: one row per hospital and cost category that its care should have cost
-- from: kpp_contact
-- ignores: sjukhus,klinik Alla sjukhus räknas, för jämförelsens skull.
-- column: hospital VARCHAR kod Sjukhus; labels=kpp_contact.sjukhus
-- column: category VARCHAR - Kostnadsslag
-- column: contacts BIGINT antal Vårdkontakter med kostnadsposter; n=contacts
-- column: cost_sek DOUBLE kr Kostnad; n=contacts
-- column: expected_sek DOUBLE kr Förväntad kostnad; n=contacts
-- derive: cost_per_contact = mean(cost_sek, contacts) -> kr Kostnad per vårdkontakt
-- derive: expected_per_contact = mean(expected_sek, contacts) -> kr Förväntad kostnad per vårdkontakt
-- derive: index = ratio(cost_sek, expected_sek) -> kvot Kostnad mot förväntad
-- remarks: kpp/jamforbarhet
-- chart: table
-- direction: neutral
-- source: Domänens avsnitt 1.5, indirekt standardisering
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH chosen_month AS (
    SELECT unnest(range(starts_on, ends_before, INTERVAL 1 MONTH))::DATE AS month_starts_on FROM period
),
item AS (
    SELECT
        selected.hospital,
        selected.care_form,
        CASE WHEN selected.has_drg THEN selected.drg::VARCHAR ELSE 'utan DRG' END AS drg,
        selected.delivery_id,
        selected.source_row,
        kpp_item.category,
        kpp_item.amount
    FROM selected
    SEMI JOIN chosen_month USING (month_starts_on)
    JOIN kpp_item ON kpp_item.delivery_id = selected.delivery_id AND kpp_item.source_row = selected.source_row AND kpp_item.model::VARCHAR = selected.model::VARCHAR
),
counted AS (
    SELECT hospital, care_form, drg, count(DISTINCT delivery_id::BIGINT << 32 | source_row) AS contacts
    FROM item
    GROUP BY ALL
),
cell AS (
    SELECT care_form, drg, sum(contacts) AS contacts
    FROM counted
    GROUP BY ALL
),
cell_mean AS (
    SELECT item.care_form, item.drg, item.category, sum(item.amount)::DOUBLE / any_value(cell.contacts) AS mean_sek
    FROM item
    JOIN cell USING (care_form, drg)
    GROUP BY ALL
),
expected AS (
    SELECT
        counted.hospital,
        cell_mean.category,
        sum(counted.contacts * cell_mean.mean_sek ORDER BY counted.care_form, counted.drg) AS expected_sek
    FROM counted
    JOIN cell_mean USING (care_form, drg)
    GROUP BY ALL
),
own AS (
    SELECT hospital, category, sum(amount) AS cost_sek
    FROM item
    GROUP BY ALL
)
SELECT
    expected.hospital,
    expected.category,
    (SELECT sum(counted.contacts) FROM counted WHERE counted.hospital = expected.hospital) AS contacts,
    coalesce(own.cost_sek, 0) AS cost_sek,
    expected.expected_sek
FROM expected
LEFT JOIN own USING (hospital, category)
ORDER BY expected.hospital, expected.category
