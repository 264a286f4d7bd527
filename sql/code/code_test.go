package code

import (
	"strings"
	"testing"
)

// spellings holds, per system, what must be read as what; "" is no code of the system.
var spellings = map[*System]map[string]string{
	ICD10: {
		"I509": "I509", "i509": "I509", "I50.9": "I509", "I50,9": "I509", "I 50.9": "I509", " I50.9\u00a0": "I509", "I50 9": "I509",
		"I50.9 Hjärtsvikt": "I509", "I50.9, Hjärtsvikt": "I509", "I50.9: hjärtsvikt": "I509", "I50.9 - Hjärtsvikt UNS": "I509", "I50.9- P": "I509", "I50.9 (Hjärtsvikt)": "I509",
		"I 50.9 Hjärtsvikt": "I509", "I 50.0 Hjärtsvikt": "I500", "I50 2 gånger": "I50", "E11.9 Diabetes typ 2": "E119", "I50.9-": "I509", "I50-": "I50", "I50.-": "I50", "I10.9*": "I109",
		"A18.1†": "A181", "G63.2*": "G632", "E10.4+": "E104", "Y83!": "Y83", "H36.0 *": "H360", "I5\u200b0.9": "I509", "\ufeffI509": "I509",
		"I\u00ad509\u2060": "I509", "I50\u200d9": "I509", "Ｉ５０．９": "I509", "I\u202f50.9": "I509", "\u3000I50.9": "I509",
		"I50.9–": "I509", "'I509": "I509", "\"I50.9\"": "I509", "I50.9\u202c": "I509",
		"F32.10": "F3210", "Z03.8": "Z038", "U07.1": "U071", "G318A": "G318A", "G31.8A": "G318A", "K590A": "K590A", "J06-P": "J06P", "J06.9P": "J069P",
		"S72.00": "S7200", "S72001A": "S72001A", "S72.001A": "S72001A", "T36.0X1A": "T360X1A", "C50": "C50",
		"I50.9, E11.9": "", "I509;E119": "", "I509/E119": "", "I50 E11": "", "I50E11": "", "I50-I52": "", "I50.9 E11.9 Diabetes": "",
		"I5O.9": "", "l5o.9": "", "І50.9": "", "Ι50.9": "", "IS0.9": "", "I50.9²": "", "I50?": "", "I50.9é": "", "I5": "", "I": "", "": "", " ": "", "-": "", "*": "",
		"41099": "", "410A": "", "410.9": "", "591,99": "", "Hjärtsvikt": "", "Hjärtsvikt I50.9": "", "509": "", "II50.9": "", "I50.99999": "", "#N/A": "",
		"0000": "", "-1": "", "HJÄRTSVIKT": "", "2024-01-01": "", "XI50": "", "I50.9\x00": "", "I50.9\xff": "",
	},
	KVA: {
		"AF021": "AF021", "af021": "AF021", "AF 021": "AF021", "AF021-": "AF021", "AF-021": "AF021", "AF021 ": "AF021", "NFB29": "NFB29", "nfb 29": "NFB29",
		"TFP00": "TFP00", "ZXA10": "ZXA10", "PH002": "PH002", "AF021 Ultraljud hjärta": "AF021", "AF 021 UKG": "AF021", "AF021*": "AF021", "AF.021": "AF021",
		"ＡＦ０２１": "AF021", "AF\u200b021": "AF021",
		"AF02": "", "AF0211": "", "AF021 NFB29": "", "AF021,NFB29": "", "3722": "", "02703DZ": "", "0000": "", "-1": "", "AFO2I": "", "АF021": "", "UKG": "", "": "",
	},
	ATC: {
		"C": "C", "C07": "C07", "C07A": "C07A", "C07AB": "C07AB", "C07AB02": "C07AB02", "c07ab02": "C07AB02", "C07A B02": "C07AB02", "C07 AB 02": "C07AB02",
		"C07AB02 Metoprolol": "C07AB02", "C07AB02, metoprolol 50 mg": "C07AB02", "C07A B02 Metoprolol": "C07AB02", "B03BA01 Vitamin B12": "B03BA01",
		"C07AB02-": "C07AB02", "C07.AB.02": "C07AB02", "Ｃ０７ＡＢ０２": "C07AB02", "C07AB\u206002": "C07AB02",
		"C07AB0": "", "C0": "", "C07AB022": "", "C07ABO2": "", "СO7AB02": "", "С07AB02": "", "C07AB02 C07AB07": "", "C07AB02/C03CA01": "", "Metoprolol": "", "123456": "", "": "",
	},
	DRG: {
		"E47A": "E47A", "e47a": "E47A", "E 47A": "E47A", "E47 A": "E47A", "F13C": "F13C", "E47A Hjärtsvikt och chock": "E47A", "E47A-": "E47A", "194": "194", "194.0": "194",
		"194 Heart failure": "194", "194 HF": "194", "194-3": "194", "014A": "014A", "X30O": "X30O", "EB03A": "EB03A", "1": "1", "H58O": "H58O",
		"E47A F13C": "", "E47A/F13C": "", "HJÄRTA": "", "Е47A": "", "E4712345": "", "Okänd": "", "AAA": "", "": "", "-": "", "saknas": "",
	},
	MVO: {
		"101": "101", "046": "046", "46": "046", "101.0": "101", "101 Internmedicin": "101", "101-": "101", "１０１": "101", " 101": "101", "101, Internmedicin avd 12": "101",
		"1010": "", "101 301": "", "101/301": "", "MED": "", "1O1": "", "A01": "", "": "",
	},
	MDC: {"05": "05", "5": "05", "5.0": "05", "05 Cirkulationsorganen": "05", "99": "99", "E": "", "105": "", "": ""},
	NPU: {
		"NPU21571": "NPU21571", "npu21571": "NPU21571", "NPU 21571": "NPU21571", "NPU-21571": "NPU21571", "NPU21571 P—NT-proBNP": "NPU21571", "SWE05001": "SWE05001",
		"NPU\u200b21571": "NPU21571",
		"NPU1":           "NPU1", "NPU2157": "NPU2157",
		"21571": "", "NPU": "", "NPU215711": "", "NPU21571 NPU02636": "", "NPUO1571": "", "BNP": "", "ΝPU21571": "", "": "",
	},
}

