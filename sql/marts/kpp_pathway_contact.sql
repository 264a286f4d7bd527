-- title: Vårdförloppens personer i KPP
-- about: Vårdkontakter i KPP hos dem som hör till något vårdförlopp, med personens nummer i stället för pseudonym.
-- grain: one row per costed contact and cost model of a pathway person
-- from: kpp_contact, pathway_person
-- remarks: kpp/avstamning_bokslut
-- sorted: model, year, person_no
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
