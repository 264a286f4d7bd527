package pages

import "html/template"

// strokes are the paths of 16 px line icons.
var strokes = map[string]string{
	"undo":    "M5.5 3.5 2.5 6.5l3 3M3 6.5h6a3.75 3.75 0 0 1 0 7.5H6.5",
	"redo":    "M10.5 3.5l3 3-3 3M13 6.5H7a3.75 3.75 0 0 0 0 7.5h2.5",
	"clear":   "M2.5 13.5h11M4.5 10.5l6-6 3 3-5 5h-2z",
	"close":   "M4 4l8 8M12 4l-8 8",
	"filter":  "M2 4h12M4.5 8h7M6.5 12h3",
	"fold":    "M10 4L6 8l4 4",
	"search":  "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10M10.7 10.7L14 14",
	"down":    "M4 6l4 4 4-4",
	"lock":    "M3.5 7.5h9v6h-9zM5.5 7.5v-2a2.5 2.5 0 0 1 5 0v2",
	"mark":    "M4 2.5h8v11L8 10.7l-4 2.8z",
	"compare": "M8 2v12M2.5 5H6v6H2.5zM10 5h3.5v6H10z",
	"more":    "M3.5 8h.01M8 8h.01M12.5 8h.01",
	"table":   "M2.5 3.5h11v9h-11zM2.5 6.5h11M6.5 6.5v6",
	"info":    "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M8 7.5V11M8 5h.01",
	"alert":   "M8 2.5L14.5 13.5h-13zM8 6.5v3.5M8 12h.01",
	"code":    "M5 5L2 8l3 3M11 5l3 3-3 3M9 3.5l-2 9",
	"export":  "M8 2.5v7M5 7l3 3 3-3M3 11.5v2h10v-2",
	"large":   "M9.5 2.5h4v4M13.5 2.5L9 7M6.5 13.5h-4v-4M2.5 13.5L7 9",
	"chart":   "M3 13.5V9M8 13.5V3M13 13.5V6.5",
	"print":   "M4.5 6V2.5h7V6M4.5 11.5h-2v-5h11v5h-2M4.5 9.5h7v4h-7z",
	"edit":    "M10.5 3l2.500 2.500-7.500 7.500H3v-2.500z",
	"remove":  "M3 4.500h10M6 4.500v-2h4v2M4.500 4.500l.7 9h5.600l.7-9",
	"save":    "M3 2.500h8l2 2v9H3zM5.500 2.500v4h5v-4M5.500 13.500v-4h5v4",
	"up":      "M8 13V3.500M4 7.500l4-4 4 4",
	"sink":    "M8 3v9.500M4 8.500l4 4 4-4",
	"list":    "M3 4h.01M6 4h7.5M3 8h.01M6 8h7.5M3 12h.01M6 12h7.5",
}

// icon draws a line icon that screen readers pass over.
func icon(name string) template.HTML {
	width := ""
	if name == "more" {
		width = ` stroke-width="2.4"`
	}
	return template.HTML(`<svg class="ico" viewBox="0 0 16 16" aria-hidden="true"><path d="` + strokes[name] + `"` + width + `/></svg>`)
}
