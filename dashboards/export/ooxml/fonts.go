package ooxml

import (
	"cmp"
	"encoding/xml"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// fontOrder is the order in which Office wants what stands in a font, as the validator of the Open XML SDK holds it.
const fontOrder = " b i strike condense extend outline shadow u vertAlign sz color name family charset scheme "

var (
	fontElement = regexp.MustCompile(`(?s)<font>(.*?)</font>`)
	fontChild   = regexp.MustCompile(`<(\w+)[^>]*(?:/>|></\w+>)`)
)

const stylesPart = "xl/styles.xml"

// OrderFonts writes a finished workbook's styles with their fonts in Office's order, which excelize (2.10.1) does not keep:
// Excel forgives it, that validator does not.
func OrderFonts(f *excelize.File) error {
	if f.Styles == nil {
		return nil
	}
	content, err := xml.Marshal(f.Styles)
	if err != nil {
		return err
	}
	ordered := fontElement.ReplaceAllStringFunc(string(content), func(font string) string {
		children := fontChild.FindAllString(strings.TrimSuffix(strings.TrimPrefix(font, "<font>"), "</font>"), -1)
		slices.SortStableFunc(children, func(a, b string) int { return cmp.Compare(fontPlace(a), fontPlace(b)) })
		return "<font>" + strings.Join(children, "") + "</font>"
	})
	f.Styles = nil // excelize would write them anew
	f.Pkg.Store(stylesPart, []byte(xml.Header+ordered))
	return nil
}

func fontPlace(child string) int {
	return strings.Index(fontOrder, " "+fontChild.FindStringSubmatch(child)[1]+" ")
}
