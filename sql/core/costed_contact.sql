-- title: Vårdkontakter med kostnad
-- about: KPP-kostnad per vårdkontakt. Slutenvård hör till månaden då den avslutas, annan vård till den då den äger rum.
--    Pågående vård och vård som avslutas efter datas sista dag räknas inte än.
-- lifetime: build
-- grain: one row per finished contact with a KPP cost
-- from: kpp_case, snapshot_info
SELECT
    kpp_case.person_no,
    kpp_case.care_form,
    kpp_case.unit_no,
    date_trunc('month', CASE WHEN kpp_case.care_form = 'inpatient' THEN kpp_case.ended_on ELSE kpp_case.started_on END)::DATE AS month_starts_on,
    kpp_case.cost_sek
FROM kpp_case
CROSS JOIN snapshot_info
WHERE kpp_case.model = 'kpp'
    AND kpp_case.cost_sek IS NOT NULL
    AND kpp_case.left_out IS DISTINCT FROM 'level'
    AND CASE WHEN kpp_case.care_form = 'inpatient' THEN kpp_case.ended_on ELSE kpp_case.started_on END <= snapshot_info.cutoff_on
