package dashboards

import (
	"context"
	"fmt"
	"html/template"
	"strings"

	"github.com/gofiber/fiber/v2"

	"klarsyn/analytics"
	"klarsyn/dashboards/pages"
	"klarsyn/dashboards/swedish"
)

// qualityArea is the folder of the analyses that /datakvalitet shows.
const qualityArea = "datakvalitet"

func plainFact(label, value string) pages.Fact {
	return pages.Fact{Label: label, Value: template.HTML(template.HTMLEscapeString(value))}
}

// about answers what a measure means, where it comes from, and its SQL for the selection.
func (s *Server) about(c *fiber.Ctx) error {
	id := c.Params("*")
	analysis, err := s.service.Analysis(id)
	if err != nil {
		return err
	}
	view := s.service.View()
	if view == nil {
		return &fault{status: fiber.StatusServiceUnavailable, sentence: "Tjänsten håller på att stängas."}
	}
	defer view.Release()
	page, err := s.service.Page(analysis.Area)
	if err != nil {
		page = &analytics.Page{}
	}
	query := string(c.Request().URI().QueryString())
	selection, err := view.Parse(page, query)
	if err != nil {
		return err
	}
	source := view.Provenance()
	if fresh(c, tag("om", id, analysis.Version, source.Snapshot, source.Policy().String(), selection.FullQuery(), s.options.Version, s.static.hash)) {
		return c.SendStatus(fiber.StatusNotModified)
	}
	statement, err := view.SQL(id, selection)
	if err != nil {
		return fmt.Errorf("render the SQL of %s: %w", id, err)
	}
	document := pages.Document{Frame: s.frame(nil, analysis.Title), Lead: analysis.About}
	document.Heading = "Om måttet"
	facts := []pages.Fact{}
	add := func(label, value string) {
		if value != "" {
			facts = append(facts, plainFact(label, value))
		}
	}
	add("Id", analysis.ID)
	add("Riktning", map[string]string{"high": "högre är bättre", "low": "lägre är bättre", "neutral": "varken högre eller lägre är bättre"}[analysis.Direction])
	facts = append(facts, pages.Fact{Label: "Källa", Value: sources(analysis)})
	add("Ansvarig", analysis.Owner)
	add("Status", statusWords(analysis.Status))
	add("Granskad", analysis.Reviewed)
	add("Granskas nästa gång", analysis.NextReview)
	add("Underlag", strings.Join(analysis.From, ", "))
	add("Version", analysis.Version)
	add("Ögonblicksbild", source.Snapshot)
	document.Sections = append(document.Sections, pages.Section{Terms: facts})
	if len(analysis.Ignores) > 0 {
		section := pages.Section{Title: "Följer inte alla filter och val"}
		for _, ignored := range analysis.Ignores {
			section.List = append(section.List, view.KeyLabel(page, ignored.Key)+": "+ignored.Reason)
		}
		document.Sections = append(document.Sections, section)
	}
	document.Sections = append(document.Sections, columnsSection(analysis), pages.Section{ID: "sql", Title: "SQL",
		Text: []string{"Frågan som ställs för urvalet, med värdena inskrivna. Kvoter, intervall och undertryckning räknas efteråt."}, Code: statement})
	if page.ID != "" {
		document.Back = &pages.Link{Title: "Till " + page.Title, Href: sheetPath(page, 0)}
	}
	return s.send(c, func(w *buffer) error { return s.set.WriteDocument(w, document) })
}

// sources are what the analysis cites; what is on the web as links.
func sources(analysis *analytics.Analysis) template.HTML {
	texts := make([]string, len(analysis.Citations))
	for i, citation := range analysis.Citations {
		texts[i] = template.HTMLEscapeString(citation.Text)
		if citation.Address != "" {
			texts[i] = fmt.Sprintf(`<a href="%s" rel="noreferrer">%s</a>`, template.HTMLEscapeString(citation.Address), texts[i])
		}
	}
	return template.HTML(strings.Join(texts, "; ")) // escaped above
}

