package saved

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

// laughs is a file whose parts name the parts before ten times each.
func laughs(levels int) string {
	var text strings.Builder
	text.WriteString("a0: &a0 x\n")
	for i := 1; i < levels; i++ {
		fmt.Fprintf(&text, "a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d,", i-1), 10), ","))
	}
	return text.String()
}

func TestAFileThatWouldTakeMoreThanItsBytesIsRefusedBeforeItIsDecoded(t *testing.T) {
	blocks := func(levels int) string {
		var text strings.Builder
		for i := range levels {
			text.WriteString(strings.Repeat(" ", i) + "a:\n")
		}
		return text.String()
	}
	for name, text := range map[string]string{
		"billion laughs": laughs(12), "an anchor": strings.Replace(whole, "rubrik: ", "rubrik: &a ", 1), "an alias of nothing": "rubrik: *a\n", "a merge": "<<: {schema: 1}\n",
		"an alias of itself": "a: &a [*a]\n", "flow lists": "rubrik: " + strings.Repeat("[", 100_000), "closed flow lists": "rubrik: " + strings.Repeat("[", 50_000) + strings.Repeat("]", 50_000),
		"flow maps": "rubrik: " + strings.Repeat("{a: ", 100_000), "items on one line": strings.Repeat("- ", 100_000) + "x", "keys on one line": strings.Repeat("? ", 100_000) + "x",
		"blocks": blocks(1_300), "a huge scalar": "rubrik: " + strings.Repeat("x", 2<<20), "a scalar that just fits": "rubrik: " + strings.Repeat("x", 1<<19),
		"many anchors": strings.Repeat("- &a x\n", 50_000), "tags": strings.Repeat("- !a ", 20_000) + "x",
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began := time.Now()
		_, err := Parse("x.yaml", []byte(text))
		took := time.Since(began)
		runtime.ReadMemStats(&after)
		if err == nil {
			t.Errorf("%s: read", name)
		}
		if used := (after.TotalAlloc - before.TotalAlloc) >> 20; took > 10*time.Second || used > 600 {
			t.Errorf("%s, %d kB: %v and %d MB", name, len(text)>>10, took, used)
		}
		if len(err.Error()) > 2000 {
			t.Errorf("%s: the message has %d bytes", name, len(err.Error()))
		}
	}
	if _, err := Parse("x.yaml", []byte(whole)); err != nil {
		t.Errorf("a whole file: %v", err)
	}
}
