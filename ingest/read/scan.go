package read

import (
	"bytes"
	"errors"
	"io"

	"klarsyn/ingest/source"
)

// The bounds of what is believed to be a record.
const (
	maxRecord = 16 << 20 // bytes of one record
	maxQuoted = 1 << 20  // bytes of one quoted cell; a longer one has lost its end
)

// errLong reports a record longer than maxRecord.
var errLong = errors.New("record longer than 16 MB")

// A scanner finds records and fields in text whose delimiter, quote and line ends are single bytes: every
// declared encoding but UTF-16, which is decoded before. It keeps one record in memory at a time.
//
// A quote counts only as a field's first byte. A record whose quotes do not close, or that spans lines without
// having the header's number of fields, is cut at its first line end, so that one stray quote cannot swallow the
// records after it. Empty lines are not records.
type scanner struct {
	in         io.Reader
	buf        []byte
	start, end int // what is read and not yet given out
	eof        bool
	line       int64 // number of the line that begins at start
	width      int   // fields that a record over several lines must have; 0 any
	class      [256]uint8
	delimiter  byte
	quote      byte
	fields     []field
}

// A field is a part of a record.
type field struct {
	start, end uint32
	escaped    bool // holds doubled quotes
	bare       bool // not quoted: it begins right behind a delimiter and ends right before one
	kind       kind // of a typed format's cell
}

// A record is one line, or several when quoted cells hold line ends. It is valid until the next one.
type record struct {
	text   []byte // without the line end
	fields []field
	line   int64  // where it begins
	fault  string // rule that it breaks as a whole; fields are then not to be used
	marks  uint8  // classes of bytes that it holds
}

// The classes of bytes that need care.
const (
	isDelimiter uint8 = 1 << iota
	isQuote
	isHigh    // 0x80 and above
	isControl // below 0x20
	isOdd     // in UTF-8, what other characters than the letters of Western Europe begin with
)

// classOf is the class of a byte that is neither delimiter nor quote.
func classOf(c byte) uint8 {
	switch {
	case c >= 0xcc || c == 0xc2:
		return isHigh | isOdd
	case c >= 0x80:
		return isHigh
	case c < 0x20 || c == 0x7f:
		return isControl
	}
	return 0
}

func newScanner(in io.Reader, dialect source.Dialect) *scanner {
	s := &scanner{in: in, buf: make([]byte, 256<<10), line: 1, delimiter: dialect.Delimiter, quote: dialect.Quote}
	for c := range s.class {
		s.class[c] = classOf(byte(c))
	}
	if s.quote != 0 {
		s.class[s.quote] = isQuote
	}
	s.class[s.delimiter] = isDelimiter
	return s
}

// next gives the next record, or io.EOF after the last.
func (s *scanner) next() (record, error) {
	for {
		stop, err := s.lineEnd(0)
		if err != nil {
			return record{}, err
		}
		text := s.buf[s.start : s.start+stop]
		if len(text) >= len(markUTF8) && text[0] == markUTF8[0] && bytes.HasPrefix(text, markUTF8) {
			s.start += len(markUTF8) // the files put together began with it
			continue
		}
		if n := len(text); n > 0 && text[n-1] == '\r' {
			text = text[:n-1]
		}
		if len(text) == 0 {
			if s.start+stop >= s.end && s.eof {
				s.start = s.end
				return record{}, io.EOF
			}
			s.advance(stop)
			continue
		}
		rec := record{text: text, line: s.line}
		rec.marks = s.split(text)
		if rec.marks&isQuote == 0 {
			rec.fields = s.fields
			s.advance(stop)
			return rec, nil
		}
		return s.quoted(stop)
	}
}

// split parts a line without regard to quotes and tells which classes of bytes it holds.
func (s *scanner) split(text []byte) uint8 {
	fields, class := s.fields[:0], &s.class
	from, marks := uint32(0), uint8(0)
	for i, c := range text {
		if found := class[c]; found != 0 {
			marks |= found
			if found == isDelimiter {
				fields = append(fields, field{start: from, end: uint32(i), bare: true})
				from = uint32(i) + 1
			}
		}
	}
	s.fields = append(fields, field{start: from, end: uint32(len(text)), bare: true})
	return marks
}

// What parse found.
type outcome int

const (
	whole  outcome = iota // a record
	partly                // the text ends before the record does
	broken                // a quote without an end, or with text after it
)

