package code

// NPU is the code of a laboratory analysis: of the international system, or of Sweden's addition to it (SWE). Codes have five digits;
// fewer are taken, as systems of their own number analyses so.
var NPU = &System{Name: "npu", Title: "NPU", template: "NPU00000", is: isNPU, reads: isNPU, joins: isNPU, another: isNPU}

func isNPU(code []byte) bool {
	if len(code) < 4 || len(code) > 8 || string(code[:3]) != "NPU" && string(code[:3]) != "SWE" {
		return false
	}
	return shaped(code[3:], "00000"[:len(code)-3])
}
