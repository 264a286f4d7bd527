// Package code knows how the codes of Swedish care look, and makes one spelling of the many ways in which people and systems
// write them: "i50.9†", "I 50,9" and "I50.9 Hjärtsvikt" are all I509. What does not look like a code of its system is told, never
// mended: a letter O for a nought, and letters of other scripts that look like Latin ones, are no code.
package code

import "slices"

// A System is one system of codes (kodverk).
type System struct {
	Name     string // as in code_set.system and in a source's clean:
	Title    string // as readers know it
	template string // a code of usual length, to tell whether a text could begin one

	is      func(code []byte) bool // a code as it is stored
	reads   func(word []byte) bool // a code as one word, in capitals; fill may be left to do
	joins   func(word []byte) bool // a code that several words make: stricter, as words of text must not become part of a code
	another func(word []byte) bool // a word that makes a text behind a code doubtful, for it looks like one more code
	parted  bool                   // what its codes begin with is often a code too, and a blank stands behind it: C07A B02
	fill    int                    // leading noughts to so many characters; 0: none
}

// Systems are the systems that columns and code sets can hold.
var Systems = []*System{ICD10, KVA, ATC, DRG, MDC, MVO, NPU}

// Named returns the system of a name, or nil.
func Named(name string) *System {
	at := slices.IndexFunc(Systems, func(s *System) bool { return s.Name == name })
	if at < 0 {
		return nil
	}
	return Systems[at]
}

// Is tells whether a text is a code just as it is stored.
func (s *System) Is(text []byte) bool { return s.is(text) }

// Append writes the code that a text holds behind out, and tells whether it holds one: the code alone in any spelling, or before
// a text that explains it. A text that holds two codes holds none, as nobody says which of them is meant.
func (s *System) Append(out, text []byte) ([]byte, bool) {
	if s.is(text) {
		return append(out, text...), true
	}
	var room [16]span
	from := len(out)
	out, words := appendWords(out, text, room[:0])
	end, found := s.lead(out, words)
	if !found {
		return out[:from], false
	}
	return s.filled(out[:end], from), true
}

// Holds tells whether a text holds a code, in any spelling.
func (s *System) Holds(text []byte) bool {
	var room [64]byte
	_, ok := s.Append(room[:0], text)
	return ok
}

// Joins tells whether several words are together one code: I 50.9.
func (s *System) Joins(text []byte) bool {
	var room [64]byte
	var list [16]span
	out, words := appendWords(room[:0], text, list[:0])
	return s.joined(out, words)
}

func (s *System) joined(text []byte, words []span) bool {
	return len(words) > 1 && len(words) <= joinedWords && s.joins(text[words[0].start:words[len(words)-1].end])
}

// Normal is Append of a text alone; "" when it holds no code.
func (s *System) Normal(text string) (string, bool) {
	code, ok := s.Append(nil, []byte(text))
	return string(code), ok
}

// Begins is the spelling of a text that codes of the system begin with, such as I5 or C07A, and whether any does.
func (s *System) Begins(text string) (string, bool) {
	word, words := appendWords(nil, []byte(text), nil)
	if len(words) != 1 {
		return "", false
	}
	usual := word
	if len(word) < len(s.template) {
		usual = append(word[:len(word):len(word)], s.template[len(word):]...)
	}
	return string(word), s.is(word) || s.is(usual)
}

// joinedWords is how many words one code is written in at most: I 50 9.
const joinedWords = 3

// lead is where in text the code ends that its words begin with.
func (s *System) lead(text []byte, words []span) (end int, found bool) {
	if len(words) == 0 {
		return 0, false
	}
	upTo := func(n int) []byte { return text[words[0].start:words[n-1].end] }
	if s.joined(text, words) {
		return words[len(words)-1].end, true
	}
	one := s.reads(upTo(1))
	for n := min(joinedWords, len(words)); n > 1 && (!one || s.parted); n-- {
		if s.joins(upTo(n)) {
			return words[n-1].end, s.text(text, words[n:])
		}
	}
	return words[0].end, one && s.text(text, words[1:])
}

// text tells that words behind a code explain it, and hold no other.
func (s *System) text(text []byte, words []span) bool {
	return !slices.ContainsFunc(words, func(w span) bool { return s.another(text[w.start:w.end]) })
}

// filled puts leading noughts before the code out[from:].
func (s *System) filled(out []byte, from int) []byte {
	for len(out)-from < s.fill {
		out = slices.Insert(out, from, '0')
	}
	return out
}
