package analytics

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"

	"klarsyn/sql"
)

// A Catalogue is everything that can be asked: the analyses, the pages that show them and the marts they read.
type Catalogue struct {
	Analyses []*Analysis // runnable ones, by id
	Pages    []*Page     // by id
	Marts    []*Mart     // by name
	byID     map[string]*Analysis
	pageByID map[string]*Page
	martBy   map[string]*Mart
	sources  sql.Sources
	tree     fs.FS
}

// A Mart is a wide table with declared dimensions.
type Mart struct {
	Name       string
	Title      string
	Dimensions []sql.Dimension
	path       string
	from       []string // tables that it is made from
	remarks    []string // analyses that say something about figures of the mart
}

// dimension returns the mart's dimension of a key, or nil.
func (m *Mart) dimension(key string) *sql.Dimension {
	for i := range m.Dimensions {
		if m.Dimensions[i].Key == key {
			return &m.Dimensions[i]
		}
	}
	return nil
}

// faults gathers mistakes, so that all of them are told at once.
type faults struct{ list []error }

func (f *faults) add(file string, line int, format string, args ...any) {
	text := file + ": " + fmt.Sprintf(format, args...)
	if line > 0 {
		text = fmt.Sprintf("%s:%d: ", file, line) + fmt.Sprintf(format, args...)
	}
	// A shared file is read once for each that uses it.
	if !slices.ContainsFunc(f.list, func(told error) bool { return told.Error() == text }) {
		f.list = append(f.list, errors.New(text))
	}
}

func (f *faults) join() error { return errors.Join(f.list...) }

// ReadCatalogue reads every header and page below the sql tree. All mistakes are reported together, each with
// file and line.
func ReadCatalogue(tree fs.FS) (*Catalogue, error) {
	catalogue := &Catalogue{byID: map[string]*Analysis{}, pageByID: map[string]*Page{}, martBy: map[string]*Mart{}, tree: tree}
	var faults faults
	catalogue.readMarts(tree, &faults)
	files := readFiles(tree, &faults, "analyses", "pathways")
	shared := map[string]sql.File{}
	for _, file := range files {
		shared[fileID(file.Path)] = file
	}
	catalogue.readPages(tree, &faults)
	base := treeHash(tree, &faults, "schema", "core", "marts", "codes", "values")
	setLabels := readSetLabels(tree, &faults)
	sources, err := sql.ReadSources(tree)
	if err != nil {
		faults.list = append(faults.list, err)
	}
	catalogue.sources = sources
	for _, file := range files {
		analysis := catalogue.readAnalysis(file, shared, setLabels, &faults)
		if analysis == nil {
			continue
		}
		analysis.Version = version(analysis, base)
		catalogue.Analyses = append(catalogue.Analyses, analysis)
		catalogue.byID[analysis.ID] = analysis
	}
	sort.Slice(catalogue.Analyses, func(i, j int) bool { return catalogue.Analyses[i].ID < catalogue.Analyses[j].ID })
	for _, analysis := range catalogue.Analyses {
		if analysis.base != nil && catalogue.byID[analysis.base.ID] != nil {
			catalogue.byID[analysis.base.ID].isRead = true
		}
	}
	catalogue.checkRemarks(&faults)
	catalogue.checkPages(tree, &faults)
	if err := faults.join(); err != nil {
		return nil, err
	}
	return catalogue, nil
}

func readFiles(tree fs.FS, faults *faults, dirs ...string) []sql.File {
	var files []sql.File
	for _, dir := range dirs {
		if _, err := fs.Stat(tree, dir); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		read, err := sql.Read(tree, dir)
		if err != nil {
			faults.list = append(faults.list, err)
		}
		files = append(files, read...)
	}
	return files
}

