package dashboards

import "testing"

func TestKeptPagesGiveWayInTheOrderOfTheirLastUse(t *testing.T) {
	k := newKept(6)
	k.put("a", []byte("aa"))
	k.put("b", []byte("bb"))
	k.put("c", []byte("cc"))
	k.get("a")
	k.put("d", []byte("dd")) // 8 bytes do not fit in 6: b was used longest ago
	for name, want := range map[string]string{"a": "aa", "b": "", "c": "cc", "d": "dd"} {
		if got := string(k.get(name)); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	k.put("e", []byte("far too long"))
	if k.get("e") != nil || k.get("a") == nil {
		t.Error("a page larger than all room was kept, or drove others out")
	}
}

func TestAUnitIsSetApartFromItsNumber(t *testing.T) {
	for value, want := range map[string][2]string{
		"553\u00a0Mkr":      {"553", "Mkr"},
		"1\u00a0557":        {"1\u00a0557", ""},
		"16,5\u00a0%":       {"16,5\u00a0%", ""},
		"−5,3\u00a0tkr":     {"−5,3", "tkr"},
		"3,4\u00a0per 1000": {"3,4", "per 1000"},
		"saknas":            {"saknas", ""},
	} {
		if number, unit := splitUnit(value); number != want[0] || unit != want[1] {
			t.Errorf("%q parts into %q and %q, want %q", value, number, unit, want)
		}
	}
}
