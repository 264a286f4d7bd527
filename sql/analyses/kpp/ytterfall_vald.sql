-- title: Ytterfall enligt vald regel
-- about: Vårdkontakter i perioden med en gräns enligt vald ytterfallsregel och hur många av dem som är ytterfall, med alla valda år tillsammans. Ytterfall ligger över
--    gränsen; på gränsen är innerfall. Kontakter utan gräns står för sig. Vårdformer där ingen vårdkontakt har en gräns står sist. Kostnad över gräns gäller
--    kostnadsgränser; för vårdtid finns ingen. Löpande priser, gränser för kontaktens år.
-- grain: one row per care form
-- uses: kpp/ytterfall
-- choice: regel
-- column: care_form VARCHAR kod Vårdform; labels=kpp_contact.vardform
-- column: contacts BIGINT antal Vårdkontakter med gräns; n=contacts
-- column: outliers BIGINT antal Ytterfall; n=outliers
-- column: cost_sek DOUBLE kr Kostnad; n=contacts
-- column: outlier_cost_sek DOUBLE kr Kostnad för ytterfall; n=outliers
-- column: above_limit_sek DOUBLE kr Kostnad över gräns; n=outliers
-- column: no_limit_contacts BIGINT antal Gräns saknas; n=no_limit_contacts
-- column: no_limit_cost_sek DOUBLE kr Kostnad där gräns saknas; n=no_limit_contacts
-- derive: outlier_share, outlier_low, outlier_high = wilson(outliers, contacts) -> procent Andel ytterfall
-- derive: cost_share = ratio(outlier_cost_sek, cost_sek) -> procent Andel av kostnaden
-- chart: table
-- direction: neutral
-- source: skr_followup_2024 (5 och 3 procent); klarsyn_method (gränsens formel)
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
SELECT
    care_form,
    sum(contacts) AS contacts,
    sum(outliers) AS outliers,
    -- What is whole öre is added as such.
    sum(cost_sek::DECIMAL(38, 2)) AS cost_sek,
    sum(outlier_cost_sek::DECIMAL(38, 2)) AS outlier_cost_sek,
    sum(above_limit_sek ORDER BY year) AS above_limit_sek,
    sum(no_limit_contacts) AS no_limit_contacts,
    sum(no_limit_cost_sek::DECIMAL(38, 2)) AS no_limit_cost_sek
FROM ytterfall
WHERE rule = $rule
GROUP BY care_form
ORDER BY sum(contacts) = 0, care_form
