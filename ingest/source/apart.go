package source

import (
	"path"
	"slices"
	"strings"
)

// Apart says what stands before a source's ids of contacts, so that they are apart from other ids that look the same.
type Apart string

// The namespaces.
const (
	ApartNot    Apart = ""       // ids are as they stand in the file
	ApartSource Apart = "source" // the source's id: another system numbers its contacts by itself
	ApartFile   Apart = "file"   // the file's name without endings: every file numbers its contacts by itself
)

// ContactColumn is the canonical column that holds the id of a contact, in every table that has one.
const ContactColumn = "contact_id"

// patientColumn is the canonical column that holds the pseudonym of a person.
const patientColumn = "patient_id"

// AnySource stands in ContactsOf for every source.
const AnySource = "any"

// Witnesses are what a row that belongs to a contact may say of it beside its id, without a canonical column of its own: they must agree
// with the contact that is found.
var Witnesses = []string{"patient_id", "care_form"}

// Namespace is what stands before the ids of contacts in a file of this name; "" nothing. It is the same in every delivery of the
// source, or of the file.
func (s *Source) Namespace(file string) string {
	switch s.KeepApart {
	case ApartSource:
		if len(s.ContactsOf) == 1 {
			return s.ContactsOf[0] + ":"
		}
		return s.ID + ":"
	case ApartFile:
		return Stem(file) + ":"
	}
	return ""
}

// Stem is a file's base name without its endings, in lower case: what its deliveries share whatever their format.
func Stem(file string) string {
	name := strings.ToLower(path.Base(strings.ReplaceAll(file, `\`, "/")))
	name = strings.TrimSuffix(name, ".gz")
	return strings.TrimSuffix(name, path.Ext(name))
}

// Knows tells whether rows of this source that come without their contact may belong to a contact of another.
func (s *Source) Knows(other string) bool {
	return other == s.ID || slices.Contains(s.ContactsOf, other) || slices.Contains(s.ContactsOf, AnySource)
}

// Numbered tells that the group's contacts have no id but their record's number: a file of the same name replaces an earlier one whole.
func (g *Group) Numbered() bool { return g.numbers(ContactColumn) }

// numbers tells that a column of the group's contacts is their record's number.
func (g *Group) numbers(name string) bool {
	contact, ok := g.Table("contact")
	if !ok {
		return false
	}
	column, ok := contact.Column(name)
	return ok && column.Origin == FromNumber
}

// keptApart checks that ids are apart where they must be, and that references can be followed into the namespace that a source declares.
func (r *reader) keptApart(source *Source, line int) {
	if source.KeepApart != ApartFile && slices.ContainsFunc(source.Groups, func(g Group) bool { return g.Numbered() }) {
		r.fault(line, "", "row_number: every file begins at 1; write keep_apart: file at the top")
	}
	if slices.ContainsFunc(source.Groups, func(g Group) bool { return g.numbers(patientColumn) && !g.Numbered() }) {
		r.fault(line, "", "row_number of %s: a contact with an id of its own is sent again, and would be another person's; number %s too", patientColumn, ContactColumn)
	}
	if source.KeepApart == ApartSource && (len(source.ContactsOf) > 1 || slices.Contains(source.ContactsOf, AnySource)) {
		r.fault(line, "", "keep_apart: source goes with one source in contacts_of: the one whose contacts these rows belong to")
	}
	if source.KeepApart != ApartFile {
		return
	}
	if source.ContactsOf != nil {
		r.fault(line, "", "keep_apart: file and contacts_of cannot be combined: the ids of a file are known in that file only")
	}
	for _, group := range source.Groups {
		for _, table := range group.Tables {
			_, refers := table.Column(ContactColumn)
			if _, together := group.Table(table.Parent); refers && table.Parent != "" && !together {
				r.fault(line, "", "keep_apart: file, but %s comes in a file without its contacts; write keep_apart: source, or deliver both in one file", table.Name)
			}
		}
	}
}