// statusWords turns "retired, reason" into Swedish; the reason stays as written.
func statusWords(status string) string {
	word, reason, _ := strings.Cut(status, " ")
	switch strings.Trim(word, ",:") {
	case "published":
		word = "publicerad"
	case "draft":
		word = "utkast"
	case "retired":
		word = "utgången"
	}
	return strings.TrimSpace(word + " " + reason)
}

// method names the function of a derived value in words.
func method(function string) string {
	switch function {
	case "wilson":
		return "andel med Wilsons 95-procentsintervall"
	case "byar":
		return "frekvens med Byars 95-procentsintervall"
	case "ratio":
		return "kvot"
	case "mean":
		return "medelvärde"
	case "direct":
		return "direkt standardiserad frekvens, Dobson–Byars 95-procentsintervall"
	case "indirect":
		return "indirekt standardiserad kvot"
	case "km":
		return "Kaplan–Meier"
	case "rate_ratio":
		return "kvot mellan två gruppers frekvenser, 95-procentsintervall med personen som enhet (robust varians, Students t)"
	case "paired_rate_ratio":
		return "kvot mellan samma personers frekvenser, 95-procentsintervall med personen som enhet (robust parad varians, Students t)"
	case "funnel":
		return "trattgränser med överspridning"
	case "xmr":
		return "styrdiagram (XmR) med NHS regler"
	}
	return ""
}

// columnsSection tells of each column what it holds, in the reader's words, and what it is called in files and SQL.
func columnsSection(analysis *analytics.Analysis) pages.Section {
	section := pages.Section{Title: "Kolumner", Text: []string{"Efter beskrivningen står namnet som kolumnen har i filer och SQL."}}
	label := func(name string) string {
		for _, column := range analysis.Columns {
			if column.Name == name && column.Label != "" {
				return "”" + column.Label + "”"
			}
		}
		return name
	}
	for _, column := range analysis.Columns {
		if column.Hidden {
			continue
		}
		var parts []string
		if unit := column.Unit.Suffix; unit != "" {
			parts = append(parts, unit)
		}
		if how := method(column.Function); how != "" {
			of := make([]string, len(column.Arguments))
			for i, argument := range column.Arguments {
				of[i] = label(argument)
			}
			parts = append(parts, how+" av "+analytics.Enumerate(of))
		}
		text := template.HTMLEscapeString(strings.Join(parts, ", ")) + " <code>" + template.HTMLEscapeString(column.Name) + "</code>"
		section.Terms = append(section.Terms, pages.Fact{Label: column.Label, Value: template.HTML(strings.TrimSpace(text))}) // escaped above
	}
	return section
}

// accessibility answers the statement that the law asks for.
func (s *Server) accessibility(c *fiber.Ctx) error {
	document := pages.Document{Frame: s.frame(nil, "Tillgänglighet"),
		Lead: "Klarsyn ska kunna användas av alla. Tjänsten följer WCAG 2.1 på nivå AA, som lagen om tillgänglighet till digital offentlig service (2018:1937) kräver."}
	document.Heading = document.Title
	document.Sections = []pages.Section{
		{Title: "Så fungerar det", List: []string{
			"Varje diagram har samma värden i en tabell och en mening som sammanfattar dem.",
			"Allt kan göras med tangentbord. Tryck på ? för kortkommandon; de kan stängas av.",
			"Piltangenterna går mellan punkterna i ett diagram, och punktens värden läses upp.",
			"Färg är aldrig det enda som skiljer: former, mönster och ord säger detsamma.",
			"Sidorna kan förstoras till 400 procent och visas på 320 bildpunkters bredd utan att rullas i sidled; breda tabeller rullas för sig.",
			"Utan JavaScript visas alla tabeller, och filtren fungerar som länkar.",
			"Mörkt och ljust utseende, minskad rörelse och höga kontraster följer datorns inställning.",
		}},
		{Title: "Kända brister", List: []string{
			"Diagrammens inre beskrivs av tabellen; deras former kan inte läsas en och en av alla skärmläsare.",
			"Utskrifter från webbläsaren och exporterade bilder har inte alltid taggar för skärmläsare. Använd tabellen, CSV-filen eller rapporten i PDF, som är taggad där Chromium är installerad; annars säger den det på första sidan.",
		}},
		{Title: "Så är det prövat", Text: []string{"Varje blad prövas automatiskt med axe i webbläsaren Chromium, ljust och mörkt, vid varje ändring av programmet, och granskas för hand på 1440, 768 och 320 bildpunkters bredd."}},
		{Title: "Påtala en brist", Text: []string{"Vänd dig till den i din region som förvaltar tjänsten. Blir det inte bättre kan du anmäla det till Myndigheten för digital förvaltning, Digg."}},
	}
	if fresh(c, tag("tillganglighet", s.options.Version, s.static.hash, document.Snapshot)) {
		return c.SendStatus(fiber.StatusNotModified)
	}
	return s.send(c, func(w *buffer) error { return s.set.WriteDocument(w, document) })
}

