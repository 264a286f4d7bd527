package analytics

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// readPages reads every page.yaml beside the measures of an area.
func (c *Catalogue) readPages(tree fs.FS, faults *faults) {
	for _, pattern := range []string{"pathways/*/page.yaml", "analyses/*/page.yaml"} {
		files, err := fs.Glob(tree, pattern)
		if err != nil {
			faults.add(pattern, 0, "%v", err)
		}
		for _, file := range files {
			text, err := fs.ReadFile(tree, file)
			if err != nil {
				faults.add(file, 0, "%v", err)
				continue
			}
			page := &Page{}
			decoder := yaml.NewDecoder(bytes.NewReader(text), yaml.Strict())
			if err := decoder.Decode(page); err != nil && !errors.Is(err, io.EOF) {
				faults.add(file, 0, "%s", yaml.FormatError(err, false, true))
				continue
			}
			page.path = file
			if folder := path.Base(path.Dir(file)); page.ID != folder {
				faults.add(file, 0, "id %q: wanted the folder's name, %s", page.ID, folder)
				continue
			}
			if c.pageByID[page.ID] != nil {
				faults.add(file, 0, "there is a page %s already", page.ID)
				continue
			}
			c.Pages = append(c.Pages, page)
			c.pageByID[page.ID] = page
		}
	}
	slices.SortFunc(c.Pages, func(a, b *Page) int { return strings.Compare(a.ID, b.ID) })
}

// checkPages checks what pages and analyses say of each other.
func (c *Catalogue) checkPages(tree fs.FS, faults *faults) {
	for _, page := range c.Pages {
		c.readChoices(tree, page, faults)
		c.checkKeys(page, faults)
		c.checkStates(page, faults)
		c.checkSheets(page, faults)
	}
	for _, analysis := range c.Analyses {
		c.checkObeys(analysis, faults)
	}
}

// knowsKey says whether some mart, or the calendar, knows a key.
func (c *Catalogue) knowsKey(key string) bool {
	return key == yearKey || key == monthKey || slices.ContainsFunc(c.Marts, func(m *Mart) bool { return m.dimension(key) != nil })
}

func (c *Catalogue) checkKeys(page *Page, faults *faults) {
	for i, key := range page.Keys {
		if !c.knowsKey(key) {
			faults.add(page.path, 0, "keys: no mart has a dimension %s", key)
		}
		if slices.Contains(page.Keys[:i], key) {
			faults.add(page.path, 0, "keys: %s stands twice", key)
		}
	}
	for _, choice := range page.Defaults {
		if !slices.Contains(c.keysOf(page), choice.Key) {
			faults.add(page.path, 0, "defaults: %s is none of the page's keys", choice.Key)
		}
		if choice.Value == "" || choice.Value == allValues {
			faults.add(page.path, 0, "defaults: %s wants a value; without a default nothing is filtered", choice.Key)
		}
	}
}

func (c *Catalogue) checkStates(page *Page, faults *faults) {
	states := page.States
	if states.Mart == "" {
		return
	}
	mart := c.martBy[states.Mart]
	if mart == nil {
		faults.add(page.path, 0, "states: there is no mart %s", states.Mart)
		return
	}
	if stock := states.ValidFrom != "" && states.ValidBefore != ""; stock == (states.On != "") {
		faults.add(page.path, 0, "states: wants either valid_from and valid_before, or on")
	}
	if states.Noun == "" {
		faults.add(page.path, 0, "states: wants noun")
	}
	if states.Person == "" && states.On == "" {
		faults.add(page.path, 0, "states: rows are counted in a period: wants on")
	}
	for _, within := range states.Within {
		if mart.dimension(within.Key) == nil || within.Value == "" || within.On == "" {
			faults.add(page.path, 0, "states: within wants a key of the mart, a value and a column on")
		}
	}
}

// checkSheets checks that tiles and panels name analyses and columns that exist.
func (c *Catalogue) checkSheets(page *Page, faults *faults) {
	analysis := func(id, where string) *Analysis {
		found := c.byID[id]
		if found == nil {
			faults.add(page.path, 0, "%s: there is no analysis %q", where, id)
		}
		return found
	}
	spark := func(spark *Spark, where string) {
		if spark == nil {
			return
		}
		if a := analysis(spark.Analysis, where+", spark"); a != nil {
			wanted := append([]string{spark.X, spark.Y}, slices.Sorted(maps.Keys(spark.Where))...)
			if spark.Ref != "" {
				wanted = append(wanted, spark.Ref)
			}
			for _, name := range wanted {
				if !slices.ContainsFunc(a.Columns, func(column Column) bool { return column.Name == name }) {
					faults.add(page.path, 0, "%s, spark: %s has no column %q", where, a.ID, name)
				}
			}
		}
	}
	if page.Headline != nil {
		analysis(page.Headline.Analysis, "headline")
		spark(page.Headline.Spark, "headline")
	}
	for i, sheet := range page.Sheets {
		where := "sheet " + sheet.ID
		if sheet.ID == "" || sheet.Title == "" {
			faults.add(page.path, 0, "sheet %d wants id and title", i+1)
		}
		if slices.ContainsFunc(page.Sheets[:i], func(s Sheet) bool { return s.ID == sheet.ID }) {
			faults.add(page.path, 0, "%s stands twice", where)
		}
		if chooser := sheet.Chooser; chooser != nil {
			analysis(chooser.Analysis, where+", chooser")
			if chooser.Key == "" || len(chooser.Options) < 2 {
				faults.add(page.path, 0, "%s, chooser: wants a key and at least two options", where)
			}
		}
		for _, tile := range sheet.Tiles {
			analysis(tile.Analysis, where)
			spark(tile.Spark, where)
		}
		c.checkNames(page, sheet, faults)
		for _, panel := range sheet.Panels {
			analysis(panel.Analysis, where)
			if panel.Width < 1 || panel.Width > 12 {
				faults.add(page.path, 0, "%s, %s: width %d, wanted 1 to 12", where, panel.Analysis, panel.Width)
			}
			c.checkLink(page, panel, where, faults)
			if panel.Chart == "text" && len(panel.Text) == 0 {
				faults.add(page.path, 0, "%s, %s: chart: text wants paragraphs under text:", where, panel.Analysis)
			}
		}
	}
}

