-- title: DRG och MDC med löpnummer
-- about: De par av DRG och MDC som vårdkontakterna har. Miljoner rader bär numren i stället för texterna; DRG-familjen är de tre första tecknen.
-- lifetime: build
-- grain: one row per DRG and MDC in contacts
-- from: contact
SELECT
    row_number() OVER (ORDER BY drg, mdc)::INTEGER AS drg_mdc_no,
    dense_rank() OVER (ORDER BY drg)::INTEGER AS drg_no,
    dense_rank() OVER (ORDER BY mdc)::INTEGER AS mdc_no,
    dense_rank() OVER (ORDER BY left(drg, 3))::INTEGER AS family_no,
    drg,
    mdc,
    drg <> 'unknown' AND mdc <> '99' AS has_drg
FROM (SELECT DISTINCT coalesce(drg, 'unknown') AS drg, coalesce(mdc, 'unknown') AS mdc FROM contact)
