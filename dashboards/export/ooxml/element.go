// Package ooxml writes the parts that Office Open XML files (ECMA-376) have in common: XML, packages, and charts in
// DrawingML with the cells they are drawn from.
package ooxml

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
)

// A Node is what stands in an element: an attribute, an element or a text.
type Node interface{ write(*element) }

// An Attr is one attribute.
type Attr struct{ Name, Value string }

// An Element is one element with all in it.
type Element struct {
	name  string
	nodes []Node
}

type text string

type element struct{ attributes, content strings.Builder }

// El makes an element. Nil nodes are left out.
func El(name string, nodes ...Node) *Element { return &Element{name: name, nodes: nodes} }

// Val makes an element whose one attribute is val, as most of DrawingML is.
func Val(name string, value any) *Element { return El(name, At("val", value)) }

// At makes an attribute.
func At(name string, value any) Attr { return Attr{Name: name, Value: fmt.Sprint(value)} }

// Text makes a text.
func Text(value string) Node { return text(value) }

// Add appends nodes.
func (e *Element) Add(nodes ...Node) *Element {
	e.nodes = append(e.nodes, nodes...)
	return e
}

func (a Attr) write(into *element) {
	into.attributes.WriteString(" " + a.Name + `="` + Escape(a.Value) + `"`)
}

func (t text) write(into *element) { into.content.WriteString(Escape(string(t))) }

func (e *Element) write(into *element) {
	if e == nil {
		return
	}
	var own element
	for _, node := range e.nodes {
		if node != nil {
			node.write(&own)
		}
	}
	into.content.WriteString("<" + e.name + own.attributes.String())
	if own.content.Len() == 0 {
		into.content.WriteString("/>")
		return
	}
	into.content.WriteString(">" + own.content.String() + "</" + e.name + ">")
}

// Escape writes a text so that it can stand in XML; characters that XML does not know are replaced.
func Escape(value string) string {
	var out bytes.Buffer
	_ = xml.EscapeText(&out, []byte(value)) // a buffer takes everything
	return out.String()
}

// Document writes the element as a whole XML file.
func (e *Element) Document() []byte {
	var out element
	out.content.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n")
	e.write(&out)
	return []byte(out.content.String())
}
