package ingest

import (
	"errors"
	"strings"
	"testing"

	"klarsyn/ingest/source"
)

const (
	stays     = "VTF_ID;LOPNR;ENHET;NIVA;MVO;INDATUM;UTDATUM;PAGAENDE;PVARD;INSATT;UTSATT;DRG;DRG_VERSION;VIKT;MDC;OMRADE;ALDER;KON;LK;HDIA;DIA1;OP;OPD1;TOTKOST"
	costs     = "kontakt_id;lopnr;total_kostnad;ytterfall;kostnadsgrans"
	visitList = "KontaktId;Löpnr;Kontakttyp;Enhet;Yrkeskategori;Besöksdatum;Ålder;Kön;Kommun;Diagnoser;Åtgärder;Kostnad"
)

// numbered writes a stay a line: number and person.
func numbered(pairs ...string) string {
	lines := []string{stays}
	for i := 0; i < len(pairs); i += 2 {
		lines = append(lines, pairs[i]+";"+pairs[i+1]+";U;SJUKHUS;101;20240101;20240111;0;2;3;3;E47A;2024;1,0;05;SOM;75;1;1380;I509;;;;")
	}
	return text(lines...)
}

// seen writes a primary care visit a line: number and person.
func seen(pairs ...string) string {
	lines := []string{visitList}
	for i := 0; i < len(pairs); i += 2 {
		lines = append(lines, pairs[i]+";"+pairs[i+1]+";Mottagningsbesök;V1;Läkare;2024-02-01;60;2;1380;I10;;900,00")
	}
	return text(lines...)
}

// lenient are sources whose limits let a load of few records be published whatever is held back.
func lenient(t *testing.T, refs ...string) []*source.Source {
	t.Helper()
	var list []*source.Source
	for _, ref := range refs {
		src := sourceOf(t, ref)
		src.Limits = map[string]float64{}
		for _, rule := range source.RecordRules() {
			src.Limits[rule] = 1
		}
		list = append(list, src)
	}
	return list
}

