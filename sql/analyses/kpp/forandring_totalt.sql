-- title: Förändring i hela urvalet
-- about: Skillnaden i kostnad mellan två år, delad i volym (fler eller färre vårdkontakter till första årets baskostnad i snitt), case-mix (andra vårdkontakter, till
--    första årets baskostnad per vårdform och DRG), styckkostnad (ny baskostnad för samma vårdform och DRG) och ytterfall (kostnad över gränsen enligt vald regel;
--    vårdtidsregeln har ingen gräns i kronor, kombinerad regel har den egna kostnadsgränsen). Baskostnad är kostnaden upp till årets gräns, utan gräns hela kostnaden.
--    Vårdkontakter utan DRG eller i MDC 99 är en egen cell; en ny cell räknas till sin egen baskostnad; saknas vårdkontakter ett av åren är all bas volym.
--    Termerna räknas oavrundat och visas i ören; den största tar resten, så att de ger hela skillnaden. Termerna är sjukhusens, lagda ihop.
--    Löpande priser eller fasta, enligt valet Prisnivå; gränserna är sitt års i löpande priser.
-- grain: one row per term, between the two years' costs
-- uses: kpp/forandring_delar
-- part: hospital
-- column: term VARCHAR kod Term; total=to
-- column: label VARCHAR - Del av skillnaden
-- column: amount_sek DOUBLE kr Belopp; n=cases
-- column: cases BIGINT antal Minsta antal vårdkontakter bakom beloppet; n=cases hidden=yes
-- column: is_total BOOLEAN - Summa
-- remarks: kpp/jamforbarhet_ar
-- chart: waterfall x=label value=amount_sek total=is_total
WITH shown AS (
    SELECT
        unnest(['from', 'volume', 'case_mix', 'unit_cost', 'outlier', 'to']) AS term,
        unnest([from_year::VARCHAR, 'Volym', 'Case-mix', 'Styckkostnad', 'Ytterfall', to_year::VARCHAR]) AS label,
        unnest([cost_from_sek, volume_sek, case_mix_sek, unit_cost_sek, outlier_sek, cost_to_sek]) AS amount_sek,
        unnest([contacts_from, contacts_from, contacts_from, contacts_from, outliers_from, NULL]) AS cases_from,
        unnest([NULL, contacts_to, contacts_to, contacts_to, outliers_to, contacts_to]) AS cases_to,
        unnest(range(6)) AS position
    FROM forandring_delar
),
summed AS (
    SELECT
        term,
        label,
        position,
        sum(round(amount_sek * 100)::BIGINT) / 100 AS amount_sek,
        coalesce(sum(cases_from), 0) AS cases_from,
        coalesce(sum(cases_to), 0) AS cases_to
    FROM shown
    GROUP BY ALL
)
SELECT
    term,
    label,
    amount_sek,
    -- A difference is judged by the smaller of the numbers behind it, over all hospitals; a year without cases says nothing about anyone.
    CASE WHEN cases_from = 0 OR cases_to = 0 THEN greatest(cases_from, cases_to) ELSE least(cases_from, cases_to) END AS cases,
    term IN ('from', 'to') AS is_total
FROM summed
ORDER BY position
