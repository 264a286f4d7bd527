package drawing

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// state is what an element takes over from those around it.
type state struct {
	at                         matrix
	width, height              float64 // of the viewport
	fill, stroke               string
	fillOpacity, strokeOpacity float64
	opacity                    float64 // of everything
	line                       Line
	size                       float64
	bold                       bool
	anchor                     string
	clips                      []Path
}

func initial(d *Drawing) state {
	return state{at: matrix{1, 0, 0, 1, 0, 0}, width: d.Width, height: d.Height, fill: "#000", stroke: "none", fillOpacity: 1, strokeOpacity: 1, opacity: 1,
		line: Line{Width: 1}, size: 16, anchor: "start"}
}

// within is the state inside an element: its attributes, and its style before them.
func (s state) within(e *element) (state, error) {
	for _, attribute := range e.Attributes {
		if err := s.set(attribute.Name.Local, attribute.Value); err != nil {
			return s, err
		}
	}
	for declaration := range strings.SplitSeq(e.attribute("style"), ";") {
		name, value, found := strings.Cut(declaration, ":")
		if !found {
			continue
		}
		if err := s.set(strings.TrimSpace(name), strings.TrimSpace(value)); err != nil {
			return s, err
		}
	}
	return s, nil
}

func (s *state) set(name, value string) (err error) {
	number := func() float64 {
		var parsed float64
		if parsed, err = strconv.ParseFloat(strings.TrimSuffix(value, "px"), 64); err != nil {
			err = fmt.Errorf("%s is %q, not a number", name, value)
		}
		return parsed
	}
	switch name {
	case "transform":
		var own matrix
		if own, err = parseTransform(value); err == nil {
			s.at = s.at.times(own)
		}
	case "fill":
		s.fill = value
	case "stroke":
		s.stroke = value
	case "fill-opacity":
		s.fillOpacity = number()
	case "stroke-opacity":
		s.strokeOpacity = number()
	case "opacity":
		s.opacity *= number()
	case "stroke-width":
		s.line.Width = number()
	case "stroke-linecap":
		s.line.Cap = value
	case "stroke-linejoin":
		s.line.Join = value
	case "stroke-dasharray":
		s.line.Dashes, err = dashes(value)
	case "font-size":
		s.size = number()
	case "font-weight":
		weight, fault := strconv.Atoi(value)
		s.bold = value == "bold" || value == "bolder" || fault == nil && weight >= 600
	case "text-anchor":
		s.anchor = value
	}
	return err
}

func dashes(value string) ([]float64, error) {
	if value == "none" {
		return nil, nil
	}
	list, err := numbers(value)
	if err != nil {
		return nil, err
	}
	if len(list)%2 == 1 { // as SVG does
		list = append(list, list...)
	}
	return list, nil
}

func (l Line) scaled(by float64) Line {
	l.Width *= by
	scaled := make([]float64, len(l.Dashes))
	for i, dash := range l.Dashes {
		scaled[i] = dash * by
	}
	l.Dashes = scaled
	return l
}

// paint reads a colour.
func paint(value string, opacity float64) (Paint, error) {
	value = strings.TrimSpace(value)
	switch {
	case value == "none", value == "transparent", opacity <= 0:
		return Paint{}, nil
	case strings.HasPrefix(value, "#"):
		digits := value[1:]
		if len(digits) == 3 {
			digits = string([]byte{digits[0], digits[0], digits[1], digits[1], digits[2], digits[2]})
		}
		code, err := strconv.ParseUint(digits, 16, 32)
		if err != nil || len(digits) != 6 {
			return Paint{}, fmt.Errorf("the colour %q is not known", value)
		}
		return Paint{uint8(code >> 16), uint8(code >> 8), uint8(code), math.Min(opacity, 1)}, nil
	case strings.HasPrefix(value, "rgb"):
		inside, _, _ := strings.Cut(value[strings.Index(value, "(")+1:], ")")
		parts, err := numbers(inside)
		if err != nil || len(parts) < 3 {
			return Paint{}, fmt.Errorf("the colour %q is not known", value)
		}
		if len(parts) > 3 {
			opacity *= parts[3]
		}
		if opacity <= 0 {
			return Paint{}, nil
		}
		return Paint{uint8(parts[0]), uint8(parts[1]), uint8(parts[2]), math.Min(opacity, 1)}, nil
	}
	return Paint{}, fmt.Errorf("the colour %q is not known", value)
}

// numberOr is a length in pixels, or another where there is none.
func numberOr(value string, other float64) float64 {
	if parsed, err := strconv.ParseFloat(strings.TrimSuffix(value, "px"), 64); err == nil {
		return parsed
	}
	return other
}

func numbers(text string) ([]float64, error) {
	var list []float64
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' || r == '\n' }) {
		parsed, err := strconv.ParseFloat(part, 64)
		if err != nil {
			return nil, fmt.Errorf("%q is not a number", part)
		}
		list = append(list, parsed)
	}
	return list, nil
}
