package rows

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// keysOf notes the keys of rows of two texts.
func keysOf(rows ...[2]value) *Keys {
	k := &Keys{fields: []int{0, 1}}
	for _, row := range rows {
		k.add(row[:])
	}
	return k
}

func TestKeysAreEqualInAllPartsOrNotAtAll(t *testing.T) {
	text := func(s string) value { return value{given: true, text: []byte(s)} }
	number := func(n int64) value { return value{given: true, number: n} }
	missing := value{}
	for name, c := range map[string]struct {
		a, b [2]value
		same bool
	}{
		"equal":                      {[2]value{text("a"), text("b")}, [2]value{text("a"), text("b")}, true},
		"other last part":            {[2]value{text("a"), text("b")}, [2]value{text("a"), text("c")}, false},
		"parts the other way round":  {[2]value{text("a"), text("b")}, [2]value{text("b"), text("a")}, false},
		"parted elsewhere":           {[2]value{text("a"), text("bc")}, [2]value{text("ab"), text("c")}, false},
		"both missing a part":        {[2]value{text("a"), missing}, [2]value{text("a"), missing}, true},
		"missing and 0":              {[2]value{text("a"), missing}, [2]value{text("a"), number(0)}, false},
		"missing elsewhere":          {[2]value{missing, text("a")}, [2]value{text("a"), missing}, false},
		"other number":               {[2]value{text("a"), number(1)}, [2]value{text("a"), number(-1)}, false},
		"zero and its opposite":      {[2]value{text("a"), {given: true}}, [2]value{text("a"), {given: true, float: negativeZero()}}, true},
		"texts alike in 20 of signs": {[2]value{text("aaaaaaaaaaaaaaaaaaaa1"), missing}, [2]value{text("aaaaaaaaaaaaaaaaaaaa2"), missing}, false},
	} {
		if found := Repeat([]*Keys{keysOf(c.a), keysOf(c.b)}); found != c.same {
			t.Errorf("%s: in two files, repeat is %t, want %t", name, found, c.same)
		}
		if found := Repeat([]*Keys{keysOf(c.a, c.b)}); found != c.same {
			t.Errorf("%s: in one file, repeat is %t, want %t", name, found, c.same)
		}
	}
	if Repeat(nil) || Repeat([]*Keys{keysOf()}) {
		t.Error("no rows repeat")
	}
}

func negativeZero() float64 { zero := 0.0; return -zero }

func TestOneRepeatAmongManyKeysIsFound(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		n := 1 + random.IntN(5000)
		files := []*Keys{keysOf(), keysOf(), keysOf()}
		add := func(i int) {
			files[random.IntN(3)].add([]value{{given: true, text: fmt.Append(nil, "contact ", i)}, {given: true, number: 1}})
		}
		for i := range n {
			add(i)
		}
		if Repeat(files) {
			t.Fatalf("%d different keys are said to repeat", n)
		}
		add(random.IntN(n))
		if !Repeat(files) {
			t.Fatalf("the one repeat among %d keys is not found", n)
		}
	}
}
