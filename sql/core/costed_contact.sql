-- title: Vårdkontakter med kostnad
-- about: KPP-kostnad per vårdkontakt. Slutenvård hör till månaden då den avslutas, annan vård till den då den äger rum.
--    Pågående vård och vård som avslutas efter datas sista dag räknas inte än.
-- lifetime: build
-- grain: one row per finished contact with a KPP cost; person_no only for pathway persons
-- from: contact, contact_cost, pathway_person, double_counted, snapshot_info
SELECT
    pathway_person.person_no,
    contact.care_form,
    contact.unit_id,
    date_trunc('month', CASE WHEN contact.care_form = 'inpatient' THEN contact.ended_at ELSE contact.started_at END)::DATE AS month_starts_on,
    contact_cost.total AS cost_sek
FROM contact
JOIN contact_cost USING (contact_id)
LEFT JOIN pathway_person USING (patient_id)
ANTI JOIN double_counted USING (contact_id)
WHERE contact_cost.model = 'kpp'
    AND CASE WHEN contact.care_form = 'inpatient' THEN contact.ended_at ELSE contact.started_at END::DATE <= (SELECT cutoff_on FROM snapshot_info)
