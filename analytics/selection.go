package analytics

// A Selection is what a reader has chosen: per query key the values, included or excluded.
// It is the address' query string in canonical order; keys that stand in no Choice follow the page's defaults.
// Selections are values: the methods that change one return a new one.
type Selection struct {
	Choices []KeyChoice // in the page's key order
	space   *space      // the page's keys in the snapshot that parsed it; nil for hand-made ones
}

// A KeyChoice is the values chosen for one key.
type KeyChoice struct {
	Key     string
	Values  []string // url values, in the dimension's order
	Exclude bool     // all values but these (key=-value)
	All     bool     // key=alla: no filter, also where the page has a default
	Default bool     // filled in from the page, not chosen by the reader
}

// A Comparison is two states side by side. Without prefixes in the query both are equal and Two is false.
type Comparison struct {
	A, B Selection
	Two  bool
}
