package dashboards

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"klarsyn/dashboards/export"
	"klarsyn/dashboards/render"
)

// A Look is how a file is written where its format leaves a choice. The zero value is the default of each.
type Look struct {
	Dialect export.Dialect // csv
	Width   int            // svg and png: CSS pixels; 0: 900
	Height  int            // svg and png: of the figure itself, without its texts; 0: as high as it wants
	Scale   float64        // png: pixels per CSS pixel; 0: 2
	Scheme  render.Scheme  // svg and png; empty: light
	Form    string         // pdf: rapport (Analysrapport) or kort (Kort analys); empty: rapport
	Engine  string         // pdf: chromium (tagged) or enkel (plain); empty: chromium where it is installed
}

// Keys of the address that choose a look.
const (
	dialectKey = "dialekt"
	widthKey   = "bredd"
	heightKey  = "hojd"
	scaleKey   = "skala"
	schemeKey  = "tema"
	formKey    = "form"
	engineKey  = "motor"
)

// schemes are the colour schemes by their names in addresses.
var schemes = map[string]render.Scheme{"ljust": render.Light, "morkt": render.Dark}

// lookKeys are the keys that a format takes.
func lookKeys(format string) []string {
	switch format {
	case "csv":
		return []string{dialectKey}
	case "pdf":
		return []string{formKey, engineKey}
	case "svg":
		return []string{widthKey, heightKey, schemeKey}
	case "png":
		return []string{widthKey, heightKey, schemeKey, scaleKey}
	}
	return nil
}

// ParseLook takes the keys of a look out of a query string. The rest is the selection.
func ParseLook(query, format string) (rest string, look Look, err error) {
	keys := lookKeys(format)
	var kept []string
	for part := range strings.SplitSeq(query, "&") {
		key, raw, _ := strings.Cut(part, "=")
		if !slices.Contains(keys, key) {
			kept = append(kept, part)
			continue
		}
		if err := look.set(key, unescape(raw)); err != nil {
			return "", look, err
		}
	}
	return strings.Join(kept, "&"), look, nil
}

func (l *Look) set(key, value string) (err error) {
	switch key {
	case dialectKey:
		if l.Dialect, err = export.ParseDialect(value); err != nil {
			return &fault{status: fiber.StatusBadRequest, sentence: "Dialekten " + quoted(value) + " finns inte. Välj svensk eller iso."}
		}
	case widthKey:
		l.Width, err = pixels("Bredden", value, 320, 4000)
	case heightKey:
		l.Height, err = pixels("Höjden", value, 160, 3000)
	case scaleKey:
		if l.Scale, err = strconv.ParseFloat(strings.ReplaceAll(value, ",", "."), 64); err != nil || !(l.Scale >= 0.5 && l.Scale <= 4) {
			return &fault{status: fiber.StatusBadRequest, sentence: "Skalan " + quoted(value) + " går inte. Välj mellan 0,5 och 4."}
		}
	case formKey:
		if value != fullForm && value != shortForm {
			return &fault{status: fiber.StatusBadRequest, sentence: "Formen " + quoted(value) + " finns inte. Välj rapport eller kort."}
		}
		l.Form = value
	case engineKey:
		if value != browserEngine && value != plainEngine {
			return &fault{status: fiber.StatusBadRequest, sentence: "Motorn " + quoted(value) + " finns inte. Välj chromium eller enkel."}
		}
		l.Engine = value
	case schemeKey:
		known := false
		if l.Scheme, known = schemes[value]; !known {
			return &fault{status: fiber.StatusBadRequest, sentence: "Temat " + quoted(value) + " finns inte. Välj ljust eller morkt."}
		}
	}
	return err
}

// name tells looks apart in entity tags.
func (l Look) name() string { return fmt.Sprintf("%+v", l) }

func pixels(what, value string, least, most int) (int, error) {
	number, err := strconv.Atoi(value)
	if err != nil || number < least || number > most {
		return 0, &fault{status: fiber.StatusBadRequest, sentence: what + " " + quoted(value) + " går inte. Välj mellan " +
			strconv.Itoa(least) + " och " + strconv.Itoa(most) + " bildpunkter."}
	}
	return number, nil
}

// filled is the look with its defaults in place of what is not chosen.
func (l Look) filled(wanted int) Look {
	if l.Dialect == "" {
		l.Dialect = export.Swedish
	}
	if l.Width == 0 {
		l.Width = figureWidth
	}
	if l.Height == 0 {
		l.Height = max(wanted, 360)
	}
	if l.Scale == 0 {
		l.Scale = 2
	}
	if l.Scheme == "" {
		l.Scheme = render.Light
	}
	return l
}
