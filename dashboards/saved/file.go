package saved

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml"
)

// mostBytes is the size of the largest file that is read.
const mostBytes = 1 << 20

// Parse reads one file. Unknown and repeated keys, values of the wrong kind and everything that Faults names are refused,
// each with the file's name, line and key.
func Parse(name string, content []byte) (Analysis, error) {
	var analysis Analysis
	if len(content) > mostBytes {
		return analysis, fmt.Errorf("%s: filen är större än 1 MB", name)
	}
	if err := bound(content); err != nil {
		return analysis, fmt.Errorf("%s: %w", name, err)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(content), yaml.Strict())
	err := decode(decoder, &analysis)
	if errors.Is(err, io.EOF) {
		return analysis, fmt.Errorf("%s: filen är tom", name)
	}
	if err != nil {
		return analysis, fmt.Errorf("%s: %s", name, explain(err))
	}
	if err := decode(decoder, &Analysis{}); !errors.Is(err, io.EOF) {
		return analysis, fmt.Errorf("%s: filen ska hålla en analys, inte flera", name)
	}
	faults := analysis.Faults()
	if len(faults) == 0 {
		return analysis, nil
	}
	list := make([]error, len(faults))
	for i, fault := range faults {
		fault.Line = Line(content, fault.Key)
		list[i] = fmt.Errorf("%s: %w", name, fault)
	}
	return analysis, errors.Join(list...)
}

// decode reads the next document. Some broken texts, a tagged list among them, make the library (goccy/go-yaml 1.19.2) panic.
func decode(decoder *yaml.Decoder, into *Analysis) (err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("texten går inte att läsa som YAML")
		}
	}()
	return decoder.Decode(into)
}

// explain puts what the YAML reader says on one line, with its place. What it quotes of the file may hold anything: signs that
// no reader sees, and a terminal could obey, are shown as �.
func explain(err error) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return unicode.ReplacementChar
		}
		return r
	}, located(err))
}

func located(err error) string {
	var found yaml.Error
	if !errors.As(err, &found) {
		return err.Error()
	}
	text := found.GetMessage()
	if name, unknown := strings.CutPrefix(text, "unknown field "); unknown {
		text = "nyckeln " + name + " finns inte"
	}
	if token := found.GetToken(); token != nil && token.Position != nil {
		text = fmt.Sprintf("rad %d: %s", token.Position.Line, text)
	}
	return text
}

// Line is where a key stands in a file, or where the nearest key above it does; 0: nowhere.
func Line(content []byte, key string) int {
	for key != "" {
		if path, err := yaml.PathString("$." + key); err == nil {
			if node, err := path.ReadNode(bytes.NewReader(content)); err == nil && node != nil && node.GetToken() != nil {
				return node.GetToken().Position.Line
			}
		}
		key = key[:max(strings.LastIndexAny(key, ".["), 0)]
	}
	return 0
}

// Format writes an analysis as its file. Times are kept to the second.
func (a Analysis) Format() ([]byte, error) {
	content, err := yaml.MarshalWithOptions(a, yaml.UseLiteralStyleIfMultiline(true), yaml.IndentSequence(true))
	if err != nil {
		return nil, fmt.Errorf("write the analysis: %w", err)
	}
	return content, nil
}

// tidy is the analysis as it is kept: line ends of one kind, no space around texts.
func (a Analysis) tidy() Analysis {
	clean := func(text string) string {
		lines := strings.Split(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "\n")
		for i, line := range lines {
			lines[i] = strings.TrimRight(strings.ToValidUTF8(line, ""), " \t")
		}
		return strings.Trim(strings.Join(lines, "\n"), "\n")
	}
	a.Title, a.Responsible = strings.TrimSpace(clean(a.Title)), strings.TrimSpace(clean(a.Responsible))
	a.Background, a.Purpose, a.Benefit = clean(a.Background), clean(a.Purpose), clean(a.Benefit)
	a.Questions, a.Parts = slices.Clone(a.Questions), slices.Clone(a.Parts)
	for i := range a.Questions {
		a.Questions[i] = strings.TrimSpace(clean(a.Questions[i]))
	}
	for i := range a.Parts {
		a.Parts[i].Heading, a.Parts[i].Text = strings.TrimSpace(clean(a.Parts[i].Heading)), clean(a.Parts[i].Text)
	}
	return a
}
