-- title: Vårdförloppens invånare i KPP
-- about: Vårdkontakter i KPP under hela kalenderår hos dem som lever, bor i regionen och hör till ett vårdförlopp vid årets slut, också kontakter för annat.
-- grain: one row per pathway, and costed contact and cost model of a person who belongs to it at the end of the contact's year
-- from: kpp_contact, pathway_standing
-- remarks: kpp/avstamning_bokslut
-- sorted: model, pathway, year, person_no
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
    pathway_standing.pathway,
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
JOIN pathway_standing ON pathway_standing.person_no = kpp_contact.person_no AND pathway_standing.year = kpp_contact.year
