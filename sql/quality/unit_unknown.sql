-- title: Vårdkontakter vid okänd enhet
-- about: Vårdkontakter vars enhet saknas i enhetsregistret.
-- grain: one row
-- from: contact, unit
SELECT count(*) AS checked, count(*) FILTER (unit_id IS NULL OR unit_id NOT IN (SELECT unit_id FROM unit)) AS found
FROM contact