// start answers the start page: the areas, the data, and the reader's own bookmarks.
func (s *Server) start(c *fiber.Ctx) error {
	view := s.service.View()
	if view == nil {
		return &fault{status: fiber.StatusServiceUnavailable, sentence: "Tjänsten håller på att stängas."}
	}
	defer view.Release()
	ctx, cancel := context.WithTimeout(context.Background(), s.options.Timeout)
	defer cancel()
	if query := c.Request().URI().QueryString(); len(query) > 0 {
		return &fault{status: fiber.StatusBadRequest, sentence: "Startsidan tar inget urval, men adressen har " + quoted(string(query)) + "."}
	}
	page := pages.Start{Frame: s.frame(nil, "Start"), Intro: "Välj ett område. Varje blad visar ett urval som du själv bestämmer, och adressen till det kan sparas och delas."}
	page.Heading = "Start"
	for _, area := range s.service.Pages() {
		page.Areas = append(page.Areas, s.card(ctx, view, area))
	}
	source := view.Provenance()
	page.Loads = []pages.Fact{plainFact("Data till och med", swedish.Date(source.Cutoff)), plainFact("Senast inläst", source.SnapshotAt.Local().Format("2006-01-02 15:04")),
		plainFact("Ögonblicksbild", source.Snapshot)}
	page.Quality = s.badge(ctx)
	if s.options.Saved != nil {
		list, err := s.options.Saved.List()
		if err != nil {
			return err
		}
		page.Saved = latestSaved(list)
	}
	return s.send(c, func(w *buffer) error { return s.set.WriteStart(w, page) })
}

func (s *Server) card(ctx context.Context, view *analytics.View, area *analytics.Page) pages.AreaCard {
	card := pages.AreaCard{Link: pages.Link{Title: area.Title, Href: sheetPath(area, 0)}, About: area.About}
	for index, sheet := range area.Sheets {
		card.Sheets = append(card.Sheets, pages.Link{Title: sheet.Title, Href: sheetPath(area, index)})
	}
	if area.Headline == nil {
		return card
	}
	selection, err := view.Parse(area, "")
	if err != nil {
		return card
	}
	r := &request{page: area, view: view, pair: analytics.Comparison{A: selection, B: selection}, path: sheetPath(area, 0)}
	tile := s.drawTile(ctx, r, *area.Headline, "h-"+area.ID, []analytics.Selection{selection})
	card.Tile = &tile
	return card
}

// badge sums the checks of the data up: how many found something.
func (s *Server) badge(ctx context.Context) pages.Badge {
	badge := pages.Badge{Href: "/datakvalitet", Class: "none", Text: "Datakvalitet: inga kontroller"}
	answer, err := s.run(ctx, "/", qualityArea+"/avvikelser", "")
	if err != nil {
		return badge
	}
	answer.request.view.Release()
	table := answer.table
	found := table.Column("found")
	if found < 0 || len(table.Rows) == 0 {
		return badge
	}
	hits := 0
	for _, row := range table.Rows {
		if row[found].State != analytics.Present || row[found].Number > 0 {
			hits++
		}
	}
	badge.Class, badge.Text = "", fmt.Sprintf("Datakvalitet: %d kontroller utan anmärkning", len(table.Rows))
	if hits > 0 {
		badge.Class, badge.Text = "warn", fmt.Sprintf("Datakvalitet: %d av %d kontroller har anmärkningar", hits, len(table.Rows))
	}
	return badge
}
