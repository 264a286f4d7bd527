package analytics

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"klarsyn/sql/duck"
)

// render writes the query with its values as literals, for reading.
func (v *View) render(analysis *Analysis, selection Selection) (string, error) {
	selection, err := v.completed(analysis, selection)
	if err != nil {
		return "", err
	}
	period, err := v.periodOf(analysis, selection)
	if err != nil {
		return "", err
	}
	composed, err := v.instance.compose(analysis, selection, period)
	if err != nil {
		return "", err
	}
	return composed.literal(), nil
}

// executable is the text to send: each typed parameter with its type.
func (q query) executable() string {
	return q.replace(func(b bind) string {
		if b.cast == "" {
			return "$" + b.name
		}
		return "$" + b.name + "::" + b.cast
	})
}

// literal is the text to read: each parameter as its value, quoted.
func (q query) literal() string { return q.replace(func(b bind) string { return literal(b.value) }) }

func (q query) replace(with func(bind) string) string {
	var text strings.Builder
	last := 0
	placeholders(q.text, func(name string, from, to int) {
		at := slices.IndexFunc(q.binds, func(b bind) bool { return b.name == name })
		if at < 0 {
			return
		}
		text.WriteString(q.text[last:from])
		text.WriteString(with(q.binds[at]))
		last = to
	})
	text.WriteString(q.text[last:])
	return text.String()
}

// literal quotes one value: the only place where a value becomes SQL text, and that text is only shown.
func literal(value any) string {
	switch v := value.(type) {
	case string:
		return duck.Quote(v)
	case []string:
		quoted := make([]string, len(v))
		for i, text := range v {
			quoted[i] = duck.Quote(text)
		}
		return "[" + strings.Join(quoted, ", ") + "]"
	case time.Time:
		return "DATE " + duck.Quote(v.Format(time.DateOnly))
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64) + "::DOUBLE"
	}
	return fmt.Sprint(value)
}
