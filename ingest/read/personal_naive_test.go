package read

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/runenames"
)

// plainSigns writes each character of a text that can be seen as one of 0–9, a blank, - + . / _ , e (of an exponent), a (a letter) or ?.
func plainSigns(text string) string {
	var out strings.Builder
	power := regexp.MustCompile(`^[eE]\+?[0-9]`)
	for at, c := range text {
		before := ""
		if n := out.Len(); n > 0 {
			before = out.String()[n-1:]
		}
		switch s := signOf(c); {
		case s == hidden:
		case power.MatchString(text[at:]) && before >= "0" && before <= "9":
			out.WriteByte('e')
		case s.isDigit():
			out.WriteByte('0' + byte(s))
		default:
			out.WriteByte(map[sign]byte{blank: ' ', dash: '-', plus: '+', point: '.', slash: '/', underscore: '_', comma: ',', letter: 'a', other: '?'}[s])
		}
	}
	return out.String()
}

var (
	parts     = regexp.MustCompile(`\d+|\D+`)
	oneGap    = regexp.MustCompile(`^( {1,4}|,|[- ]{1,4}|[+ ]{1,4}|[. ]{1,4}|[/ ]{1,4}|[_ ]{1,4})$`)
	leftCode  = regexp.MustCompile(`[0-9ae._-]*$`)
	rightCode = regexp.MustCompile(`^[0-9ae._-]*`)
	tail      = regexp.MustCompile(`^[.,](0+)(\d?)`)
	lastGap   = regexp.MustCompile(`(\d*)(\D*)$`)
	firstGap  = regexp.MustCompile(`^(\D*)(\d*)`)
	powers    = regexp.MustCompile(`^(?:(\d+)[.,])?(\d+)e\+?(\d{1,2})$`)
	hasDigit  = regexp.MustCompile(`\d`)
	hasLetter = regexp.MustCompile(`[ae]`)
	zeroes    = strings.Repeat("0", 12)
)

// naiveSeen looks at every part of the text by the words of the finder's definition.
func naiveSeen(text string) sighting {
	signs, most := plainSigns(text), nothing
	digit := func(at int) bool { return at >= 0 && at < len(signs) && signs[at] >= '0' && signs[at] <= '9' }
	for i := range signs {
		for j := i + 1; j <= len(signs); j++ {
			if digit(i) && digit(j-1) && !digit(i-1) && !digit(j) {
				most = max(most, naiveWindow(signs[:i], signs[i:j], signs[j:]), naivePower(signs[:i], signs[i:j], signs[j:]))
			}
		}
	}
	return most
}

func naivePower(before, part, after string) sighting {
	found := powers.FindStringSubmatch(part)
	if found == nil {
		return nothing
	}
	whole, exponent := len(found[1]), 0
	if found[1] == "" {
		whole = len(found[2])
	}
	exponent, _ = strconv.Atoi(found[3])
	number := found[1] + found[2]
	size := whole + exponent
	if size != 10 && size != 12 || len(number) > size || len(number) < size-3 {
		return nothing
	}
	beside := leftCode.FindString(before) + rightCode.FindString(after)
	if hasDigit.MatchString(beside) || hasLetter.MatchString(beside) || !naiveNumber((number + zeroes)[:size]) {
		return nothing
	}
	return plainly
}

func naiveWindow(before, part, after string) sighting {
	var sizes, gaps []string
	number := ""
	for i, p := range parts.FindAllString(part, -1) {
		if i%2 == 0 {
			sizes, number = append(sizes, strconv.Itoa(len(p))), number+p
			continue
		}
		if !oneGap.MatchString(p) {
			return nothing
		}
		gaps = append(gaps, p)
	}
	if !naiveNumber(number) {
		return nothing
	}
	way := strings.Join(sizes, " ")
	kind := func(gap string) string { return (strings.ReplaceAll(gap, " ", "") + " ")[:1] }
	thousands := way == "3 3 3 3" || way == "1 3 3 3"
	if slices.Contains(gaps, ",") && !thousands {
		return nothing
	}
	anyhow := false
	switch way {
	case "10", "12", "6 4", "8 4", "2 6 4", "3 3 3 3", "1 3 3 3":
	case "2 2 2 4", "4 2 2 4":
		whole := strings.Trim(before+after, " ") == ""
		if kind(gaps[0]) != kind(gaps[1]) || kind(gaps[2]) == " " && kind(gaps[0]) != " " && !whole {
			return nothing
		}
	default:
		last, _ := strconv.Atoi(sizes[len(sizes)-1])
		even := len(slices.Compact(slices.Clone(sizes))) == 1
		decimals := len(gaps) == 1 && gaps[0] == "."
		if decimals || last != 1 && len(number) == 10 || last < 4 && !even {
			return nothing
		}
		anyhow = true
	}
	beside := lastGap.FindStringSubmatch(before)
	if len(gaps) == 0 && beside[1] != "" && beside[2] == "," && len(beside[1]) < 10 {
		return nothing
	}
	joins := func(digits, gap string) bool { return digits != "" && gap != "," && oneGap.MatchString(gap) }
	left, right := leftCode.FindString(before), rightCode.FindString(after)
	if found := tail.FindStringSubmatch(after); found != nil && found[2] == "" {
		after = after[len(found[0]):]
	}
	next := firstGap.FindStringSubmatch(after)
	switch {
	case hasDigit.MatchString(left + rightCode.FindString(after)), anyhow && (joins(beside[1], beside[2]) || joins(next[2], next[1])):
		return nothing
	case !hasLetter.MatchString(left + right):
		return plainly
	case way == "10":
		return nothing
	}
	return inCode
}

