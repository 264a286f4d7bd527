package source

import (
	"slices"
	"strings"
)

// Content says what a header column may hold, for the guard against personal numbers.
type Content int

// The kinds of content, strictest first.
const (
	Free       Content = iota // free text or unmapped: one personal number refuses the file
	Identifier                // a pseudonym or key: more than 5 % of the distinct values refuse it
	Exempt                    // typed dates, numbers and codes
)

// codes are the text columns of the contract that hold codes, those with a list of allowed values apart.
var codes = []string{"code", "atc", "drg", "drg_version", "mdc", "category", "kind", "underlying_cause"}

// content judges one mapping: what does the text that it reads mean? Of a cell that is cut down first, nothing is known.
func (c *Column) content() Content {
	switch {
	case c.Take > 0 || c.Digits || c.Pattern != "":
		return Free
	case c.Type != Text || c.Map != nil || c.Allowed != nil || c.System != nil || slices.Contains(codes, c.Target) ||
		strings.HasSuffix(c.Target, "_code"), c.Target == "indicator_id":
		return Exempt
	case strings.HasSuffix(c.Target, "_id"):
		return Identifier
	}
	return Free
}

// Content says what a header column (folded) may hold: Exempt when the source declares it coded, else the strictest
// of what it is mapped to, else what the source declares, else Free. As a part of a joined text a column counts only when
// nothing else reads it.
func (g *Group) Content(header string) Content {
	var alone, joined []Content
	for _, table := range g.Tables {
		for i := range table.Columns {
			column := &table.Columns[i]
			fromRows := table.Rows != nil && column.Origin == FromValue &&
				(header == table.Rows.Split || slices.Contains(table.Rows.Columns, header))
			switch {
			case slices.Contains(column.From, header) && column.Origin == FromCells && len(column.From) > 1:
				joined = append(joined, column.content())
			case slices.Contains(column.From, header), fromRows:
				alone = append(alone, column.content())
			case column.Times == header, column.PlusDays == header:
				alone = append(alone, Exempt)
			}
		}
	}
	switch {
	case slices.Contains(g.Coded, header):
		return Exempt
	case alone != nil:
		return slices.Min(alone)
	case joined != nil:
		return slices.Min(joined)
	case slices.Contains(g.Identifiers, header):
		return Identifier
	}
	return Free
}

// personal are column names of persons' particulars, folded to a–z and 0–9: the whole name, or a part of it.
var (
	personal = []string{"fornamn", "efternamn", "mellannamn", "tilltalsnamn", "patientnamn", "personnamn", "namn", "name", "lnmn",
		"firstname", "lastname", "surname", "gatuadress", "adress", "address", "postadress", "hemadress", "utdelningsadress",
		"coadress", "postnummer", "postnr", "postort", "telefon", "telefonnummer", "telefonnr", "telnr", "tel", "mobil", "mobiltelefon",
		"mobilnummer", "mobilnr", "phone", "epost", "epostadress", "email", "mail", "personnummer", "personnr", "persnr", "pnr",
		"personid", "samordningsnummer", "samordningsnr", "reservnummer", "ssn", "anhorig", "narstaende", "fodelsedatum",
		"fodelsedag", "fodelsetid", "fodelsenummer", "fodelsenr", "sistafyra", "fyrasista", "sista4",
		"kontrollsiffror"}
	personalParts = []string{"personnummer", "personnr", "samordningsn", "fornamn", "efternamn", "patientnamn", "gatuadress"}
)

// Personal tells whether a header name is that of a person's particulars.
func Personal(header string) bool { return PersonalName(header) != "" }

// PersonalName is the known name of a person's particulars that a header name is or holds, "" when there is none. A header
// that is no known name from end to end may say more, and is not repeated.
func PersonalName(header string) string {
	var plain strings.Builder
	foreign := false
	for _, c := range Fold(header) {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			plain.WriteRune(c)
		case c == 'å', c == 'ä':
			plain.WriteByte('a')
		case c == 'ö':
			plain.WriteByte('o')
		case c == 'é':
			plain.WriteByte('e')
		case c != ' ' && c != '_' && c != '-':
			foreign = true
		}
	}
	name := plain.String()
	switch {
	case !slices.Contains(personal, name):
		for _, part := range personalParts {
			if strings.Contains(name, part) {
				return part
			}
		}
		return ""
	case foreign:
		return name
	}
	return strings.TrimSpace(header)
}
