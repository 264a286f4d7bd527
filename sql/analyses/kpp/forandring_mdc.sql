-- title: Förändring per MDC
-- about: Skillnaden i kostnad mellan två år, delad i volym (fler eller färre vårdkontakter till första årets baskostnad i snitt), case-mix (andra vårdkontakter, till
--    första årets baskostnad per vårdform och DRG), styckkostnad (ny baskostnad för samma vårdform och DRG) och ytterfall (kostnad över gränsen enligt vald regel;
--    vårdtidsregeln har ingen gräns i kronor, kombinerad regel har den egna kostnadsgränsen). Baskostnad är kostnaden upp till årets gräns, utan gräns hela kostnaden.
--    Vårdkontakter utan DRG eller i MDC 99 är en egen cell; en ny cell räknas till sin egen baskostnad; saknas vårdkontakter ett av åren är all bas volym.
--    Termerna räknas oavrundat och visas i ören; den största tar resten, så att de ger hela skillnaden. Delningen görs inom varje MDC: en förskjutning mellan MDC är där volym. Celler går aldrig över sjukhusgränser.
--    Löpande priser eller fasta, enligt valet Prisnivå; gränserna är sitt års i löpande priser.
-- grain: one row per MDC with contacts in either year
-- uses: kpp/forandring_delar
-- bind: by_hospital = false
-- bind: by_clinic = false
-- bind: by_mdc = true
-- column: mdc VARCHAR kod MDC; labels=kpp_contact.mdc
-- column: from_year BIGINT årtal Från
-- column: to_year BIGINT årtal Till
-- column: contacts_from BIGINT antal Vårdkontakter första året; n=contacts_from
-- column: contacts_to BIGINT antal Vårdkontakter andra året; n=contacts_to
-- column: cost_from_sek DOUBLE kr Kostnad första året; n=contacts_from
-- column: cost_to_sek DOUBLE kr Kostnad andra året; n=contacts_to
-- column: volume_sek DOUBLE kr Volym; n=fewest_contacts part_of=total_sek
-- column: case_mix_sek DOUBLE kr Case-mix; n=fewest_contacts part_of=total_sek
-- column: unit_cost_sek DOUBLE kr Styckkostnad; n=fewest_contacts part_of=total_sek
-- column: outlier_sek DOUBLE kr Ytterfall; n=fewest_outliers part_of=total_sek
-- column: total_sek DOUBLE kr Hela skillnaden; n=fewest_contacts
-- column: fewest_contacts BIGINT antal Minsta antal vårdkontakter bakom en skillnad; n=fewest_contacts hidden=yes
-- column: fewest_outliers BIGINT antal Minsta antal ytterfall bakom en skillnad; n=fewest_outliers hidden=yes
-- chart: table
-- direction: neutral
-- source: Domänens avsnitt 1.4; uppdelning enligt beställningens definition
-- owner: Klarsyn, KPP
-- status: published
-- reviewed: 2026-11-25
-- next_review: 2027-11-25
SELECT
    mdc,
    from_year,
    to_year,
    contacts_from,
    contacts_to,
    cost_from_sek,
    cost_to_sek,
    volume_sek,
    case_mix_sek,
    unit_cost_sek,
    outlier_sek,
    total_sek,
    fewest_contacts,
    fewest_outliers
FROM forandring_delar
ORDER BY mdc
