-- title: Vårdkontakter i KPP
-- about: Avslutade vårdkontakter med kostnad över noll. Slutenvård hör till dagen den avslutas, annan vård till dagen den börjar. Fallet är
--    inner (innerfall), outlier (ytterfall) eller none (gräns saknas) enligt var och en av de fyra reglerna.
-- grain: one row per finished contact and cost model with a cost above 0
-- from: kpp_setting, drg_limit, national_limit, age_band
-- sorted: model, year, care_form, hospital, clinic, drg, belongs_on
-- dimension: modell model Kostnadsmodell; values=modell single=kpp
-- dimension: vardform care_form Vårdform; values=vardform
-- dimension: omrade field Område; values=omrade
-- dimension: sjukhus hospital Sjukhus; values=data
-- dimension: klinik clinic Klinik; values=data
-- dimension: mdc mdc MDC; values=mdc
-- dimension: drg drg DRG; values=data
-- dimension: kapitel chapter Diagnoskapitel; values=kapitel
-- dimension: kon sex Kön; values=kon
-- dimension: alder age_group Åldersgrupp; values=alder_kpp
-- dimension: alder65 elderly Under eller över 65; values=alder65
-- dimension: kommun municipality Kommun; values=kommun
-- dimension: fall case Inner-/ytterfall; values=fall by=regel
WITH limited AS (
    SELECT
        kpp_setting.*,
        CASE WHEN has_drg THEN coalesce(CASE WHEN kpp_setting.model = 'kpp' THEN national.limit_sek END, delivered_limit_sek) END AS limit_national_sek,
        CASE WHEN has_drg THEN own.limit_value END AS limit_own_sek,
        CASE WHEN has_drg THEN los.limit_value END AS limit_los_days,
        own.origin AS own_origin,
        own.q1,
        own.q3,
        own.k
    FROM kpp_setting
    LEFT JOIN national_limit AS national USING (year, care_form, drg)
    LEFT JOIN drg_limit AS own
        ON own.model = kpp_setting.model AND own.year = kpp_setting.year AND own.care_form = kpp_setting.care_form AND own.drg = kpp_setting.drg
        AND own.measure = 'cost'
    LEFT JOIN drg_limit AS los
        ON los.model = kpp_setting.model AND los.year = kpp_setting.year AND los.care_form = kpp_setting.care_form AND los.drg = kpp_setting.drg
        AND los.measure = 'days'
    WHERE left_out IS NULL
),
judged AS (
    SELECT
        *,
        -- A cost on the limit is no outlier.
        CASE WHEN limit_national_sek IS NULL THEN 'none' WHEN cost_sek::DOUBLE > limit_national_sek THEN 'outlier' ELSE 'inner' END AS case_national,
        -- Against the DRG's own limit the standing itself is compared with k: k is one contact's standing, and going back over
        -- Q3 + k·(Q3 − Q1) could round that contact, or a tie with it, to the other side.
        CASE
            WHEN limit_own_sek IS NULL THEN 'none'
            WHEN CASE WHEN own_origin = 'drg' THEN (cost_sek::DOUBLE - q3) / (q3 - q1) > k ELSE cost_sek::DOUBLE > limit_own_sek END THEN 'outlier'
            ELSE 'inner'
        END AS case_own,
        CASE WHEN limit_los_days IS NULL THEN 'none' WHEN days > limit_los_days THEN 'outlier' ELSE 'inner' END AS case_los
    FROM limited
)
SELECT
    model,
    judged.year,
    date_trunc('month', belongs_on)::DATE AS month_starts_on,
    belongs_on,
    started_on,
    ended_on,
    care_form,
    field,
    hospital,
    hospital_group,
    clinic,
    unit_id,
    unit_name,
    provider,
    drg,
    has_drg,
    drg_weight,
    mdc,
    chapter,
    main_diagnosis,
    judged.age,
    coalesce(age_band.kpp_age_group, 'unknown') AS age_group,
    coalesce(age_band.elderly, 'unknown') AS elderly,
    judged.age >= 65 AS is_65_plus,
    sex,
    municipality,
    days,
    contact_id,
    patient_id,
    cost_sek,
    limit_national_sek,
    limit_own_sek,
    limit_los_days,
    case_national,
    case_own,
    case_los,
    -- Judged by the limits there are: an outlier by either, without a limit only when both are missing.
    CASE WHEN 'outlier' IN (case_own, case_los) THEN 'outlier' WHEN 'inner' IN (case_own, case_los) THEN 'inner' ELSE 'none' END AS case_combined
FROM judged
LEFT JOIN age_band USING (age)