func TestASpellingIsReadAsItsCodeAndNothingElseAsOne(t *testing.T) {
	for system, cases := range spellings {
		for text, want := range cases {
			got, ok := system.Normal(text)
			if got != want || ok != (want != "") {
				t.Errorf("%s %q: got %q, %v; want %q", system.Name, text, got, ok, want)
			}
		}
	}
}

func TestWhatBeginsCodesIsToldFromWhatDoesNot(t *testing.T) {
	for _, c := range []struct {
		system     *System
		text, want string
	}{
		{ICD10, "C", "C"}, {ICD10, "i5", "I5"}, {ICD10, "I50.", "I50"}, {ICD10, "I50", "I50"}, {ICD10, "5", ""}, {ICD10, "", ""}, {ICD10, "Å", ""},
		{ATC, "c07", "C07"}, {ATC, "C0", "C0"}, {ATC, "C07AB0", "C07AB0"}, {ATC, "C07AX", "C07AX"}, {ATC, "0", ""},
		{KVA, "NFB", "NFB"}, {KVA, "af0", "AF0"}, {KVA, "1", ""}, {NPU, "NPU", "NPU"}, {NPU, "XYZ", ""}, {DRG, "E47", "E47"},
		{MVO, "1", "1"}, {MVO, "10", "10"}, {MVO, "A", ""}, {MVO, "101", "101"},
	} {
		if got, ok := c.system.Begins(c.text); ok != (c.want != "") || ok && got != c.want {
			t.Errorf("%s %q: got %q, %v; want %q", c.system.Name, c.text, got, ok, c.want)
		}
	}
}

// What is read is a code that stands: it is read as itself, and its spellings in small letters, with blanks around and with marks are.
func FuzzACodeThatIsReadIsReadAsItself(f *testing.F) {
	for _, cases := range spellings {
		for text := range cases {
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, system := range Systems {
			code, ok := system.Normal(text)
			if !ok {
				continue
			}
			if !system.Is([]byte(code)) || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != "" {
				t.Fatalf("%s: %q is read as %q, which is no code", system.Name, text, code)
			}
			for _, other := range []string{code, strings.ToLower(code), "\u00a0" + code + "-", code + "†", "\ufeff" + code + " Text ÅÄÖ"} {
				if again, ok := system.Normal(other); !ok || again != code {
					t.Fatalf("%s: %q is read as %q; %q as %q", system.Name, text, code, other, again)
				}
			}
		}
	})
}

func BenchmarkAppend(b *testing.B) {
	for name, text := range map[string]string{"clean": "I509", "point": "I50.9", "text": "I50.9 Hjärtsvikt, ospecificerad"} {
		b.Run(name, func(b *testing.B) {
			out, from := make([]byte, 0, 64), []byte(text)
			for b.Loop() {
				out, _ = ICD10.Append(out[:0], from)
			}
		})
	}
}
