// Package sources holds the ready layouts: one YAML file for each kind of extract that the program knows.
package sources

import "embed"

//go:embed *.yaml
var embedded embed.FS

// Files holds the ready layouts, named <id>.yaml.
func Files() embed.FS { return embedded }
