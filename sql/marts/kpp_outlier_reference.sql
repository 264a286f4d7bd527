-- title: Ytterfall i riket
-- about: Riket och sjukhusgrupperna: vårdkontakter med gräns, andel ytterfall enligt nationell gräns och kostnad över gränsen per ytterfall, per DRG, kön och ålder.
-- grain: one row per year, care form, DRG, comparison group, sex and age under or over 65
-- from: outlier_reference
-- dimension: vardform care_form Vårdform; values=vardform
-- dimension: drg drg DRG; values=data
-- dimension: kon sex Kön; values=kon
-- dimension: alder65 elderly Under eller över 65; values=alder65
SELECT
    year,
    care_form,
    drg,
    comparison_group,
    sex,
    CASE WHEN is_65_plus THEN '65-' ELSE '0-64' END AS elderly,
    n,
    outlier_share,
    -- Without outliers there is no mean, and nothing for it to be multiplied by.
    CASE WHEN outlier_share > 0 THEN mean_excess ELSE 0 END AS mean_excess_sek
FROM outlier_reference
ORDER BY ALL
