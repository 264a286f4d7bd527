package code

// NPU is the code of a laboratory analysis: of the international system, or of Sweden's addition to it (SWE).
var NPU = &System{Name: "npu", Title: "NPU", template: "NPU00000", is: isNPU, reads: isNPU, joins: isNPU, another: isNPU}

func isNPU(code []byte) bool {
	return shaped(code, "AAA00000") && (string(code[:3]) == "NPU" || string(code[:3]) == "SWE")
}
