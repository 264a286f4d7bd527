-- title: Vårdförloppens personer i KPP
-- about: Vårdkontakter i KPP hos dem som hör till något vårdförlopp, med personens nummer i stället för pseudonym.
-- grain: one row per costed contact and cost model of a pathway person
-- from: kpp_contact, pathway_person
-- remarks: kpp/avstamning_bokslut
-- sorted: model, year, person_no
-- dimension: modell model Kostnadsmodell; of=kpp_contact single=kpp
-- dimension: vardform care_form Vårdform; of=kpp_contact
-- dimension: omrade field Område; of=kpp_contact
-- dimension: sjukhus hospital Sjukhus; of=kpp_contact
-- dimension: klinik clinic Klinik; of=kpp_contact
-- dimension: mdc mdc MDC; of=kpp_contact
-- dimension: drg drg DRG; of=kpp_contact
-- dimension: kapitel chapter Diagnoskapitel; of=kpp_contact
-- dimension: kon sex Kön; of=kpp_contact
-- dimension: alder age_group Åldersgrupp; of=kpp_contact
-- dimension: alder65 elderly Under eller över 65; of=kpp_contact
-- dimension: kommun municipality Kommun; of=kpp_contact
-- dimension: fall case Inner-/ytterfall; of=kpp_contact by=regel
SELECT
    kpp_contact.model,
    kpp_contact.year,
    kpp_contact.care_form,
    kpp_contact.field,
    kpp_contact.hospital,
    kpp_contact.clinic,
    kpp_contact.mdc,
    kpp_contact.drg,
    kpp_contact.chapter,
    kpp_contact.sex,
    kpp_contact.age_group,
    kpp_contact.elderly,
    kpp_contact.municipality,
    kpp_contact.case_national,
    kpp_contact.case_own,
    kpp_contact.case_los,
    kpp_contact.case_combined,
    kpp_contact.person_no,
    kpp_contact.days,
    kpp_contact.cost_sek
FROM kpp_contact
SEMI JOIN pathway_person USING (person_no)