// naiveNumber asks the calendar for the day, and adds up the Luhn digit by its words.
func naiveNumber(number string) bool {
	years := []string{""}
	switch len(number) {
	case 10:
		years = []string{"19", "20"}
	case 12:
		if number[:2] != "19" && number[:2] != "20" {
			return false
		}
	default:
		return false
	}
	ten := number[len(number)-10:]
	day, _ := strconv.Atoi(ten[4:6])
	if day > 60 {
		day -= 60
	}
	exists := slices.ContainsFunc(years, func(century string) bool {
		_, err := time.Parse("20060102", (century + number)[:6]+fmt.Sprintf("%02d", day))
		return err == nil
	})
	return exists && luhnOf(ten[:9]) == ten[9]
}

func FuzzTheFinderAgreesWithANaiveOne(f *testing.F) {
	for _, text := range []string{
		"Ring 198112289874, tack", "1981-12-28 9874", "811228 - 9874 kr", "19 81 12 28 98 74", "1.98112289874E+11x", "198.112.289.874,00", "a811228-9874_2", "0,8112289874",
		"1 9 8 1 1 2 2 8 9 8 7 4 1", "198112289874.00.1", "8112289874E0,5", "٨١١٢٢٨-٩٨٧٤", "811228-9874,811228-9874", "198112289 874", "1981 12289874 1",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 80 || !utf8.ValidString(text) {
			return
		}
		if got, want := new(finder).seen([]byte(text)), naiveSeen(text); got != want {
			t.Errorf("%q: seen %d, naively %d", text, got, want)
		}
	})
}

// Texts put together of what numbers are made of meet the finder's corners more often than random bytes do.
func TestTheFinderAgreesWithANaiveOneOnTextsOfItsOwnPieces(t *testing.T) {
	random := rand.New(rand.NewPCG(10, 1))
	pieces := []string{"198112289874", "8112289874", "811228", "19811228", "9874", "1981", "12", "28", "19", "0", "00", "1", "98", "74", "198", "112", "289", "874", "8", ".", ",", "-", " ",
		"  ", "+", "/", "_", "e", "E+11", "E+9", "E11", "a", "(", "–", "\u200b", "1.98112289874", "1 9 8 1 1 2 2 8 9 8 7 4"}
	seen := map[sighting]int{}
	for range 15_000 {
		var text string
		for range 1 + random.IntN(8) {
			text += pieces[random.IntN(len(pieces))]
		}
		got := new(finder).seen([]byte(text))
		if want := naiveSeen(text); got != want {
			t.Fatalf("%q: seen %d, naively %d", text, got, want)
		}
		seen[got]++
	}
	if seen[plainly] < 300 || seen[inCode] < 80 || seen[nothing] < 300 {
		t.Errorf("the texts show little: %v", seen)
	}
}

func TestEveryDecimalDigitOfUnicodeHasItsValue(t *testing.T) {
	names := []string{"ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE"}
	digits := 0
	for c := rune(0); c <= unicode.MaxRune; c++ {
		if !unicode.Is(unicode.Nd, c) {
			continue
		}
		name := runenames.Name(c)
		if name == "" {
			continue // newer than the list of names
		}
		digits++
		if s := signOf(c); !s.isDigit() || !strings.HasSuffix(name, "DIGIT "+names[s]) {
			t.Errorf("%U %s is taken for %d", c, name, s)
		}
	}
	if digits < 500 {
		t.Errorf("only %d digits were tried", digits)
	}
}

