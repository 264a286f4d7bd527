package pages

import (
	"html"
	"html/template"
	"strconv"
	"strings"

	"klarsyn/dashboards/prose"
)

// Prose writes a text of simple Markdown for a page. Only the elements named here can come of it.
func Prose(text string) template.HTML {
	var out strings.Builder
	list := "" // the element that is open around items
	for _, block := range prose.Parse(text) {
		element, wanted := "p", ""
		switch {
		case block.Kind == prose.Heading:
			element = "h4"
		case block.Kind == prose.Item && block.Number > 0:
			element, wanted = "li", "ol"
		case block.Kind == prose.Item:
			element, wanted = "li", "ul"
		}
		if list != wanted {
			if list != "" {
				out.WriteString("</" + list + ">")
			}
			switch {
			case wanted == "ol" && block.Number > 1:
				out.WriteString(`<ol start="` + strconv.Itoa(block.Number) + `">`)
			case wanted != "":
				out.WriteString("<" + wanted + ">")
			}
			list = wanted
		}
		out.WriteString("<" + element + ">")
		for _, run := range block.Runs {
			out.WriteString(written(run))
		}
		out.WriteString("</" + element + ">")
	}
	if list != "" {
		out.WriteString("</" + list + ">")
	}
	return template.HTML(out.String())
}

func written(run prose.Run) string {
	text := strings.ReplaceAll(html.EscapeString(run.Text), "\n", "<br>")
	if run.Italic {
		text = "<em>" + text + "</em>"
	}
	if run.Bold {
		text = "<b>" + text + "</b>"
	}
	if run.Link != "" {
		text = `<a href="` + html.EscapeString(run.Link) + `" rel="noreferrer">` + text + "</a>"
	}
	return text
}

// Listed writes texts without marks as a list.
func Listed(texts []string) template.HTML {
	var out strings.Builder
	out.WriteString("<ul>")
	for _, text := range texts {
		out.WriteString("<li>" + html.EscapeString(text) + "</li>")
	}
	out.WriteString("</ul>")
	return template.HTML(out.String())
}