func (c *Catalogue) readMarts(tree fs.FS, faults *faults) {
	for _, file := range readFiles(tree, faults, "marts") {
		dimensions, err := file.Dimensions()
		if err != nil {
			faults.list = append(faults.list, err)
		}
		mart := &Mart{Name: file.Name(), Title: file.Value("title"), Dimensions: dimensions, path: file.Path, from: file.List("from"), remarks: file.List("remarks")}
		seen := map[string]bool{}
		for _, dimension := range dimensions {
			if seen[dimension.Key] {
				faults.add(file.Path, 0, "dimension %s stands twice", dimension.Key)
			}
			if dimension.Key == yearKey || dimension.Key == monthKey {
				faults.add(file.Path, 0, "dimension %s: the period's keys are no dimensions", dimension.Key)
			}
			seen[dimension.Key] = true
			if _, err := dimension.Columns(tree); err != nil {
				faults.add(file.Path, 0, "dimension %s: %v", dimension.Key, err)
			}
			if err := dimension.Unknown.Check(tree, dimensions); err != nil {
				faults.add(file.Path, 0, "dimension %s: %v", dimension.Key, err)
			}
		}
		c.Marts = append(c.Marts, mart)
		c.martBy[mart.Name] = mart
	}
	for _, mart := range c.Marts {
		for _, dimension := range mart.Dimensions {
			if dimension.Of != "" && !c.takes(mart, dimension) {
				faults.add(mart.path, 0, "dimension %s: of=%s wants a mart in from with that key, column and choice", dimension.Key, dimension.Of)
			}
		}
	}
}

// takes says whether a mart is made from the one that a dimension is taken over from, and that one has it.
func (c *Catalogue) takes(mart *Mart, taken sql.Dimension) bool {
	owner := c.martBy[taken.Of]
	return owner != nil && slices.Contains(mart.from, taken.Of) && slices.ContainsFunc(owner.Dimensions, func(d sql.Dimension) bool {
		return d.Key == taken.Key && d.Column == taken.Column && d.By == taken.By && d.Of == ""
	})
}

// fileID is the id of an analysis: its path without root folder and .sql.
func fileID(file string) string {
	_, rest, _ := strings.Cut(file, "/")
	return strings.TrimSuffix(rest, path.Ext(rest))
}

// treeHash is one hash over all files below the folders.
func treeHash(tree fs.FS, faults *faults, dirs ...string) string {
	hash := sha256.New()
	for _, dir := range dirs {
		err := fs.WalkDir(tree, dir, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			text, err := fs.ReadFile(tree, name)
			if err != nil {
				return err
			}
			fmt.Fprintf(hash, "%s\n%d\n%s", name, len(text), text)
			return nil
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			faults.add(dir, 0, "%v", err)
		}
	}
	return hex.EncodeToString(hash.Sum(nil))
}

// version hashes what decides an analysis' numbers: its header and body, and the tree below it.
func version(a *Analysis, base string) string {
	hash := sha256.New()
	fmt.Fprintf(hash, "%s\n%s\n%q\n%q\n%q\n", base, a.Body, a.From, a.Ignores, a.Choices)
	fmt.Fprintf(hash, "%+v\n%+v\n%+v\n", a.Columns, a.Params, a.Derives)
	fmt.Fprintf(hash, "%s\n", a.part)
	for _, name := range sortedKeys(a.Bind) {
		fmt.Fprintf(hash, "%s=%s\n", name, a.Bind[name])
	}
	return hex.EncodeToString(hash.Sum(nil))[:12]
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

func (c *Catalogue) analysis(id string) (*Analysis, error) {
	if analysis, found := c.byID[id]; found {
		return analysis, nil
	}
	return nil, notFound("Analysen %s finns inte.", quoted(id))
}

func (c *Catalogue) page(id string) (*Page, error) {
	if page, found := c.pageByID[id]; found {
		return page, nil
	}
	return nil, notFound("Sidan %s finns inte.", quoted(id))
}

// reads says whether a page's filter pane or one of its analyses reads a mart: only then do its values belong to the page.
func (c *Catalogue) reads(page *Page, mart *Mart) bool {
	return page.States.Mart == mart.Name || slices.ContainsFunc(c.Analyses, func(a *Analysis) bool {
		return a.Area == page.ID && slices.Contains(a.From, mart.Name)
	})
}

// pageOf is the page that an analysis belongs to, or nil for one outside every page.
func (c *Catalogue) pageOf(analysis *Analysis) *Page { return c.pageByID[analysis.Area] }
