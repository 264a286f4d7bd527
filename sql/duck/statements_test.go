package duck

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"testing"
	"time"
)

// ask prepares a statement of one parameter and reads its answer.
func ask(t *testing.T, statements *Statements, text string, value any) (*Statement, int) {
	t.Helper()
	statement, err := statements.Prepare(t.Context(), text)
	if err != nil {
		t.Error(err)
		return nil, 0
	}
	defer statement.Release()
	var answer int
	if err := statement.QueryRowContext(t.Context(), sql.Named("n", value)).Scan(&answer); err != nil {
		t.Error(err)
	}
	return statement, answer
}

// isOpen says whether a statement can still be asked.
func isOpen(t *testing.T, statement *Statement) bool {
	t.Helper()
	var answer int
	return statement.QueryRowContext(t.Context(), sql.Named("n", 1)).Scan(&answer) == nil
}

func newStatements(t *testing.T, limit int) *Statements {
	t.Helper()
	db, err := Open(t.Context(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return NewStatements(db, limit)
}

func TestAStatementIsPreparedOnceAndAnswersForEachValue(t *testing.T) {
	statements := newStatements(t, 2)
	first, one := ask(t, statements, "SELECT max(i)::INTEGER FROM (SELECT unnest($n) AS i)", []int64{1})
	again, many := ask(t, statements, "SELECT max(i)::INTEGER FROM (SELECT unnest($n) AS i)", []int64{5, 7})
	if first != again {
		t.Error("the same text was prepared twice")
	}
	if one != 1 || many != 7 {
		t.Errorf("answered %d and %d, wanted 1 and 7", one, many)
	}
}

func TestTheStatementUsedLongestAgoIsDropped(t *testing.T) {
	statements := newStatements(t, 2)
	a, _ := ask(t, statements, "SELECT $n::INTEGER + 1", 1)
	b, _ := ask(t, statements, "SELECT $n::INTEGER + 2", 1)
	ask(t, statements, "SELECT $n::INTEGER + 1", 1)
	ask(t, statements, "SELECT $n::INTEGER + 3", 1)
	if again, _ := ask(t, statements, "SELECT $n::INTEGER + 1", 1); again != a {
		t.Error("the statement used just before was dropped")
	}
	if isOpen(t, b) {
		t.Error("the statement used longest ago is still open")
	}
}

func TestAStatementInUseIsNotDropped(t *testing.T) {
	statements := newStatements(t, 1)
	held, err := statements.Prepare(t.Context(), "SELECT $n::INTEGER")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		ask(t, statements, fmt.Sprintf("SELECT $n::INTEGER + %d", i), 1)
	}
	if !isOpen(t, held) {
		t.Error("a statement in use was dropped")
	}
	held.Release()
	ask(t, statements, "SELECT $n::INTEGER - 1", 1)
	if isOpen(t, held) {
		t.Error("a released statement is kept beyond the limit")
	}
}

func TestAnInterruptedStatementAnswersTheNext(t *testing.T) {
	statements := newStatements(t, 1)
	text := "SELECT count(*)::INTEGER FROM range($n::BIGINT) AS a(i), range($n::BIGINT) AS b(j) WHERE hash(i, j) % 2 = 3"
	statement, err := statements.Prepare(t.Context(), text)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	var rows int
	if err := statement.QueryRowContext(ctx, sql.Named("n", 10_000_000)).Scan(&rows); err == nil {
		t.Error("the interrupted statement answered")
	}
	statement.Release()
	if _, answer := ask(t, statements, text, 10); answer != 0 {
		t.Errorf("%d rows, wanted none", answer)
	}
}

func TestManyAskForTheSameStatementsAtOnce(t *testing.T) {
	statements := newStatements(t, 2)
	var asking sync.WaitGroup
	for i := range 64 {
		asking.Go(func() {
			if _, answer := ask(t, statements, fmt.Sprintf("SELECT $n::INTEGER + %d", i%5), i); answer != i+i%5 {
				t.Errorf("%d, wanted %d", answer, i+i%5)
			}
		})
	}
	asking.Wait()
	ask(t, statements, "SELECT $n::INTEGER", 1)
	if listed, byText := statements.recent.Len(), len(statements.byText); listed != 2 || byText != 2 {
		t.Errorf("%d statements in the list and %d by text, wanted 2", listed, byText)
	}
}
