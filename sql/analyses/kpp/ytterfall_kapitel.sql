-- title: Ytterfall per huvuddiagnoskapitel
-- about: Vårdkontakter i perioden med en gräns enligt vald ytterfallsregel, ytterfall och deras kostnad över gränsen, mot vad samma vårdkontakter hade gett med
--    jämförelsegruppens andel ytterfall och kostnad över gränsen per ytterfall för samma år, vårdform, DRG, kön och ålder (under eller över 65). Skillnaden i kostnad över
--    gränsen delas i frekvens, fler eller färre ytterfall än väntat gånger medelvärdet av egen och gruppens kostnad per ytterfall, och svårighet, dyrare eller billigare
--    ytterfall gånger medelvärdet av eget och väntat antal; de två ger hela skillnaden. Utan egna eller väntade ytterfall är allt frekvens. Gruppens ytterfall räknas med
--    nationell gräns: för andra regler saknas jämförelsen, liksom där ingen sådan referens levererats. Vårdkontakter utan referens står för sig. Löpande priser, gränser
--    och referens för kontaktens år.
-- grain: one row per diagnosis chapter with a limit
-- uses: kpp/ytterfall_delar
-- bind: divided_by = chapter
-- column: chapter VARCHAR kod Huvuddiagnoskapitel; labels=kpp_contact.kapitel
-- column: contacts BIGINT antal Vårdkontakter med gräns; n=contacts
-- column: outliers BIGINT antal Ytterfall; n=outliers
-- column: cost_sek DOUBLE kr Kostnad; n=contacts
-- column: outlier_cost_sek DOUBLE kr Kostnad för ytterfall; n=outliers
-- column: above_limit_sek DOUBLE kr Kostnad över gräns; n=outliers
-- column: compared_contacts BIGINT antal Jämförda vårdkontakter; n=compared_contacts
-- column: compared_outliers BIGINT antal Jämförda ytterfall; n=compared_outliers
-- column: expected_outliers DOUBLE väntat_antal Väntade ytterfall; n=compared_contacts
-- column: expected_above_sek DOUBLE kr Väntad kostnad över gräns; n=compared_contacts
-- column: frequency_sek DOUBLE kr Frekvens; n=compared_outliers part_of=difference_sek
-- column: severity_sek DOUBLE kr Svårighet; n=compared_outliers part_of=difference_sek
-- column: difference_sek DOUBLE kr Hela skillnaden; n=compared_outliers
-- column: no_reference_contacts BIGINT antal Utan referens; n=no_reference_contacts
-- column: has_reference BOOLEAN - Har referens
-- column: all_outliers BIGINT antal Alla ytterfall; n=all_outliers hidden=yes
-- column: all_contacts BIGINT antal Alla med gräns; n=all_contacts hidden=yes
-- column: all_cost_sek DOUBLE kr Kostnad för alla med gräns; n=all_contacts hidden=yes
-- column: all_outlier_cost_sek DOUBLE kr Kostnad för alla ytterfall; n=all_outliers hidden=yes
-- column: group_contacts BIGINT antal Gruppens vårdkontakter
-- column: group_outliers DOUBLE väntat_antal Gruppens ytterfall
-- column: all_group_outliers DOUBLE väntat_antal Alla gruppens ytterfall; hidden=yes
-- derive: outlier_share, outlier_low, outlier_high = wilson(outliers, contacts) -> procent Andel ytterfall
-- derive: expected_share = ratio(expected_outliers, compared_contacts) -> procent Väntad andel ytterfall
-- derive: mean_above_sek = mean(above_limit_sek, outliers) -> kr Över gräns per ytterfall
-- derive: expected_mean_above_sek = ratio(expected_above_sek, expected_outliers) -> kr Väntat över gräns per ytterfall
-- derive: part_share = ratio(outliers, all_outliers) -> procent Andel av alla ytterfall
-- derive: cost_part_share = ratio(cost_sek, all_cost_sek) -> procent Andel av kostnaden
-- derive: outlier_cost_part_share = ratio(outlier_cost_sek, all_outlier_cost_sek) -> procent Andel av ytterfallens kostnad
-- derive: group_part_share = ratio(group_outliers, all_group_outliers) -> procent Gruppens andel av alla ytterfall
-- chart: therapy y=chapter value=outlier_share low=outlier_low high=outlier_high n=outliers N=contacts ref=expected_share strong=has_reference
-- direction: neutral
-- source: Domänens avsnitt 1.4 (frekvens och svårighet); Region Norrbotten, Gemensam analysplan 2020; riket enligt levererad referens
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
SELECT
    part AS chapter,
    contacts,
    outliers,
    cost_sek,
    outlier_cost_sek,
    above_limit_sek,
    compared_contacts,
    compared_outliers,
    expected_outliers,
    expected_above_sek,
    frequency_sek,
    severity_sek,
    difference_sek,
    no_reference_contacts,
    has_reference,
    all_outliers,
    all_contacts,
    all_cost_sek,
    all_outlier_cost_sek,
    group_contacts,
    group_outliers,
    all_group_outliers
FROM ytterfall_delar
-- As ICD-10 has its chapters, not as their numerals are spelt.
ORDER BY (SELECT position FROM dimension_value WHERE mart = 'kpp_contact' AND key = 'kapitel' AND data_value = part), part
