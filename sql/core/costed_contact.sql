-- title: Vårdkontakter med kostnad
-- about: KPP-kostnad per räknad vårdkontakt: avslutad senast på datas sista dag, med kostnad över noll. Slutenvård hör till månaden då den avslutas,
--    annan vård till den då den äger rum. De övriga är KPP:s bortfall.
-- lifetime: build
-- grain: one row per finished contact with a KPP cost
-- from: kpp_case
SELECT
    person_no,
    care_form,
    unit_no,
    date_trunc('month', belongs_on)::DATE AS month_starts_on,
    cost_sek
FROM kpp_case
WHERE model = 'kpp' AND left_out IS NULL
