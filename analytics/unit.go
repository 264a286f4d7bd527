package analytics

// A Unit is how a column's numbers are read, by its name in SQL headers.
type Unit struct {
	Name     string  // as in headers
	Suffix   string  // Swedish, after the number; empty for bare counts
	Scale    float64 // derived ratios are multiplied by it: 100 for procent
	Decimals int     // shown
}

// Units lists every unit a header may name.
var Units = map[string]Unit{
	"-":             {Name: "-", Scale: 1},
	"personer":      {Name: "personer", Suffix: "personer", Scale: 1},
	"antal":         {Name: "antal", Scale: 1},
	"väntat_antal":  {Name: "väntat_antal", Scale: 1, Decimals: 1},
	"dagar":         {Name: "dagar", Suffix: "dagar", Scale: 1},
	"medeldagar":    {Name: "medeldagar", Suffix: "dagar", Scale: 1, Decimals: 1},
	"dygn":          {Name: "dygn", Suffix: "dygn", Scale: 1}, // of care, as Vårddygn
	"medeldygn":     {Name: "medeldygn", Suffix: "dygn", Scale: 1, Decimals: 1},
	"år":            {Name: "år", Suffix: "år", Scale: 1, Decimals: 1},
	"årtal":         {Name: "årtal", Scale: 1},
	"procent":       {Name: "procent", Suffix: "%", Scale: 100, Decimals: 1},
	"promille":      {Name: "promille", Suffix: "per 1 000", Scale: 1000, Decimals: 1},
	"per_100":       {Name: "per_100", Suffix: "per 100", Scale: 100, Decimals: 1},
	"per_100_år":    {Name: "per_100_år", Suffix: "per 100 personår", Scale: 100, Decimals: 1},
	"per_personår":  {Name: "per_personår", Suffix: "per personår", Scale: 1, Decimals: 2},
	"kvot":          {Name: "kvot", Scale: 1, Decimals: 2},
	"index":         {Name: "index", Scale: 100, Decimals: 1}, // 100 is as expected
	"personår":      {Name: "personår", Suffix: "personår", Scale: 1, Decimals: 0},
	"kr":            {Name: "kr", Suffix: "kr", Scale: 1, Decimals: 0},
	"drg_poäng":     {Name: "drg_poäng", Suffix: "poäng", Scale: 1, Decimals: 2},
	"vikt":          {Name: "vikt", Scale: 1, Decimals: 4},
	"datum":         {Name: "datum"},
	"månad":         {Name: "månad"}, // text 2024-03
	"kod":           {Name: "kod"},
	"medelinvånare": {Name: "medelinvånare", Suffix: "invånare", Scale: 1, Decimals: 0},
	"invånare":      {Name: "invånare", Suffix: "invånare", Scale: 1},
}
