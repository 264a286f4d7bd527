package rows

import (
	"slices"
	"strings"
	"testing"

	"klarsyn/sql/code"
)

const declared = ",;/|+ "

func TestAListGivesItsCodesHoweverTheyAreParted(t *testing.T) {
	for _, c := range []struct{ by, list, want string }{
		{declared, "I50.9, E11.9", "I509 E119"},
		{declared, "I509;E119", "I509 E119"},
		{declared, "I509/E119", "I509 E119"},
		{declared, "I509|E119", "I509 E119"},
		{declared, "I509+E119", "I509 E119"},
		{declared, "I50.9  E11.9", "I509 E119"},
		{declared, "I50.9 E11.9", "I509 E119"},
		{declared, "I50.9\u00a0E11.9", "I509 E119"},
		{declared, "I50.9,E11.9,", "I509 E119"},
		{declared, ";I50.9;;E11.9", "I509 E119"},
		{declared, "I 50.9", "I509"},
		{declared, "I 50.9 E 11.9", "I509 E119"},
		{declared, "I 50 9", "I509"},
		{declared, "I50,9", "I509"},
		{declared, "I50,9,E11,9", "I509 E119"},
		{declared, "I50.9 Hjärtsvikt", "I509"},
		{declared, "I50.9 Hjärtsvikt, E11.9 Diabetes typ 2", "I509 E119"},
		{declared, "I50.9 Hjärtsvikt E11.9 Diabetes", "I509 E119"},
		{declared, "Hjärtsvikt I50.9", "I509"},
		{declared, "I50.9- P", "I509"},
		{declared, "E10.4+ G63.2*", "E104 G632"},
		{declared, "E10.4†G63.2*", "!"}, // † is declared by nobody
		{declared, "i50.9;e11.9", "I509 E119"},
		{declared, "I5O.9", "!"},
		{declared, "I50.9 I5O.9 E11.9", "I509 ! E119"},
		{declared, "I509 41099 E119", "I509 ! E119"},
		{declared, "Hjärtsvikt", "!"},
		{declared, " ", ""},
		{declared, ", ;", ""},
		{" ", "I509 E119", "I509 E119"},
		{" ", "I509   E119 ", "I509 E119"},
		{" ", "I50.9,", "I509"},
		{" ", "I50.9;E11.9", "!"}, // not declared
		{",", "I509,E119", "I509 E119"},
		{",", "I509,,E119", "I509 - E119"}, // a part is missing, and keeps its place
		{",", "I509 Hjärtsvikt, svår", "I509 !"},
		{",", ",I509", "- I509"},
	} {
		s := newSeparators(c.by, code.ICD10)
		if got := codesOf(&s, c.list); got != c.want {
			t.Errorf("%q parted by %q: got %q, want %q", c.list, c.by, got, c.want)
		}
	}
}

// codesOf writes the codes of a list: - where one is missing, ! where something else stands.
func codesOf(s *separators, list string) string {
	var codes []string
	for _, item := range s.split(nil, []byte(list)) {
		normal, ok := s.system.Normal(string(item))
		switch {
		case len(item) == 0:
			normal = "-"
		case !ok:
			normal = "!"
		}
		codes = append(codes, normal)
	}
	return strings.Join(codes, " ")
}

func TestAListOfOtherTextsIsPartedAtItsSeparatorsOnly(t *testing.T) {
	s := newSeparators(",; ", nil)
	var got []string
	for _, item := range s.split(nil, []byte("a b;c,9 ;; d")) {
		got = append(got, string(item))
	}
	if want := []string{"a", "b", "c", "9", "d"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// However true codes are written and parted, they are the codes that are found, in their order.
func FuzzListsOfCodes(f *testing.F) {
	f.Add(uint64(1), uint64(2))
	codes := []string{"I509", "E119", "G318A", "C50", "S7200", "J449", "Z038"}
	ways := []func(string) string{
		func(c string) string { return c },
		strings.ToLower,
		func(c string) string { return c[:3] + "." + c[3:] },
		func(c string) string { return c + "*" },
		func(c string) string { return c + " Text utan kod" },
		func(c string) string { return c + "-" },
		func(c string) string { return "\u200b" + c },
	}
	parts := []string{",", ", ", ";", " ; ", "/", "|", " | ", "+", " ", "  "}
	f.Fuzz(func(t *testing.T, seed, more uint64) {
		s := newSeparators(declared, code.ICD10)
		var list strings.Builder
		var want []string
		for ; seed > 0; seed, more = seed/7, more/3 {
			one := codes[seed%7]
			if len(want) > 0 {
				list.WriteString(parts[more%10])
			}
			list.WriteString(ways[(seed/7+more)%7](one))
			want = append(want, one)
		}
		if got := codesOf(&s, list.String()); got != strings.Join(want, " ") {
			t.Fatalf("%q: got %q, want %q", list.String(), got, strings.Join(want, " "))
		}
	})
}
