package pages

import "testing"

func TestProseWritesSimpleMarkdownAndNothingElse(t *testing.T) {
	for _, c := range []struct{ source, want string }{
		{"", ""},
		{"Ett **fett** och *lutat* ord.\n\nNästa", "<p>Ett <b>fett</b> och <em>lutat</em> ord.</p><p>Nästa</p>"},
		{"# Metod\n- a\n- b\n\nEfter", "<h4>Metod</h4><ul><li>a</li><li>b</li></ul><p>Efter</p>"},
		{"3. c\n4. d", `<ol start="3"><li>c</li><li>d</li></ol>`},
		{"- a\n\n1. b", "<ul><li>a</li></ul><ol><li>b</li></ol>"},
		{"[se](https://exempel.se/?a=1&b=2)", `<p><a href="https://exempel.se/?a=1&amp;b=2" rel="noreferrer">se</a></p>`},
		{"<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"},
		{`[x](javascript:alert(1)) ![y](https://ond.se/y.png "t")`, "<p>x y</p>"},
		{`[x](https://exempel.se/"onmouseover="alert(1))`, `<p><a href="https://exempel.se/%22onmouseover=%22alert%281%29" rel="noreferrer">x</a></p>`},
	} {
		if got := string(Prose(c.source)); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.source, got, c.want)
		}
	}
}
