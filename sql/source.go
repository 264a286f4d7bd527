package sql

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
)

// sourcesFile lists the sources that more than one header names: key, citation in Swedish, and address where there is one.
const sourcesFile = "sources.csv"

// A Citation is one source as a reader sees it.
type Citation struct {
	Text    string // Swedish, with what it was used for in brackets
	Address string // where to read it on the web; empty if nowhere
}

// Sources are the listed sources by key.
type Sources map[string]Citation

var (
	sourceKey     = regexp.MustCompile(`^([a-z][a-z0-9_]*)( \(.+\))?$`)
	sourceAddress = regexp.MustCompile(`^https?://[^\s<>"]+$`)
	sourceWords   = regexp.MustCompile(`^\p{Lu}`)
)

// ReadSources reads the list of sources. A tree without one lists none.
func ReadSources(tree fs.FS) (Sources, error) {
	if _, err := fs.Stat(tree, sourcesFile); errors.Is(err, fs.ErrNotExist) {
		return Sources{}, nil
	}
	records, err := ReadCSV(tree, sourcesFile, 3)
	if err != nil {
		return nil, err
	}
	sources := Sources{}
	var faults faultList
	for i, record := range records {
		key, citation := record[0], Citation{Text: record[1], Address: record[2]}
		_, twice := sources[key]
		switch match := sourceKey.FindStringSubmatch(key); {
		case match == nil || match[2] != "":
			faults = append(faults, fmt.Errorf("%s:%d: key %q: lower-case letters, digits and _", sourcesFile, i+2, key))
		case twice:
			faults = append(faults, fmt.Errorf("%s:%d: key %s stands twice", sourcesFile, i+2, key))
		case citation.Text == "":
			faults = append(faults, fmt.Errorf("%s:%d: key %s has no citation", sourcesFile, i+2, key))
		case citation.Address != "" && !sourceAddress.MatchString(citation.Address):
			faults = append(faults, fmt.Errorf("%s:%d: key %s: %q is no web address", sourcesFile, i+2, key, citation.Address))
		}
		sources[key] = citation
	}
	return sources, faults.join()
}

// Cite resolves the value of a source line: sources with semicolons between them, each the key of a listed one,
// with what it was used for in brackets where that is not plain, or the citation itself, which begins with a capital
// and may end with its address as <https://…>.
func (s Sources) Cite(value string) ([]Citation, error) {
	var citations []Citation
	var faults faultList
	for part := range strings.SplitSeq(value, ";") {
		part = strings.TrimSpace(part)
		if match := sourceKey.FindStringSubmatch(part); match != nil {
			listed, found := s[match[1]]
			if !found {
				faults = append(faults, fmt.Errorf("source %s: %s lists no such key", match[1], sourcesFile))
			}
			listed.Text += match[2]
			citations = append(citations, listed)
			continue
		}
		text, address, _ := strings.Cut(strings.TrimSuffix(part, ">"), "<")
		own := Citation{Text: strings.TrimSpace(text), Address: address}
		if !sourceWords.MatchString(own.Text) || strings.HasSuffix(part, ">") != (address != "") || address != "" && !sourceAddress.MatchString(address) {
			faults = append(faults, fmt.Errorf("source %q: wanted a key of %s, or a citation as Author, title, year <https://address>", part, sourcesFile))
		}
		citations = append(citations, own)
	}
	return citations, faults.join()
}
