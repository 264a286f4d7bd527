package ooxml

// A Palette gives the colour of a token: one of the theme, so that a region's own colours are taken up, or a fixed one.
type Palette func(token string) *Element

// colors are the light scheme of the page's style sheet (10-tokens.css); a test compares them.
func colors() map[string]string {
	return map[string]string{
		"ink": "17202B", "ink-2": "46525F", "ink-3": "5C6875", "line-2": "C7CED5", "grid": "EDF0F2",
		"accent": "75295F", "accent-mid": "B987AA", "accent-soft": "F5EBF2", "peer": "A9B3BD", "peer-ink": "5C6875", "band": "E6EAED",
		"spc-good": "1C6FC4", "spc-bad": "C75B00", "spc-common": "7B8794", "spc-limit": "8D98A3",
		"c1": "75295F", "c2": "2F6F9F", "c3": "C08A1E", "c4": "5B6770", "c5": "7FB3C8", "c6": "9A5B35",
	}
}

// Fixed is the page's own colours.
func Fixed(token string) *Element {
	color, known := colors()[token]
	if !known {
		color = colors()["ink"]
	}
	return Val("a:srgbClr", color)
}

// Themed takes categories, accents and ink from the theme of the presentation, the rest as on the page.
func Themed(token string) *Element {
	switch token {
	case "accent", "c1":
		return Val("a:schemeClr", "accent1")
	case "accent-mid":
		return Val("a:schemeClr", "accent1").Add(Val("a:satMod", 55000), Val("a:lumMod", 60000), Val("a:lumOff", 45000))
	case "accent-soft":
		return Val("a:schemeClr", "accent1").Add(Val("a:satMod", 70000), Val("a:lumMod", 20000), Val("a:lumOff", 88000))
	case "c2", "c3", "c4", "c5", "c6":
		return Val("a:schemeClr", "accent"+token[1:])
	case "ink":
		return Val("a:schemeClr", "tx1")
	case "ink-2", "ink-3", "peer-ink":
		return Val("a:schemeClr", "tx1").Add(Val("a:lumMod", 75000), Val("a:lumOff", 25000))
	}
	return Fixed(token)
}

// Fill fills with a token's colour.
func (p Palette) Fill(token string) *Element { return El("a:solidFill", p(token)) }
