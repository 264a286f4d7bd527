-- title: Enheter i KPP
-- about: De enheter som räknade vårdkontakter hör till, med namn, klinik och sjukhus under perioden.
-- lifetime: build
-- grain: one row per unit and period with counted contacts
-- from: kpp_case, unit_span
SELECT *
FROM unit_span
SEMI JOIN (SELECT DISTINCT unit_no FROM kpp_case WHERE left_out IS NULL) AS used USING (unit_no)
