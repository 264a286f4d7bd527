package duck

import (
	"container/list"
	"context"
	"database/sql"
	"sync"
)

// Statements keeps statements of a database prepared, by their text, the most recently used ones. One that is asked again with other
// values is not parsed again. What a statement last computed with may stay in memory until it is dropped. It is safe for concurrent use.
type Statements struct {
	db     *sql.DB
	limit  int
	mutex  sync.Mutex
	byText map[string]*list.Element
	recent *list.List // of *Statement, newest first
}

// A Statement is prepared, and stays so until it is released.
type Statement struct {
	*sql.Stmt
	text  string
	users int // guarded by the mutex of all
	all   *Statements
}

// NewStatements keeps up to limit statements, and those in use.
func NewStatements(db *sql.DB, limit int) *Statements {
	return &Statements{db: db, limit: limit, byText: map[string]*list.Element{}, recent: list.New()}
}

// Prepare returns the statement of a text. Release it when its rows are read.
func (s *Statements) Prepare(ctx context.Context, text string) (*Statement, error) {
	if known := s.take(text, nil); known != nil {
		return known, nil
	}
	made, err := s.db.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	return s.take(text, made), nil
}

// take returns the kept statement of a text in use. When there is none it keeps the one that has been made.
func (s *Statements) take(text string, made *sql.Stmt) *Statement {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	element, found := s.byText[text]
	switch {
	case found && made != nil: // made by two at the same time
		made.Close()
	case !found && made == nil:
		return nil
	case !found:
		element = s.recent.PushFront(&Statement{Stmt: made, text: text, all: s})
		s.byText[text] = element
	}
	s.recent.MoveToFront(element)
	statement := element.Value.(*Statement)
	statement.users++
	s.drop()
	return statement
}

// drop closes the statements that were used longest ago, beyond the limit. Those in use remain.
func (s *Statements) drop() {
	for element := s.recent.Back(); element != nil && s.recent.Len() > s.limit; {
		before := element.Prev()
		if statement := element.Value.(*Statement); statement.users == 0 {
			statement.Close()
			s.recent.Remove(element)
			delete(s.byText, statement.text)
		}
		element = before
	}
}

// Release gives the statement back.
func (s *Statement) Release() {
	s.all.mutex.Lock()
	defer s.all.mutex.Unlock()
	s.users--
}
