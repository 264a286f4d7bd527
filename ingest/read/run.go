package read

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"klarsyn/ingest/source"

	"github.com/klauspost/compress/gzip"
)

// run reads the file by its extension, hashes the delivered bytes on the way and checks that nobody wrote to it.
func (n *normaliser) run(ctx context.Context, path string, options Options) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open delivered file: %w", err)
	}
	defer file.Close()
	before, err := file.Stat()
	if err != nil {
		return fmt.Errorf("look at delivered file: %w", err)
	}
	if !before.Mode().IsRegular() {
		return n.refuse(Unreadable, "a file", "something else, such as a folder", "give the path of a file")
	}
	if before.Size() == 0 {
		return n.refuse(EmptyFile, "a header and records", "an empty file", "ask for the extract again")
	}
	n.head = make([]byte, min(sniffed, before.Size()))
	if _, err := file.ReadAt(n.head, 0); err != nil {
		return fmt.Errorf("read delivered file: %w", err)
	}
	in := &tap{ctx: ctx, in: file, hash: sha256.New(), total: before.Size(), progress: options.Progress}
	readErr := n.format(ctx, path, file, in, options)
	var refusal *Refusal
	if readErr == nil || errors.As(readErr, &refusal) {
		readErr = errors.Join(append(append(n.refusals, n.personal()...), readErr)...)
	}
	if readErr == nil || errors.As(readErr, &refusal) {
		if err := n.unchanged(path, file, before, in); err != nil {
			return err
		}
	}
	n.file.SHA256, n.file.Size = hex.EncodeToString(in.hash.Sum(nil)), before.Size()
	return readErr
}

// format reads the file as what its extension says.
func (n *normaliser) format(ctx context.Context, path string, file *os.File, in *tap, options Options) error {
	switch extension := strings.ToLower(filepath.Ext(path)); extension {
	case ".gz":
		unzip, err := gzip.NewReader(in)
		if err != nil {
			return n.damaged(in, "a gzip file", err)
		}
		guard := &expansion{in: unzip, read: in, ratio: options.MaxRatio, size: options.MaxSize}
		if guard.ratio == 0 {
			guard.ratio = 200
		}
		if guard.size == 0 {
			guard.size = 256 << 30
		}
		if err := n.text(guard); err != nil {
			return err
		}
	case ".xlsx", ".arrow", ".feather", ".ipc", ".parquet":
		if _, err := io.Copy(io.Discard, in); err != nil { // hash first: these formats are read out of order
			return fmt.Errorf("read delivered file: %w", err)
		}
		n.form = columnar
		switch extension {
		case ".xlsx":
			n.form = workbook
			return n.workbook(ctx, file, in.total, options)
		case ".parquet":
			return n.parquet(ctx, path, options)
		}
		return n.arrow(ctx, file)
	default:
		if err := n.text(in); err != nil {
			return err
		}
	}
	_, err := io.Copy(io.Discard, in)
	return err
}

// text reads delimited text.
func (n *normaliser) text(in io.Reader) error {
	buffered := bufio.NewReaderSize(in, 64<<10)
	dialect := n.group.Dialect
	if head, err := buffered.Peek(sniffed); err == nil || errors.Is(err, io.EOF) {
		if err := n.foreign(head); err != nil {
			return err
		}
	}
	found, ok, err := begin(buffered, dialect.Encoding)
	if err != nil {
		return n.damaged(in, "text", err)
	}
	if !ok {
		return n.refuse(Undecodable, "text in "+dialect.Encoding, "text in "+found, "declare the encoding that the file is in, in the source's dialect")
	}
	decoder, decoded := newDecoder(dialect.Encoding, buffered)
	n.decoder = decoder
	return n.lines(newScanner(decoded, dialect), in)
}

// lines reads the header and all records.
func (n *normaliser) lines(scan *scanner, in io.Reader) error {
	first, err := scan.next()
	if err == nil && first.line == 1 {
		if sign, ok := separator(first.text); ok {
			if sign != n.group.Dialect.Delimiter {
				return n.separated(sign)
			}
			first, err = scan.next()
		}
	}
	if errors.Is(err, io.EOF) {
		return n.refuse(EmptyFile, "a header and records", "nothing but empty lines", "ask for the extract again")
	}
	for began := false; !errors.Is(err, io.EOF); first, err = scan.next() {
		switch {
		case errors.Is(err, errLong):
			if bytes.IndexByte(scan.buf, '\r') >= 0 {
				return n.loneCR(scan.line)
			}
			return &Refusal{File: n.name, Line: scan.line, Rule: LongLine, Expected: "records of at most 16 MB",
				Found: "a longer one", Do: "are the line ends right, and is the file text at all?"}
		case err != nil:
			return n.damaged(in, "text", err)
		case !began:
			began = true
			if err := n.opening(scan, first); err != nil {
				return err
			}
			if n.group.Dialect.Header {
				continue
			}
			fallthrough
		default:
			if err := n.record(first); err != nil {
				return err
			}
		}
	}
	return n.finish()
}

