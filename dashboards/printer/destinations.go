package printer

import (
	"regexp"
	"strings"
)

var (
	object      = regexp.MustCompile(`(?s)(\d+) 0 obj\n(<<.*?>>)\nendobj`)
	kids        = regexp.MustCompile(`/Kids \[([^\]]*)\]`)
	reference   = regexp.MustCompile(`(\d+) 0 R`)
	destination = regexp.MustCompile(`/([A-Za-z0-9-]+) \[(\d+) 0 R /XYZ`)
)

// Destinations tells on which page, counted from 1, each anchor that a link leads to stands. Chromium cannot write page
// numbers into a list of contents, so that a page is printed twice: the first time to learn them. What Chromium writes is
// read here, not PDF in general; an anchor that is not found has no number.
func Destinations(file []byte) map[string]int {
	children, isChild := map[string][]string{}, map[string]bool{}
	for _, found := range object.FindAllSubmatch(file, -1) {
		content := string(found[2])
		if !strings.Contains(content, "/Type /Pages") {
			continue
		}
		list := kids.FindStringSubmatch(content)
		if list == nil {
			continue
		}
		for _, child := range reference.FindAllStringSubmatch(list[1], -1) {
			children[string(found[1])] = append(children[string(found[1])], child[1])
			isChild[child[1]] = true
		}
	}
	number := map[string]int{}
	var walk func(string)
	walk = func(id string) {
		below, branch := children[id]
		if !branch {
			number[id] = len(number) + 1
			return
		}
		for _, child := range below {
			walk(child)
		}
	}
	for id := range children {
		if !isChild[id] {
			walk(id)
		}
	}
	pages := map[string]int{}
	for _, found := range destination.FindAllSubmatch(file, -1) {
		if page, known := number[string(found[2])]; known {
			pages[string(found[1])] = page
		}
	}
	return pages
}
