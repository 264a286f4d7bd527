package duck

// startup lists the statements that the first connection of an instance runs. A locked instance refuses
// them afterwards.
func startup(options Options) []string {
	var statements []string
	if options.MemoryLimit != "" {
		statements = append(statements, "SET memory_limit = "+Quote(options.MemoryLimit))
	}
	if options.TempDir != "" {
		statements = append(statements, "SET temp_directory = "+Quote(options.TempDir))
	}
	if options.Unordered {
		statements = append(statements, "SET preserve_insertion_order = false")
	}
	if options.Locked {
		statements = append(statements, "SET enable_external_access = false", "SET lock_configuration = true")
	}
	return statements
}