// Two loads may follow each other; sums are read, loaded, replaced, quarantined by file of the last.
func TestAKeyIsReplacedByTheSameSourcePersonAndCareFormOnly(t *testing.T) {
	contact := func(lines ...string) string {
		return text(append([]string{"contact_id,patient_id,care_form,started_at"}, lines...)...)
	}
	for name, test := range map[string]struct {
		sources       []string
		before, files []string
		sums          string
		contacts      string // id, person, care form
		told          []string
	}{
		"a correction in a newer file": {sources: []string{"par-slutenvard"}, files: []string{"par_sv_1.csv", numbered("1", "P", "2", "Q"), "par_sv_2.csv", numbered("1", "P")},
			sums: "par_sv_1.csv 2 1 1 0\npar_sv_2.csv 1 1 0 0", contacts: "1 P inpatient\n2 Q inpatient"},
		"two hospitals' numbering": {sources: []string{"par-slutenvard"}, files: []string{"par_sv_halmstad.csv", numbered("1", "P", "2", "Q", "3", "O"), "par_sv_varberg.csv", numbered("1", "R", "2", "S", "4", "T")},
			sums: "par_sv_halmstad.csv 3 1 0 2\npar_sv_varberg.csv 3 1 0 2", contacts: "3 O inpatient\n4 T inpatient", told: []string{"samma nyckel i par_sv_halmstad.csv och par_sv_varberg.csv, men olika personer", "samma nyckel i par_sv_varberg.csv och par_sv_halmstad.csv, men olika personer"}},
		"three files, of which two agree": {sources: []string{"par-slutenvard"}, files: []string{"par_sv_a.csv", numbered("1", "P"), "par_sv_b.csv", numbered("1", "P", "5", "Q"), "par_sv_c.csv", numbered("1", "R")},
			sums: "par_sv_a.csv 1 0 0 1\npar_sv_b.csv 2 1 0 1\npar_sv_c.csv 1 0 0 1", contacts: "5 Q inpatient"},
		"another source's contacts": {sources: []string{"par-slutenvard", "primarvard"}, files: []string{"par_sv_2024.csv", numbered("1", "P"), "primarvard_2024.csv", seen("1", "R", "2", "R")},
			sums: "par_sv_2024.csv 1 0 0 1\nprimarvard_2024.csv 2 1 0 1", contacts: "2 R primary", told: []string{"par_sv_2024.csv och primarvard_2024.csv, men olika personer"}},
		"another source, the same person": {sources: []string{"par-slutenvard", "canonical"}, files: []string{"contact.csv", contact("1,P,inpatient,2024-01-01"), "par_sv_2024.csv", numbered("1", "P")},
			sums: "contact.csv 1 0 0 1\npar_sv_2024.csv 1 0 0 1", told: []string{"samma nyckel ur olika källor, i contact.csv och par_sv_2024.csv"}},
		"another care form": {sources: []string{"canonical"}, before: []string{"contact.csv", contact("1,P,inpatient,2024-01-01")}, files: []string{"contact.csv", contact("1,P,outpatient,2024-01-01", "2,P,primary,2024-01-01")},
			sums: "contact.csv 2 1 0 1", contacts: "1 P inpatient\n2 P primary", told: []string{"samma nyckel i contact.csv och contact.csv, men olika vårdformer"}},
		"an earlier delivery of another source": {sources: []string{"par-slutenvard", "primarvard"}, before: []string{"par_sv_2024.csv", numbered("1", "P")}, files: []string{"primarvard_2024.csv", seen("1", "P", "2", "P")},
			sums: "primarvard_2024.csv 2 1 0 1", contacts: "1 P inpatient\n2 P primary", told: []string{"primarvard_2024.csv och par_sv_2024.csv, men olika vårdformer"}},
		"an earlier delivery of another person": {sources: []string{"par-slutenvard"}, before: []string{"par_sv_1.csv", numbered("1", "P")}, files: []string{"par_sv_2.csv", numbered("1", "R", "2", "R")},
			sums: "par_sv_2.csv 2 1 0 1", contacts: "1 P inpatient\n2 R inpatient"},
		"an earlier delivery corrected": {sources: []string{"par-slutenvard"}, before: []string{"par_sv_1.csv", numbered("1", "P")}, files: []string{"par_sv_2.csv", numbered("1", "P", "2", "R")},
			sums: "par_sv_2.csv 2 2 0 0", contacts: "1 P inpatient\n2 R inpatient"},
		"repeats within a file speak for their key": {sources: []string{"par-slutenvard"}, files: []string{"par_sv_a.csv", numbered("1", "P", "1", "R"), "par_sv_b.csv", numbered("1", "P")},
			sums: "par_sv_a.csv 2 0 0 2\npar_sv_b.csv 1 0 0 1"},
		"a cost that another source's visit has": {sources: []string{"primarvard", "kpp-vardkontakt"}, files: []string{"kpp_vardkontakt_2024.csv", text(costs, "1;P;100;0;", "2;P;100;0;"), "primarvard_2024.csv", seen("1", "P", "2", "P", "3", "P")},
			sums: "kpp_vardkontakt_2024.csv 2 0 0 2\nprimarvard_2024.csv 3 1 0 2", contacts: "3 P primary", told: []string{"samma nyckel ur olika källor, i kpp_vardkontakt_2024.csv och primarvard_2024.csv"}},
		"costs of a shared numbering": {sources: []string{"par-slutenvard", "kpp-vardkontakt"}, files: []string{"kpp_vardkontakt_2024.csv", text(costs, "1;P;100;0;", "2;;100;0;"), "par_sv_2024.csv", numbered("1", "P", "2", "Q")},
			sums: "kpp_vardkontakt_2024.csv 2 2 0 0\npar_sv_2024.csv 2 2 0 0", contacts: "1 P inpatient\n2 Q inpatient"},
		"costs of another person's stay": {sources: []string{"par-slutenvard", "kpp-vardkontakt"}, files: []string{"kpp_vardkontakt_2024.csv", text(costs, "1;R;100;0;", "2;Q;100;0;"), "par_sv_2024.csv", numbered("1", "P", "2", "Q")},
			sums: "kpp_vardkontakt_2024.csv 2 1 0 1\npar_sv_2024.csv 2 2 0 0", contacts: "1 P inpatient\n2 Q inpatient", told: []string{"nyckeln i kpp_vardkontakt_2024.csv är en annan persons vårdkontakt i par_sv_2024.csv"}},
		"costs of another person's earlier stay": {sources: []string{"par-slutenvard", "kpp-vardkontakt"}, before: []string{"par_sv_2024.csv", numbered("1", "P", "2", "Q")}, files: []string{"kpp_vardkontakt_2024.csv", text(costs, "1;R;100;0;", "2;Q;100;0;", "3;Q;100;0;")},
			sums: "kpp_vardkontakt_2024.csv 3 1 0 2", contacts: "1 P inpatient\n2 Q inpatient"},
		"diagnoses of another source's contact": {sources: []string{"par-slutenvard", "canonical"}, files: []string{"diagnosis.csv", text("contact_id,position,code", "1,2,I10", "9,1,I10"), "par_sv_2024.csv", numbered("1", "P")},
			sums: "diagnosis.csv 2 0 0 2\npar_sv_2024.csv 1 1 0 0", contacts: "1 P inpatient", told: []string{"hör till en vårdkontakt ur en annan källa: nyckeln i diagnosis.csv står i par_sv_2024.csv"}},
		"a procedure of another person": {sources: []string{"canonical"}, files: []string{"contact.csv", contact("1,P,inpatient,2024-01-01"), "procedure.csv", text("contact_id,patient_id,code", "1,R,AF021", "1,P,AF022", "1,,AF023")},
			sums: "contact.csv 1 1 0 0\nprocedure.csv 3 2 0 1", contacts: "1 P inpatient"},
		"costs of contacts whose keys collide": {sources: []string{"par-slutenvard", "primarvard", "kpp-vardkontakt"}, before: []string{"par_sv_2024.csv", numbered("1", "P")}, files: []string{"kpp_vardkontakt_2024.csv", text(costs, "1;P;100;0;", "2;R;100;0;"), "par_sv_2025.csv", numbered("2", "R", "1", "Z")},
			sums: "kpp_vardkontakt_2024.csv 2 1 0 1\npar_sv_2025.csv 2 1 0 1", contacts: "1 P inpatient\n2 R inpatient", told: []string{"hör till en vårdkontakt vars nyckel står för olika uppgifter, i par_sv_2025.csv och par_sv_2024.csv"}},
		"two sources of one person": {sources: []string{"personregister", "canonical"}, files: []string{"patient.csv", text("patient_id,birth_year", "P,1950", "Q,1960"), "personregister.csv", text("LopNr;Fodelsear;Kon;Kommun;Dod;Utflyttad;Listning", "P;1951;1;1380;;;")},
			sums: "patient.csv 2 1 0 1\npersonregister.csv 1 0 0 1"},
		"one source's person in a newer file": {sources: []string{"canonical"}, before: []string{"patient.csv", text("patient_id,birth_year", "P,1950")}, files: []string{"patient.csv", text("patient_id,birth_year", "P,1951")},
			sums: "patient.csv 1 1 0 0"},
	} {
		t.Run(name, func(t *testing.T) {
			data := t.TempDir()
			load := func(pairs ...string) (*Report, error) {
				options := canonical(t, data, deliver(t, pairs...))
				options.Sources = lenient(t, test.sources...)
				return Load(t.Context(), options)
			}
			if test.before != nil {
				if _, err := load(test.before...); err != nil {
					t.Fatal(err)
				}
			}
			report, err := load(test.files...)
			var gate *GateError
			if err != nil && !errors.As(err, &gate) {
				t.Fatal(err)
			}
			var sums []string
			for _, f := range report.Files {
				sums = append(sums, strings.Join([]string{f.File, digits(f.Read), digits(f.Loaded), digits(f.Replaced), digits(f.Quarantined)}, " "))
			}
			if got := strings.Join(sums, "\n"); got != test.sums {
				t.Errorf("sums:\n%s\nwant:\n%s", got, test.sums)
			}
			var told strings.Builder
			for _, f := range report.Faults {
				told.WriteString(f.Rule + ": " + f.Message + "\n")
			}
			for _, want := range test.told {
				if !strings.Contains(told.String(), "key_collision: ") || !strings.Contains(told.String(), want) {
					t.Errorf("not told: %s\n%s", want, told.String())
				}
			}
			if err == nil {
				wanted(t, open(t, data), "SELECT contact_id, patient_id, care_form FROM contact ORDER BY ALL", test.contacts)
			}
		})
	}
}
