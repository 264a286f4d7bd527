-- title: Skillnad i kostnad och potential
-- about: KPP-kostnad under året per person, de som stod på den valda behandlingen när det började minus de övriga: ojusterad, och justerad för femårsgrupp av ålder, kön, EF-fenotyp, njursvikt,
--    diabetes, KOL och cancer (diagnos under de tolv månaderna före), som kategorier. Minsta kvadrat med HC3-intervall är huvudresultatet. Gammamodellen med loglänk är kontroll: genomsnittlig skillnad i kronor, intervall med
--    deltametoden. Alla intervall är 95 %. Potentialen är de övrigas antal gånger skillnaden, noll när de inte kostar mer. Löpande priser. Färre än 10 personer i en grupp eller
--    för få för modellen: saknas.
-- caveat: Skillnaden är ett samband, ingen visad effekt: de som får behandlingen kan skilja sig från de övriga också i sådant som inte syns i data. Potentialen är ett räknestycke (antalet utan
--    behandling gånger skillnaden), inte vad som skulle hända om alla fick den.
-- grain: one row per method
-- uses: hjartsvikt/systemkalkyl_personer
-- bind: pathway = hjartsvikt
-- column: treated BIGINT antal Med behandling; hidden=yes
-- column: five_year_group BIGINT år Femårsgrupp; hidden=yes
-- column: sex VARCHAR - Kön; hidden=yes
-- column: phenotype VARCHAR - EF; hidden=yes
-- column: renal BOOLEAN - Njursvikt; hidden=yes
-- column: diabetes BOOLEAN - Diabetes; hidden=yes
-- column: copd BOOLEAN - KOL; hidden=yes
-- column: cancer BOOLEAN - Cancer; hidden=yes
-- column: persons BIGINT personer Personer; n=persons hidden=yes
-- column: cost_sek DOUBLE kr Kostnad; n=persons hidden=yes
-- column: cost_squares DOUBLE kr Summan av kostnad i kvadrat; n=persons hidden=yes
-- derive: method, with_persons, without_persons, difference, low, high, potential_sek, potential_low, potential_high = association(persons, cost_sek, cost_squares, treated) GIVEN five_year_group, sex, phenotype, renal, diabetes, copd, cancer -> kr Skillnad per person
-- chart: dots y=method value=difference low=low high=high sort=table
-- source: klarsyn_definition; yasin_2021; mackinnon_white_1985; mccullagh_nelder_1989
-- owner: Klarsyn, hjärtsvikt
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
SELECT
    treated,
    coalesce(five_year_group, 0) AS five_year_group,
    sex::VARCHAR AS sex,
    phenotype::VARCHAR AS phenotype,
    list_contains(conditions, 'comorbid_renal') AS renal,
    list_contains(conditions, 'comorbid_diabetes') AS diabetes,
    list_contains(conditions, 'comorbid_copd') AS copd,
    list_contains(conditions, 'comorbid_cancer') AS cancer,
    count(*) AS persons,
    sum(cost_sek) AS cost_sek,
    sum(cost_sek::DOUBLE * cost_sek::DOUBLE) AS cost_squares
FROM systemkalkyl_personer
GROUP BY ALL
ORDER BY ALL