// quoted parts the record at start, whose first line ends after stop bytes, with regard to quotes.
func (s *scanner) quoted(stop int) (record, error) {
	for {
		text := s.buf[s.start:s.end]
		size, next, found := s.parse(text)
		if found == partly {
			if err := s.fill(); err != nil {
				return record{}, err
			}
			continue
		}
		severalLines := size > stop
		if found == broken || severalLines && s.width > 0 && len(s.fields) != s.width && !s.trails() {
			return s.cut(stop), nil
		}
		rec := record{text: text[:size], fields: s.fields, line: s.line}
		for _, c := range rec.text {
			rec.marks |= s.class[c]
		}
		s.line += int64(bytes.Count(text[:next], []byte{'\n'}))
		s.start += next
		return rec, nil
	}
}

// trails tells that the record at hand ends with a delimiter behind its last field.
func (s *scanner) trails() bool {
	last := len(s.fields) - 1
	return last == s.width && s.fields[last].start == s.fields[last].end
}

// parse parts the record that text begins with. size is its length without the line end, next where the one after
// it begins.
func (s *scanner) parse(text []byte) (size, next int, found outcome) {
	s.fields = s.fields[:0]
	for at := 0; ; at++ { // each turn begins a field and ends on the byte after it
		if at < len(text) && text[at] == s.quote {
			f, after, found := s.quotedField(text, at)
			if found != whole {
				return 0, 0, found
			}
			s.fields = append(s.fields, f)
			at, size = after, after
		} else {
			f := field{start: uint32(at), bare: true}
			for at < len(text) && text[at] != s.delimiter && text[at] != '\n' {
				at++
			}
			if at == len(text) && !s.eof {
				return 0, 0, partly
			}
			f.end = uint32(at)
			if f.end > f.start && text[at-1] == '\r' && (at == len(text) || text[at] == '\n') {
				f.end--
			}
			s.fields = append(s.fields, f)
			size = int(f.end)
		}
		switch {
		case at >= len(text):
			return size, len(text), whole
		case text[at] == '\n':
			return size, at + 1, whole
		case text[at] == '\r': // only after a quoted field
			return size, min(at+2, len(text)), whole
		}
	}
}

// quotedField reads the field whose opening quote stands at from. after is the place behind its closing quote,
// where a delimiter, a line end or the end of the file stands.
func (s *scanner) quotedField(text []byte, from int) (f field, after int, found outcome) {
	f.start = uint32(from) + 1
	for at := from + 1; ; at += 2 {
		bound, step := min(len(text), from+maxQuoted), -1
		if at < bound {
			step = bytes.IndexByte(text[at:bound], s.quote)
		}
		if step < 0 {
			if s.eof || len(text)-from >= maxQuoted {
				return f, 0, broken
			}
			return f, 0, partly
		}
		at += step
		rest := text[at+1:]
		if len(rest) < 2 && !s.eof {
			return f, 0, partly
		}
		switch {
		case len(rest) > 0 && rest[0] == s.quote:
			f.escaped = true
			continue
		case len(rest) == 0, rest[0] == s.delimiter, rest[0] == '\n', rest[0] == '\r' && (len(rest) == 1 || rest[1] == '\n'):
			f.end = uint32(at)
			return f, at + 1, whole
		}
		return f, 0, broken
	}
}

// cut gives out the first line, of stop bytes, as a faulty record.
func (s *scanner) cut(stop int) record {
	rec := record{text: bytes.TrimSuffix(s.buf[s.start:s.start+stop], []byte{'\r'}), line: s.line, fault: source.UnbalancedQuote}
	for _, c := range rec.text {
		rec.marks |= s.class[c]
	}
	s.advance(stop)
	return rec
}

// lineEnd gives the offset from start of the next line end at or after from, or of the end of the file.
func (s *scanner) lineEnd(from int) (int, error) {
	for {
		if i := bytes.IndexByte(s.buf[s.start+from:s.end], '\n'); i >= 0 {
			if from+i > maxRecord {
				return 0, errLong
			}
			return from + i, nil
		}
		from = s.end - s.start
		if s.eof {
			return from, nil
		}
		if err := s.fill(); err != nil {
			return 0, err
		}
	}
}

// advance moves behind a line of size bytes and its line end.
func (s *scanner) advance(size int) {
	s.line++
	s.start = min(s.start+size+1, s.end)
}

// fill reads more text behind what is there, moving or growing the buffer when it is full.
func (s *scanner) fill() error {
	if s.start > 0 && s.end == len(s.buf) {
		copy(s.buf, s.buf[s.start:s.end])
		s.start, s.end = 0, s.end-s.start
	}
	if s.end == len(s.buf) {
		if len(s.buf) > maxRecord {
			return errLong
		}
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	n, err := s.in.Read(s.buf[s.end:])
	s.end += n
	if err == io.EOF {
		s.eof = true
		return nil
	}
	return err
}