// panelName is what can stand in an address as it is.
var panelName = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// checkNames holds a sheet's panels to names of their own, those they had included.
func (c *Catalogue) checkNames(page *Page, sheet Sheet, faults *faults) {
	taken := map[string]bool{}
	for _, panel := range sheet.Panels {
		for _, name := range append([]string{panel.Name()}, panel.Was...) {
			switch {
			case taken[name] && name == panel.Name() && panel.ID == "":
				faults.add(page.path, 0, "sheet %s: %s stands twice: the second wants an id", sheet.ID, panel.Analysis)
			case taken[name]:
				faults.add(page.path, 0, "sheet %s: two panels are named %s", sheet.ID, name)
			case !panelName.MatchString(name):
				faults.add(page.path, 0, "sheet %s: id %q: wanted small letters a to z, digits and single hyphens", sheet.ID, name)
			}
			taken[name] = true
		}
	}
}

// checkLink checks that a panel's link leads somewhere, by keys that the page has.
func (c *Catalogue) checkLink(page *Page, panel Panel, where string, faults *faults) {
	link := panel.Link
	if link == nil {
		return
	}
	if link.Label == "" || !slices.ContainsFunc(page.Sheets, func(s Sheet) bool { return s.ID == link.Sheet }) {
		faults.add(page.path, 0, "%s, %s: link wants a sheet of the page and a label", where, panel.Analysis)
	}
	for _, choice := range link.Where {
		if choice.Value == "" || !slices.Contains(c.keysOf(page), choice.Key) && page.choice(choice.Key) == nil {
			faults.add(page.path, 0, "%s, %s: link: %s=%s is no choice of the page", where, panel.Analysis, choice.Key, choice.Value)
		}
	}
}

// checkObeys holds each analysis to the keys of its page: a mart has the key, or the header says why it is ignored.
func (c *Catalogue) checkObeys(analysis *Analysis, faults *faults) {
	page := c.pageOf(analysis)
	if page == nil {
		return
	}
	keys := c.keysOf(page)
	for _, name := range analysis.From {
		if mart := c.martBy[name]; mart != nil {
			for _, dimension := range mart.Dimensions {
				if dimension.By != "" && slices.Contains(keys, dimension.Key) && page.choice(dimension.By) == nil {
					faults.add(page.path, 0, "keys: %s of %s depends on the choice %s, which the page lacks", dimension.Key, name, dimension.By)
				}
			}
		}
	}
	for _, key := range keys {
		obeyed := key == yearKey || key == monthKey
		for _, name := range analysis.From {
			if mart := c.martBy[name]; mart != nil && mart.dimension(key) != nil {
				obeyed = true
			}
		}
		if !obeyed && analysis.Obeys(key) {
			faults.add(analysis.Path, 0, "no mart of it has the page's key %s: ignores: %s and the reason is missing", key, key)
		}
	}
	for _, key := range analysis.Choices {
		if !analysis.Obeys(key) {
			faults.add(analysis.Path, 0, "choice %s is both used and ignored", key)
		}
	}
	for _, ignored := range analysis.Ignores {
		if !slices.Contains(keys, ignored.Key) && page.choice(ignored.Key) == nil {
			faults.add(analysis.Path, 0, "ignores %s: the page %s has no such key", ignored.Key, page.ID)
		}
	}
}

// keysOf lists the page's keys: ar and manad first unless the page places them.
func (c *Catalogue) keysOf(page *Page) []string {
	var keys []string
	if page == nil {
		return []string{yearKey, monthKey}
	}
	for _, key := range []string{yearKey, monthKey} {
		if !slices.Contains(page.Keys, key) {
			keys = append(keys, key)
		}
	}
	return append(keys, page.Keys...)
}

// readSetLabels reads the Swedish names of code sets; a tree without the file has none.
func readSetLabels(tree fs.FS, faults *faults) map[string]string {
	const file = "codes/sets.csv"
	opened, err := tree.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		faults.add(file, 0, "%v", err)
		return nil
	}
	defer opened.Close()
	records, err := csv.NewReader(opened).ReadAll()
	if err != nil {
		faults.add(file, 0, "%v", err)
		return nil
	}
	labels := map[string]string{}
	for i, record := range records {
		if i > 0 && len(record) > 1 {
			labels[record[0]] = record[1]
		}
	}
	return labels
}
