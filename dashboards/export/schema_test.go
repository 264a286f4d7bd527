package export

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
)

func TestOfficesValidatorFindsNothingInDecksAndWorkbooks(t *testing.T) {
	_, templated, err := onTemplate(t, changed(t, "ppt/theme/theme1.xml", "75295F", "00857C"))
	if err != nil {
		t.Fatal(err)
	}
	whole := document(t)
	whole.Sections = slices.Concat(whole.Sections, written().Sections, compared(t).Sections)
	slides := deck(t, whole)
	for _, c := range []struct {
		name    string
		content []byte
	}{
		{"deck.pptx", slides}, {"book.xlsx", book(t, whole)},
		{"template.pptx", templated}, {"embedded.xlsx", unzip(t, slides)["ppt/embeddings/Microsoft_Excel_Sheet1.xlsx"]},
	} {
		for _, found := range validate(t, c.name, c.content) {
			t.Errorf("%s: %+v", c.name, found)
		}
	}
}

func TestOfficesValidatorFindsAFault(t *testing.T) {
	files := unzip(t, deck(t, document(t)))
	const part, right, wrong = "ppt/charts/chart1.xml", `<c:idx val="0"/><c:order val="0"/>`, `<c:order val="0"/><c:idx val="0"/>`
	if files[part] = bytes.Replace(files[part], []byte(right), []byte(wrong), 1); !bytes.Contains(files[part], []byte(wrong)) {
		t.Fatal("nothing was damaged")
	}
	if len(validate(t, "damaged.pptx", rezip(t, files))) == 0 {
		t.Error("the validator finds nothing in a damaged deck")
	}
}

// The order in which the schemas (ECMA-376 part 1, 19.3, 20.1 and 21.2) want what stands in an element: programs call a
// file damaged that has another. The sequences that are used are listed here, so that this test needs no program; the one
// below asks the validator of Microsoft's Open XML SDK, which knows all of them. (Apache POI cannot: Debian's 4.0.1 lacks the
// classes of PresentationML and most of SpreadsheetML.)
var schemaOrder = map[string]string{
	"chartSpace":   "date1904 lang roundedCorners style clrMapOvr pivotSource protection chart spPr txPr externalData printSettings userShapes",
	"chart":        "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly dispBlanksAs",
	"plotArea":     "layout barChart lineChart scatterChart catAx valAx dTable spPr",
	"barChart":     "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId",
	"lineChart":    "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId",
	"scatterChart": "scatterStyle varyColors ser dLbls axId",
	"ser":          "idx order tx spPr invertIfNegative marker pictureOptions dPt dLbls trendline errBars cat val xVal yVal smooth shape",
	"dPt":          "idx invertIfNegative marker bubble3D explosion spPr",
	"marker":       "symbol size spPr",
	"dLbls":        "dLbl numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize",
	"errBars":      "errDir errBarType errValType noEndCap plus minus val spPr",
	"catAx":        "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses auto lblAlgn lblOffset noMultiLvlLbl",
	"valAx":        "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses crossBetween majorUnit",
	"scaling":      "logBase orientation max min",
	"title":        "tx layout overlay spPr txPr",
	"legend":       "legendPos legendEntry layout overlay spPr txPr",
	"numCache":     "formatCode ptCount pt",
	"strCache":     "ptCount pt",
	"sp":           "nvSpPr spPr style txBody",
	"graphicFrame": "nvGraphicFramePr xfrm graphic",
	"pic":          "nvPicPr blipFill spPr",
	"txBody":       "bodyPr lstStyle p",
	"p":            "pPr r fld br endParaRPr",
	"pPr":          "lnSpc spcBef spcAft buClr buSzPct buFont buNone buChar defRPr",
	"rPr":          "ln solidFill latin ea cs hlinkClick",
	"tc":           "txBody tcPr",
	"tcPr":         "lnL lnR lnT lnB lnTlToBr lnBlToTr noFill solidFill",
	"tbl":          "tblPr tblGrid tr",
	"ln":           "noFill solidFill pattFill prstDash round headEnd tailEnd",
	"presentation": "sldMasterIdLst notesMasterIdLst handoutMasterIdLst sldIdLst sldSz notesSz",
	"sld":          "cSld clrMapOvr",
	"notes":        "cSld clrMapOvr",
}

func TestPartsStandInTheSchemasOrder(t *testing.T) {
	checked := 0
	for name, content := range unzip(t, deck(t, document(t))) {
		if !strings.HasSuffix(name, ".xml") || name == "[Content_Types].xml" {
			continue
		}
		decoder := xml.NewDecoder(bytes.NewReader(content))
		type level struct {
			name string
			last int
		}
		var path []level
		for {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			switch token := token.(type) {
			case xml.StartElement:
				if len(path) > 0 {
					parent := &path[len(path)-1]
					if order, known := schemaOrder[parent.name]; known && (parent.name != "title" || token.Name.Local != "sp") {
						at := slices.Index(strings.Fields(order), token.Name.Local)
						if at < parent.last || at < 0 {
							t.Errorf("%s: %s stands in %s at the wrong place", name, token.Name.Local, parent.name)
						}
						parent.last = at
						checked++
					}
				}
				path = append(path, level{name: token.Name.Local})
			case xml.EndElement:
				path = path[:len(path)-1]
			}
		}
	}
	if checked < 1000 {
		t.Errorf("only %d elements were checked", checked)
	}
}
