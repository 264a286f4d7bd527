-- title: Ytterfallsreglerna två och två
-- about: Av de vårdkontakter i perioden som en regel märker som ytterfall, hur många som en annan regel också märker. Egen gräns eller vårdtid märker allt som någon av
--    de två märker. Alla fyra reglerna visas, vilken som än är vald. Gränser för kontaktens år.
-- grain: one row per care form with a limit and ordered pair of rules
-- uses: kpp/regler
-- column: care_form VARCHAR kod Vårdform; labels=kpp_contact.vardform
-- column: rule VARCHAR kod Regel; labels=values.regel
-- column: other_rule VARCHAR kod Märks också av; labels=values.regel
-- column: outliers BIGINT antal Ytterfall; n=outliers
-- column: also BIGINT antal Också ytterfall enligt den andra; n=also
-- derive: also_share, also_low, also_high = wilson(also, outliers) -> procent Andel som den andra också märker
-- chart: table
-- direction: neutral
-- source: skr_followup_2024 (5 och 3 procent); klarsyn_method (gränsens formel); norrbotten_2020
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
WITH marked AS (
    SELECT
        care_form,
        contacts,
        list_filter(
            ['national', 'own', 'los', 'combined'],
            lambda name: CASE name WHEN 'combined' THEN combination <> 'national' ELSE list_contains(string_split(combination, '_'), name) END
        ) AS rules
    FROM regler
    WHERE combination <> 'any'
),
rule(name, position) AS (
    VALUES ('national', 1), ('own', 2), ('los', 3), ('combined', 4)
)
SELECT
    marked.care_form,
    rule.name AS rule,
    other.name AS other_rule,
    coalesce(sum(marked.contacts) FILTER (list_contains(marked.rules, rule.name)), 0) AS outliers,
    coalesce(sum(marked.contacts) FILTER (list_contains(marked.rules, rule.name) AND list_contains(marked.rules, other.name)), 0) AS also
FROM marked
CROSS JOIN rule
JOIN rule AS other ON other.name <> rule.name
GROUP BY marked.care_form, rule.name, rule.position, other.name, other.position
ORDER BY marked.care_form, rule.position, other.position
