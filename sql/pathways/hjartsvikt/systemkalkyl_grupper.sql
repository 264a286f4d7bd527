-- title: Vilka de är
-- about: Andel kvinnor, åldersgrupper, EF-fenotyp när året börjar och sjukdomar med diagnos under de tolv månaderna före, bland dem med och utan den valda behandlingen. Avlidna under
--    året räknas på alla som levde när det började.
-- grain: one row per characteristic
-- uses: hjartsvikt/systemkalkyl_personer
-- bind: pathway = hjartsvikt
-- column: characteristic VARCHAR - Egenskap
-- column: with_count BIGINT personer Med, antal; n=with_count
-- column: with_persons BIGINT personer Med, alla; n=with_persons
-- column: without_count BIGINT personer Utan, antal; n=without_count
-- column: without_persons BIGINT personer Utan, alla; n=without_persons
-- derive: with_share, with_low, with_high = wilson(with_count, with_persons) -> procent Andel med
-- derive: without_share, without_low, without_high = wilson(without_count, without_persons) -> procent Andel utan
-- chart: table
-- source: klarsyn_definition; yasin_2021
-- owner: Klarsyn, hjärtsvikt
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH held AS (
    SELECT
        treated,
        unnest([
            {'position': 1, 'characteristic': 'Kvinnor', 'holds': sex = 'female'},
            {'position': 2, 'characteristic': 'Under 65 år', 'holds': age < 65},
            {'position': 3, 'characteristic': '65–74 år', 'holds': age BETWEEN 65 AND 74},
            {'position': 4, 'characteristic': '75–84 år', 'holds': age BETWEEN 75 AND 84},
            {'position': 5, 'characteristic': '85 år och äldre', 'holds': age >= 85},
            {'position': 6, 'characteristic': 'HFrEF, EF ≤ 40 %', 'holds': phenotype = 'hfref'},
            {'position': 7, 'characteristic': 'HFmrEF, EF 41–49 %', 'holds': phenotype = 'hfmref'},
            {'position': 8, 'characteristic': 'HFpEF, EF ≥ 50 %', 'holds': phenotype = 'hfpef'},
            {'position': 9, 'characteristic': 'EF ej definierad', 'holds': phenotype = 'ej_definierad'},
            {'position': 10, 'characteristic': 'Njursvikt', 'holds': list_contains(conditions, 'comorbid_renal')},
            {'position': 11, 'characteristic': 'Diabetes', 'holds': list_contains(conditions, 'comorbid_diabetes')},
            {'position': 12, 'characteristic': 'KOL', 'holds': list_contains(conditions, 'comorbid_copd')},
            {'position': 13, 'characteristic': 'Cancer', 'holds': list_contains(conditions, 'comorbid_cancer')},
            {'position': 14, 'characteristic': 'Avlidna under året', 'holds': died_in_year}
        ], recursive := true)
    FROM systemkalkyl_personer
)
SELECT
    characteristic,
    count(*) FILTER (treated = 1 AND holds) AS with_count,
    count(*) FILTER (treated = 1) AS with_persons,
    count(*) FILTER (treated = 0 AND holds) AS without_count,
    count(*) FILTER (treated = 0) AS without_persons
FROM held
GROUP BY position, characteristic
ORDER BY position
