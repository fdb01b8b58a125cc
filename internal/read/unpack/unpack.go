// Package unpack takes containers apart: .zip archives, .eml and .msg mails, each to its
// parts with their origin. Pure over bytes: no path in a container leads anywhere, nothing
// is written, and what is inside is bounded in depth, count and size.
package unpack

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"path"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Kind is which container a file is.
type Kind string

// The containers that are taken apart.
const (
	Zip  Kind = ".zip"
	Mail Kind = ".eml"
	Msg  Kind = ".msg" // of Outlook
)

// Limits bound what a container may hold and what taking it apart may cost.
type Limits struct {
	Depth    int   // containers within containers
	Parts    int   // files that are handed out
	Entries  int   // entries of a directory, sections of a mail
	Part     int64 // bytes of one file
	Held     int64 // bytes unpacked at one moment: the part, and the containers it stands in
	Expanded int64 // bytes of all files together
	Reading  int64 // bytes that workbooks among them expand to, six times those that are packed oddly well
	Ratio    int64 // expanded to packed, judged above 1 MB
}

// DefaultLimits are for what units send: a mail with a folder of workbooks. Part is what
// the reader takes of a workbook.
var DefaultLimits = Limits{
	Depth: 4, Parts: 1000, Entries: 20_000,
	Part: 32 << 20, Held: 40 << 20, Expanded: 128 << 20, Reading: 512 << 20, Ratio: 250,
}

// Letter is the mail that a part came with.
type Letter struct {
	From    string    `json:"from,omitempty"`
	Subject string    `json:"subject,omitempty"`
	Date    time.Time `json:"date,omitzero"` // as the mail says; zero where it says none
}

// Part is one file of a container, or, with Trouble, what is to be told of a file or of a
// container within.
type Part struct {
	Name    string  // within the container, with slashes; "" for the container itself
	Data    []byte  // valid until the next part is asked for; nil where Trouble is set
	Letter  *Letter // the innermost mail that it came with; nil for none
	Inline  bool    // a picture of the mail's text rather than an attachment
	Cut     bool    // the mail ends within this part or right behind it
	Trouble error   // *Excess, *Damage, ErrLocked or ErrCut

	kind Kind // what the container says that it is
}

// ErrLocked says that a part is behind a password.
var ErrLocked = errors.New("behind a password")

// ErrCut says that a mail ends before its closing boundary; what came before was given.
var ErrCut = errors.New("cut before its end")

// Excess says that a part or a container is over a limit.
type Excess struct{ What string }

func (e *Excess) Error() string { return e.What }

// Damage says that a part or a container is broken.
type Damage struct{ Err error }

func (d *Damage) Error() string { return fmt.Sprintf("damaged: %v", d.Err) }

func (d *Damage) Unwrap() error { return d.Err }

func damage(format string, args ...any) error { return &Damage{fmt.Errorf(format, args...)} }

func excess(format string, args ...any) error { return &Excess{fmt.Sprintf(format, args...)} }

// KindOf tells which container the bytes are; "" for none. A workbook or document, which
// is a zip archive too, is none.
func KindOf(data []byte) Kind {
	switch {
	case bytes.HasPrefix(data, compound):
		if isMsg(data) {
			return Msg
		}
	case isMail(data):
		return Mail
	case isArchive(data):
		return Zip
	}
	return ""
}

// Walk takes a container apart, with those inside it, and hands out one part at a time in
// the order of the container. The same bytes always give the same parts under the same
// names. It ends early when ctx is done: see ctx.Err afterwards.
func Walk(ctx context.Context, data []byte, lim Limits) iter.Seq[Part] {
	return func(yield func(Part) bool) {
		w := &walker{ctx: ctx, lim: lim, yield: yield, names: map[string]int{}}
		w.open(KindOf(data), data, place{})
	}
}

// place is where in a container something stands.
type place struct {
	within string // path of the container, with a slash behind it
	letter *Letter
	depth  int
}

// name is the path of the container itself.
func (p place) name() string { return strings.TrimSuffix(p.within, "/") }

type walker struct {
	ctx   context.Context
	lim   Limits
	yield func(Part) bool
	names map[string]int // how often a name was given out
	given int
	used  int64    // bytes unpacked, of containers within containers too
	cost  int64    // what reading the workbooks among them comes to
	rooms [][]byte // memory for the part in hand, by depth
	ended bool
}

func (w *walker) open(kind Kind, data []byte, at place) {
	switch kind {
	case Zip:
		w.zip(data, at)
	case Mail:
		w.mail(data, at)
	case Msg:
		w.msg(data, at)
	default:
		w.tell(at.name(), damage("no container"))
	}
}

// done tells whether the walk is over.
func (w *walker) done() bool {
	w.ended = w.ended || w.ctx.Err() != nil
	return w.ended
}

