-- title: Skillnaden mot jämförelsegruppen i frekvens och svårighet
-- grain: one row per term, from what was expected to what was found
-- uses: kpp/ytterfall_delar
-- part: all
-- column: term VARCHAR kod Term; total=own
-- column: label VARCHAR - Del av skillnaden
-- column: amount_sek DOUBLE kr Belopp; n=cases
-- column: cases BIGINT antal Ytterfall bakom beloppet; n=cases hidden=yes
-- column: is_total BOOLEAN - Summa
-- column: contacts BIGINT antal Jämförda vårdkontakter; n=contacts hidden=yes
-- column: outliers BIGINT antal Jämförda ytterfall; n=outliers hidden=yes
-- column: expected_outliers DOUBLE väntat_antal Väntade ytterfall; n=contacts hidden=yes
-- derive: outlier_share = ratio(outliers, contacts) -> procent Andel ytterfall
-- derive: expected_share = ratio(expected_outliers, contacts) -> procent Väntad andel ytterfall
-- chart: waterfall x=label value=amount_sek total=is_total
WITH shown AS (
    SELECT
        unnest(['expected', 'frequency', 'severity', 'own']) AS term,
        unnest(['Väntat', 'Frekvens', 'Svårighet', 'Eget']) AS label,
        unnest([round(expected_above_sek * 100) / 100, frequency_sek, severity_sek, round(expected_above_sek * 100) / 100 + difference_sek]) AS amount_sek,
        unnest([compared_contacts, compared_outliers, compared_outliers, compared_outliers]) AS cases,
        unnest(range(4)) AS position,
        compared_contacts,
        compared_outliers,
        expected_outliers
    FROM ytterfall_delar
)
SELECT
    term,
    label,
    amount_sek,
    cases,
    term IN ('expected', 'own') AS is_total,
    compared_contacts AS contacts,
    compared_outliers AS outliers,
    expected_outliers
FROM shown
ORDER BY position