// The guard's price: how many harmless texts of each kind it takes for personal numbers.
func TestHarmlessTextsAreSeldomTakenForPersonalNumbers(t *testing.T) {
	const tries = 20_000
	random := rand.New(rand.NewPCG(10, 2))
	digits := func(n int) string {
		var out []byte
		for range n {
			out = append(out, byte('0'+random.IntN(10)))
		}
		return string(out)
	}
	at := func() time.Time { return time.Unix(946_684_800+random.Int64N(30*365*86400), 0).UTC() }
	day := func(layout string) func() string { return func() string { return at().Format(layout) } }
	hex := func(n int) string {
		var out strings.Builder
		for range n {
			fmt.Fprintf(&out, "%x", random.IntN(16))
		}
		return out.String()
	}
	for name, c := range map[string]struct {
		text func() string
		most float64 // share
	}{
		// Twelve months of 100, 61 days of 100 (half of them + 60) and the Luhn digit leave 0.73 %.
		"ten random digits":         {func() string { return digits(10) }, 0.009},
		"ten after six and a dash":  {func() string { return digits(6) + "-" + digits(4) }, 0.009},
		"twelve random digits":      {func() string { return digits(12) }, 0.0005},
		"eleven":                    {func() string { return digits(11) }, 0},
		"thirteen, such as a GTIN":  {func() string { return digits(13) }, 0},
		"twenty":                    {func() string { return digits(20) }, 0},
		"a letter and ten digits":   {func() string { return "S" + digits(10) }, 0},
		"day and time":              {day("2006-01-02 15:04"), 0},
		"with seconds":              {day("2006-01-02 15:04:05"), 0},
		"ISO":                       {day("2006-01-02T15:04:05"), 0},
		"with microseconds":         {day("2006-01-02 15:04:05.000000"), 0},
		"Swedish time":              {day("2006-01-02 15.04"), 0},
		"Swedish time, in words":    {day("Inlagd 2006-01-02 kl 15.04, utskriven 2006-01-02 kl. 1504"), 0},
		"compact with colon":        {day("20060102 15:04"), 0},
		"compact with seconds":      {day("20060102150405"), 0},
		"of a log":                  {day("20060102T1504"), 0},
		"American":                  {day("01/02/2006 1504"), 0},
		"European":                  {day("02.01.2006 15.04"), 0},
		"two days":                  {func() string { return at().Format("2006-01-02") + " – " + at().Format("2006-01-02") }, 0},
		"two compact days":          {func() string { return at().Format("20060102") + "-" + at().Format("20060102") }, 0},
		"a day and an amount":       {func() string { return "Besök " + at().Format("2006-01-02") + " " + digits(4) + " kr" }, 0},
		"amounts":                   {func() string { return digits(1) + " " + digits(3) + " " + digits(3) + ",50" }, 0},
		"decimals":                  {func() string { return "0." + digits(10) }, 0},
		"decimals with comma":       {func() string { return "0," + digits(10) }, 0},
		"sixteen digits of a float": {func() string { return strconv.FormatFloat(random.Float64()*2e5, 'f', -1, 64) }, 0.0005},
		"coordinates":               {func() string { return digits(7) + "." + digits(3) + ", " + digits(6) + "." + digits(3) }, 0},
		"mobile numbers":            {func() string { return "07" + digits(1) + "-" + digits(3) + " " + digits(2) + " " + digits(2) }, 0},
		"abroad":                    {func() string { return "+467" + digits(8) }, 0},
		"of Stockholm":              {func() string { return "08-" + digits(3) + " " + digits(3) + " " + digits(2) }, 0},
		"organisations":             {func() string { return "55" + strconv.Itoa(2+random.IntN(8)) + digits(3) + "-" + digits(4) }, 0},
		"UUID":                      {func() string { return hex(8) + "-" + hex(4) + "-4" + hex(3) + "-a" + hex(3) + "-" + hex(12) }, 0},
		"SHA-256":                   {func() string { return hex(64) }, 0},
		"Base32-like pseudonyms":    {func() string { return "P" + strings.ToUpper(hex(11)) }, 0},
		"years":                     {func() string { return "2019 2020 20" + digits(2) }, 0},
		// Their digits are those of a personal number born on that day: only the Luhn digit tells, and lets one of ten pass.
		"compact day and time":     {day("200601021504"), 0.11},
		"a day and a serial":       {func() string { return at().Format("20060102-") + digits(4) }, 0.11},
		"mobile numbers, compact":  {func() string { return "07" + digits(8) }, 0.01},
		"ids of a day and a count": {func() string { return "V" + at().Format("20060102") + digits(4) }, 0.11},
	} {
		taken := 0
		var example string
		for range tries {
			if text := c.text(); new(finder).seen([]byte(text)) != nothing {
				taken++
				example = text
			}
		}
		if share := float64(taken) / tries; share > c.most {
			t.Errorf("%s: %.3f %% are taken for personal numbers, at most %.3f %% may be; %q is", name, 100*share, 100*c.most, example)
		}
	}
}