// give hands a part out, or takes it apart where it is a container itself.
func (w *walker) give(p Part, at place) {
	if w.done() {
		return
	}
	p.Name, p.Letter = w.unique(at.within+safe(p.Name)), at.letter
	if p.Trouble == nil && p.kind == "" {
		p.kind = KindOf(p.Data)
	}
	if p.Trouble == nil && p.kind == "" && !w.readable(p.Data) {
		p.Trouble = excess("more than %d MB to read in workbooks", w.lim.Reading>>20)
	}
	switch inner := (place{p.Name + "/", at.letter, at.depth + 1}); {
	case p.Trouble != nil || p.kind == "":
		w.hand(p)
	case inner.depth >= w.lim.Depth:
		w.tell(p.Name, excess("containers within containers more than %d deep", w.lim.Depth))
	default:
		w.open(p.kind, p.Data, inner)
	}
}

// hand gives a part to the caller, and ends the walk at the limit of parts.
func (w *walker) hand(p Part) {
	if w.done() {
		return
	}
	if w.given++; w.given > w.lim.Parts {
		p = Part{Trouble: excess("more than %d files", w.lim.Parts)}
		w.ended = true
	}
	if p.Trouble != nil {
		p.Data = nil
	}
	if !w.yield(p) {
		w.ended = true
	}
}

// tell says what is wrong with a container or a part that was named already.
func (w *walker) tell(name string, trouble error) { w.hand(Part{Name: name, Trouble: trouble}) }

// charge counts unpacked bytes; beyond the limit nothing more is unpacked.
func (w *walker) charge(n int64) bool {
	if w.used += n; w.used <= w.lim.Expanded {
		return true
	}
	if !w.done() {
		w.tell("", excess("more than %d MB unpacked", w.lim.Expanded>>20))
		w.ended = true
	}
	return false
}

// readable counts what a workbook expands to: reading it is the caller's, and many small
// ones must not take him minutes.
func (w *walker) readable(data []byte) bool {
	if !bytes.HasPrefix(data, []byte("PK")) {
		return true
	}
	d, err := readDirectory(data, w.lim.Entries)
	if err != nil {
		return true
	}
	cost, all := int64(0), int64(len(data))
	for i := range d.entries {
		cost += int64(min(d.entries[i].size, uint64(w.lim.Part))) // beyond it nobody reads
	}
	if cost = min(cost, 3*w.lim.Part); cost > 40*all {
		cost *= 6
	}
	if w.cost+cost > w.lim.Reading {
		return false
	}
	w.cost += cost
	return true
}

// room is memory for a part at a depth. It is used again for the next part there, so that
// a container costs no more than its largest part and the containers around it.
func (w *walker) room(depth int, size int64) ([]byte, error) {
	for len(w.rooms) <= depth {
		w.rooms = append(w.rooms, nil)
	}
	for i := range w.rooms[depth+1:] {
		w.rooms[depth+1+i] = nil
	}
	left := w.lim.Held
	for _, r := range w.rooms[:depth] {
		left -= int64(cap(r))
	}
	if size > left || size > w.lim.Part {
		return nil, excess("%d bytes unpacked, at most %d", size, min(left, w.lim.Part))
	}
	if have := int64(cap(w.rooms[depth])); have < size || have > 2*size+(4<<20) {
		w.rooms[depth] = nil // the collector may have it before the next is made
		w.rooms[depth] = make([]byte, size)
	}
	return w.rooms[depth][:size], nil
}

// unique tells parts of one name apart: two units may well attach a "báo cáo.xlsx" to one
// forwarded mail. The same container always gives the same names.
func (w *walker) unique(name string) string {
	if w.names[name]++; w.names[name] == 1 {
		return name
	}
	ext := path.Ext(name)
	for {
		other := fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(name, ext), w.names[name], ext)
		if w.names[other] == 0 {
			w.names[other] = 1
			return other
		}
		w.names[name]++
	}
}

// safe is a part's name with nothing in it that leads anywhere or changes how the text
// around it is shown: it is only ever shown and recorded.
func safe(name string) string {
	var parts []string
	for _, p := range strings.FieldsFunc(strings.ToValidUTF8(name, "_"), slash) {
		if p = strings.TrimSpace(strings.Map(harmless, p)); p == "" || p == "." || p == ".." {
			continue
		}
		if utf8.RuneCountInString(p) > 120 {
			ext := []rune(path.Ext(p))
			ext = ext[:min(len(ext), 10)]
			p = string([]rune(p)[:120-len(ext)]) + string(ext)
		}
		if parts = append(parts, p); len(parts) == 20 {
			break
		}
	}
	if len(parts) == 0 {
		return "_"
	}
	return norm.NFC.String(strings.Join(parts, "/"))
}

func slash(r rune) bool { return r == '/' || r == '\\' }

// harmless replaces control characters, and drops marks that turn the direction of text.
func harmless(r rune) rune {
	switch {
	case unicode.IsControl(r), r == '\u2028', r == '\u2029':
		return '_'
	case unicode.Is(unicode.Cf, r): // RTL marks, joiners, byte order marks
		return -1
	}
	return r
}
