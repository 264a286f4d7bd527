-- title: Vårdkontakter med kostnad
-- about: KPP-kostnad per vårdkontakt. Slutenvård hör till månaden då den avslutas, annan vård till den då den äger rum.
--    Pågående vård räknas inte än.
-- grain: one row per finished contact with a KPP cost
-- from: contact, contact_cost
SELECT
    contact.patient_id,
    contact.care_form,
    date_trunc('month', CASE WHEN contact.care_form = 'inpatient' THEN contact.ended_at ELSE contact.started_at END)::DATE AS month_starts_on,
    contact_cost.total AS cost_sek
FROM contact
JOIN contact_cost USING (contact_id)
WHERE contact_cost.model = 'kpp'
    AND (contact.care_form <> 'inpatient' OR contact.ended_at IS NOT NULL)