// opening takes the file's first record: the header, or a record that shows whether the declared names fit.
func (n *normaliser) opening(scan *scanner, first record) error {
	dialect := n.group.Dialect
	if hasLoneCR(first) {
		return n.loneCR(first.line)
	}
	if first.fault != "" {
		refusal := &Refusal{File: n.name, Line: first.line, Rule: HeaderWidth, Expected: "column names parted by " + delimiterName(dialect.Delimiter),
			Found: "a quote without an end", Do: "is quote: in the source's dialect right?"}
		if cause, found := n.otherDelimiter(first.text, 0); found {
			refusal.Found, refusal.Do = cause.found, cause.do
		}
		return refusal
	}
	if first.marks&isHigh != 0 && !n.decoder.valid(first.text) {
		return n.undecodable(first)
	}
	if !dialect.Header {
		if len(first.fields) != len(dialect.Names) {
			return &Refusal{File: n.name, Line: first.line, Rule: HeaderWidth, Expected: fmt.Sprintf("%d columns, as names: has", len(dialect.Names)),
				Found: fmt.Sprintf("%d", len(first.fields)), Do: "correct names: or the delimiter in the source's dialect"}
		}
		scan.width = len(dialect.Names)
		return n.header(dialect.Names)
	}
	n.opened, n.headed = bytes.Clone(first.text), first.line
	names := n.texts(first)
	scan.width = len(names)
	if last := len(names) - 1; last > 0 && names[last] == "" { // records may lack the delimiter that the header ends with
		scan.width = last
	}
	n.ahead = func() []titled { return n.titles(scan) }
	return n.header(names)
}

// texts are a record's cells as text.
func (n *normaliser) texts(rec record) []string {
	var texts []string
	for _, f := range rec.fields {
		cell := rec.text[f.start:f.end]
		if f.escaped {
			cell = n.unescape(cell)
		}
		texts = append(texts, string(n.decoder.append(nil, cell)))
	}
	return texts
}

// titles reads the lines under the first, among which the header may be.
func (n *normaliser) titles(scan *scanner) (lines []titled) {
	for range titleRows {
		rec, err := scan.next()
		if err != nil {
			break
		}
		if rec.fault == "" {
			lines = append(lines, titled{rec.line, n.texts(rec)})
		}
	}
	return lines
}

// titleRows is how many rows above the header are looked through.
const titleRows = 30

// hasLoneCR tells a carriage return without a line feed outside of quotes.
func hasLoneCR(rec record) bool {
	if rec.marks&isControl == 0 {
		return false
	}
	if rec.fault == source.UnbalancedQuote {
		return bytes.IndexByte(rec.text, '\r') >= 0
	}
	return slices.ContainsFunc(rec.fields, func(f field) bool { return f.bare && bytes.IndexByte(rec.text[f.start:f.end], '\r') >= 0 })
}

func (n *normaliser) loneCR(line int64) error {
	return &Refusal{File: n.name, Line: line, Rule: LineEnds, Expected: "lines that end in LF or CRLF", Found: "lone CR line ends",
		Do: "save the file with line ends of Windows or Unix, or request it so"}
}

func (n *normaliser) refuse(rule Rule, expected, found, do string) error {
	return &Refusal{File: n.name, Rule: rule, Expected: expected, Found: found, Do: do}
}

// damaged words an error of a format's reader. Errors of the machine and a cancelled context stay what they are.
func (n *normaliser) damaged(in io.Reader, what string, err error) error {
	var refusal *Refusal
	var pathErr *os.PathError
	if errors.As(err, &refusal) || errors.As(err, &pathErr) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("read %s: %w", n.name, err)
	}
	if errors.Is(err, errExpansion) {
		return n.refuse(Expansion, "a compressed file of data", "one that grows without end (a zip bomb?)",
			"unpack it and look; a larger file can be allowed when the load is started")
	}
	return n.refuse(Unreadable, what, "one that is damaged or cut off", n.another(what))
}

// unchanged checks that the file is what it was when reading began.
func (n *normaliser) unchanged(path string, file *os.File, before os.FileInfo, in *tap) error {
	after, err := file.Stat()
	if err != nil {
		return fmt.Errorf("look at delivered file: %w", err)
	}
	named, err := os.Stat(path)
	if err != nil || !os.SameFile(before, named) || after.Size() != before.Size() || !after.ModTime().Equal(before.ModTime()) || in.done > before.Size() {
		return n.refuse(ChangedMeanwhile, "a file at rest", "one that was written to while it was read",
			"wait until the delivery is complete and load again")
	}
	return nil
}

// A tap hashes and counts what is read, and stops when the context ends.
type tap struct {
	ctx         context.Context
	in          io.Reader
	hash        hash.Hash
	done, total int64
	progress    func(done, total int64)
}

func (t *tap) Read(p []byte) (int, error) {
	if err := t.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := t.in.Read(p)
	t.hash.Write(p[:n])
	t.done += int64(n)
	if t.progress != nil {
		t.progress(t.done, t.total)
	}
	return n, err
}

var errExpansion = errors.New("compressed file grows beyond its limit")

// An expansion stops a compressed file that grows out of proportion. The first 64 MB are always let through.
type expansion struct {
	in          io.Reader
	read        *tap
	done        int64
	ratio, size int64
}

func (e *expansion) Read(p []byte) (int, error) {
	n, err := e.in.Read(p)
	e.done += int64(n)
	if e.done > e.size || e.done > 64<<20 && e.done/max(e.read.done, 1) > e.ratio {
		return 0, errExpansion
	}
	return n, err
}

// Raw fetches the text of single records by their numbers, for the quarantine: of at most MaxRaw bytes each, with what
// looks like a personal number blotted out. It reads the file again.
func Raw(ctx context.Context, path string, group *source.Group, options Options, rows []int64) (map[int64]string, error) {
	wanted := slices.Sorted(slices.Values(rows))
	found := make(map[int64]string, len(wanted))
	n := &normaliser{file: &File{}, name: Name(path), group: group}
	n.prepare()
	n.visit = func(number int64, rec record) error {
		for len(wanted) > 0 && wanted[0] < number {
			wanted = wanted[1:]
		}
		if len(wanted) > 0 && wanted[0] == number {
			found[number] = n.raw(rec)
		}
		return nil
	}
	options.Progress = nil
	if err := n.run(ctx, path, options); err != nil {
		return nil, fmt.Errorf("fetch records: %w", err)
	}
	return found, nil
}
