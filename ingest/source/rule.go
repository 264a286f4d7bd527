package source

import "slices"

// DefaultLimit is the share of a file's records that may break one rule before a load stops. Fewer records than DefaultLeast stop it only
// when they are more than DefaultMost of the file, which is also what all rules together may hold back.
const (
	DefaultLimit = 0.01
	DefaultLeast = 10
	DefaultMost  = 0.5
)

// The rules that hold back one record.
const (
	Missing         = "missing"           // a required value is missing
	NotANumber      = "not_a_number"      // text where a number is wanted
	NotADate        = "not_a_date"        // no declared format fits, or the day does not exist
	NotABoolean     = "not_a_boolean"     // neither true nor false
	NoCode          = "no_code"           // text that is no code of the column's system, such as ICD-10-SE
	UnknownCode     = "unknown_code"      // not in the code map, or not allowed by the schema
	PatternMismatch = "pattern_mismatch"  // the declared pattern does not fit
	OutOfRange      = "out_of_range"      // age outside 0–120 and other bounds
	CostOutOfRange  = "cost_out_of_range" // below 0 or above MaxCost
	ImplausibleDate = "implausible_date"  // a day or year outside the bounds of its column, see Bounds
	EndBeforeStart  = "end_before_start"  //
	UnknownContact  = "unknown_contact"   // a child row of a contact that no file holds
	UnknownPatient  = "unknown_patient"   // with patients: complete
	RepeatedKey     = "repeated_key"      // the same key with different content in one file
	KeyCollision    = "key_collision"     // the same key for different things: another source, person or care form
	FieldCount      = "wrong_field_count" // more or fewer fields than the header
	UnbalancedQuote = "unbalanced_quote"  // a quoted field without an end, or with text after it
	CellTooLong     = "cell_too_long"     // a cell too long to be a value
	InexactNumber   = "inexact_number"    // a whole number so large that its binary type cannot tell it from the next one
	UnsavedFormula  = "unsaved_formula"   // a workbook's formula without a stored value
)

// MaxCost is the highest cost of one contact or cost item that is believed, in SEK.
const MaxCost = 50_000_000

// explanations holds what a reader of the quarantine is told per rule, after the column's name.
var explanations = map[string]string{
	Missing:         "obligatoriskt värde saknas",
	NotANumber:      "inte ett tal i deklarerat format",
	NotADate:        "inte ett datum i deklarerat format, eller en dag som inte finns",
	NotABoolean:     "varken sant eller falskt",
	NoCode:          "ingen kod i kolumnens kodverk",
	UnknownCode:     "okänd kod",
	PatternMismatch: "följer inte det deklarerade mönstret",
	OutOfRange:      "utanför tillåtna gränser",
	CostOutOfRange:  "kostnad under 0 eller över 50 000 000 kr",
	ImplausibleDate: "orimligt datum: före 1950 eller efter inläsningens dag eller --period (födelseår före 1880), eller utanför källans dates",
	EndBeforeStart:  "slutar före sin början",
	UnknownContact:  "hör till en vårdkontakt som inte finns i någon fil",
	UnknownPatient:  "personen finns inte i det fullständiga personregistret",
	RepeatedKey:     "samma nyckel med olika innehåll i samma fil",
	KeyCollision:    "samma nyckel står för olika uppgifter",
	FieldCount:      "fel antal fält",
	UnbalancedQuote: "citattecken utan slut, eller text efter det",
	CellTooLong:     "för långt värde",
	InexactNumber:   "talet har fler siffror än filen kan hålla exakt; leverera kolumnen som text",
	UnsavedFormula:  "formel utan sparat värde; öppna och spara filen i Excel",
}

// Explain is the Swedish sentence for a rule that a record broke. It never holds a value.
func Explain(rule string) string { return explanations[rule] }

// advice says what to do about a rule that stops a load, where the rule has an answer of its own.
var advice = map[string]string{
	KeyCollision: "do files or sources number their contacts by themselves? then write keep_apart: file or keep_apart: source; are the rows of another source's contacts? " +
		"then name that source in contacts_of; was a person or care form corrected? then leave the older record out, or load all deliveries into a new data folder",
	UnknownContact: "is the file with the contacts missing, or are their ids kept apart by keep_apart in its source?",
}

// Advice is what to do about a rule that stops a load.
func Advice(rule string) string {
	if text, ok := advice[rule]; ok {
		return text
	}
	return "correct the extract or the source"
}

// RecordRules lists the rules that hold back records, sorted; they are the keys that limits takes.
func RecordRules() []string {
	var rules []string
	for rule := range explanations {
		rules = append(rules, rule)
	}
	slices.Sort(rules)
	return rules
}
