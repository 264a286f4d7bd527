package code

// KVA is KVÅ, Klassifikation av vårdåtgärder: three letters and two digits of operations (NFB29), two letters and three digits of
// other measures (AF021).
var KVA = &System{Name: "kva", Title: "KVÅ", template: "AA000", is: isKVA, reads: isKVA, joins: isKVA, another: isKVA}

func isKVA(code []byte) bool { return shaped(code, "AAx00") }
