-- title: Klinikvårdtillfällen som inte räknas
-- about: Slutenvård kan levereras både per klinik och per sjukhus. Figurerna räknar en nivå, aldrig båda: sjukhusvårdtillfällen när sådana
--    finns, annars klinikvårdtillfällen. Kontakter utan angiven nivå räknas alltid.
-- lifetime: build
-- grain: one row per contact that figures leave out
-- from: contact
SELECT contact_id, delivery_id, source_row
FROM contact
WHERE level = 'clinic_stay' AND EXISTS (SELECT 1 FROM contact WHERE level = 'hospital_stay')
