// Package decision reads officers' workbooks back: what was decided on each row, by
// whom, when and why. Pure over books; whether a row still fits the matter it speaks
// of is for the office to say.
package decision

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"tonghop/internal/sheet"
	"tonghop/internal/viet"
)

// Kind is what is decided.
type Kind string

// What an officer may decide (contract: can-quyet-dinh.xlsx).
const (
	Version  Kind = "version"  // which of a unit's versions counts: Value is its number
	Assign   Kind = "assign"   // whose an unknown file is: Value is a unit's code
	Void     Kind = "void"     // a file that was dropped wrongly counts for nothing
	Accept   Kind = "accept"   // one finding, or with none named the whole return, as it is
	Count    Kind = "count"    // a returned unit counts in the totals all the same
	Received Kind = "received" // when a unit's return truly came in: Value is a day
	Revoke   Kind = "revoke"   // a decision is taken back: Value is its number
	// Admit lets an officers' workbook that waits be recorded: Value is Once or Always, Input its
	// sender, Found its desk.
	Admit Kind = "admit"
	Noted Kind = "noted" // officers' workbooks without a seal were looked at
	Trust Kind = "trust" // another workspace's key is as good as ours for a unit: Value is its id

	Appraise  Kind = "appraise"  // a desk's appraisal of a return: Appraisal
	Recognise Kind = "recognise" // a unit is recognised or not: Value is Yes or No, Number that of the decision
	Commend   Kind = "commend"   // a nominee is commended or not: Input is the nominee, Value Yes or No
)

// Decision is one that was taken.
type Decision struct {
	ID     int64           `json:"-"` // its position in the ledger
	Round  string          `json:"round"`
	Kind   Kind            `json:"kind"`
	Unit   string          `json:"unit,omitempty"`
	SHA    string          `json:"sha256,omitempty"` // of the file it speaks of
	Code   string          `json:"code,omitempty"`   // of the finding that is accepted
	Rule   string          `json:"rule,omitempty"`
	Input  string          `json:"input,omitempty"`
	Found  string          `json:"found,omitempty"` // what the finding found: another figure is another matter
	Value  string          `json:"value,omitempty"`
	Reason string          `json:"reason"`
	By     string          `json:"by"`
	Day    string          `json:"day"`              // YYYY-MM-DD
	Until  string          `json:"until,omitempty"`  // the last day on which it holds; "" for no end
	Book   string          `json:"paper"`            // hash of the officers' workbook
	Line   int             `json:"line"`             // its row there
	Number string          `json:"number,omitempty"` // of the paper by which it was decided
	Signer string          `json:"signer,omitempty"`
	Matter string          `json:"matter,omitempty"` // what the row was when the workbook was written
	Scores json.RawMessage `json:"scores,omitempty"` // of a recognition: what was decided upon

	Source    *Source    `json:"source,omitempty"` // of the officers' workbook; nil before it was recorded
	Appraisal *Appraisal `json:"appraisal,omitempty"`
	At        time.Time  `json:"-"`
	Revoked   bool       `json:"-"`
}

// Values of Admit: this workbook alone, or each appraisal workbook of its sender for its desk.
const (
	Once   = "once"
	Always = "always"
)

// Values of what is decided with yes or no.
const (
	Yes = "yes"
	No  = "no"
)

// Appraisal is what a desk gives a unit.
type Appraisal struct {
	Desk      string            `json:"desk"`
	Seat      string            `json:"seat,omitempty"` // unit at which the desk sits
	Criteria  map[string]string `json:"criteria,omitempty"`
	Bonus     string            `json:"bonus,omitempty"`
	Total     string            `json:"total,omitempty"`     // of a unit whose criteria are not known
	Gate      bool              `json:"gate,omitempty"`      // a general standard is violated
	GateTyped string            `json:"gate_said,omitempty"` // as the appraiser wrote it; "" for nothing
	Result    string            `json:"result"`
	Papers    string            `json:"papers,omitempty"` // day on which the paper copies came, YYYY-MM-DD
}

// InForce tells whether a decision holds on the day of a moment, in the round's zone.
func (d Decision) InForce(at time.Time) bool {
	return !d.Revoked && (d.Until == "" || at.Format(time.DateOnly) <= d.Until)
}

// Mark stands in the first cell of the hidden sheet of a workbook of decisions.
const Mark = "tonghop-quyet-dinh"

// Keys of the hidden sheet beside the mark.
const (
	KeyRound = "vong"
	KeySheet = "trang" // name of the sheet with the rows
	KeyFirst = "dong"  // its first row
)

// Columns of the sheet of decisions, from 1.
const (
	ColNo, ColKind, ColUnit, ColMatter     = 1, 2, 3, 4
	ColDecision, ColReason, ColBy, ColDay  = 5, 6, 7, 8
	ColUntil, ColResult, ColKey, ColDigest = 9, 10, 11, 12
	ColSeal                                = 13
)

// Row is one filled-in row.
type Row struct {
	Line     int    // of the sheet
	Key      string // the matter; "" for a row that the officer began
	Digest   string // of the matter when the workbook was written
	Seal     string // keyed, over key and digest
	No       string // its number in its section
	Kind     string // as chosen, of a row that the officer began
	Unit     string // the same
	Decision string
	Reason   string
	By       string
	Day      string // YYYY-MM-DD, or as typed where it is no day
	Until    string
	Faults   []Fault // what is missing or wrong in the row itself
}

// Fault is what is wrong with a row.
type Fault string

// The faults of a row.
const (
	NoDecision Fault = "decision"
	NoReason   Fault = "reason"
	NoName     Fault = "name"
	NoDay      Fault = "day"
	BadUntil   Fault = "until"
)

// Workbook is a filled-in workbook of decisions.
type Workbook struct {
	Stamp
	Rows []Row
}

// Read reads the rows in which something was filled in.
func Read(b *sheet.Book) Workbook {
	var w Workbook
	keys := map[string]string{}
	for _, s := range b.Sheets {
		if s.At(1, 1).Text != Mark {
			continue
		}
		for row := 2; row <= stampRows; row++ {
			keys[s.At(row, 1).Text] = s.At(row, 2).Text
		}
		break
	}
	w.Stamp, _ = StampOf(b)
	s := b.Sheet(keys[KeySheet])
	if s == nil {
		s = find(b)
	}
	if s == nil {
		return w
	}
	first, _ := strconv.Atoi(keys[KeyFirst])
	for row := max(first, 2); row <= s.LastIn(100_000); row++ {
		if r, ok := readRow(b, s, row); ok {
			w.Rows = append(w.Rows, r)
		}
	}
	return w
}

// digestLen is how long the digest of a matter is, in characters.
const digestLen = 16

// find is the sheet with keys in its column, where it was given another name.
func find(b *sheet.Book) *sheet.Sheet {
	for _, s := range b.Sheets {
		for c := range s.Cells() {
			if c.Col == ColDigest && len(c.Text) == digestLen && s.At(c.Row, ColKey).Text != "" {
				return s
			}
		}
	}
	return nil
}

func readRow(b *sheet.Book, s *sheet.Sheet, row int) (Row, bool) {
	text := func(col int) string {
		c := s.At(row, col)
		if c.Formula || c.Kind == sheet.Fault {
			return ""
		}
		if c.Kind == sheet.Number && !c.IsDate {
			if d, err := c.Decimal(); err == nil {
				return d.String()
			}
		}
		return viet.Clean(c.Text)
	}
	r := Row{
		Line:     row,
		Key:      text(ColKey),
		Digest:   text(ColDigest),
		Seal:     text(ColSeal),
		No:       text(ColNo),
		Decision: text(ColDecision),
		Reason:   text(ColReason),
		By:       text(ColBy),
	}
	if r.Key == "" {
		r.Kind, r.Unit = text(ColKind), text(ColUnit)
	}
	day, okDay := date(b, s.At(row, ColDay))
	until, okUntil := date(b, s.At(row, ColUntil))
	if c := s.At(row, ColDecision); c.IsDate { // a day as the decision
		r.Decision, _ = date(b, c)
	}
	r.Day, r.Until = day, until
	if r.Decision == "" && r.Reason == "" && r.Kind == "" {
		return r, false // nothing decided here
	}
	for _, f := range []struct {
		bad   bool
		fault Fault
	}{
		{r.Decision == "", NoDecision},
		{r.Reason == "", NoReason},
		{r.By == "", NoName},
		{!okDay || day == "", NoDay},
		{!okUntil, BadUntil},
	} {
		if f.bad {
			r.Faults = append(r.Faults, f.fault)
		}
	}
	return r, true
}

// date reads a day; ok is false for something that is none, "" is no day at all.
func date(b *sheet.Book, c sheet.Cell) (day string, ok bool) {
	switch c.Kind {
	case sheet.Empty:
		return "", true
	case sheet.Number:
		d, err := c.Decimal()
		if err != nil {
			return c.Text, false
		}
		t, ok := b.Date(d.InexactFloat64())
		return t.Format(time.DateOnly), ok && d.IsPositive()
	case sheet.Text:
		text := viet.Clean(c.Text)
		if text == "" {
			return "", true
		}
		t, ok := viet.ParseDate(text)
		if !ok {
			return text, false
		}
		return t.Format(time.DateOnly), true
	}
	return c.Text, false
}

// Key is the matter that a row of the workbook stands for.
func Key(parts ...string) string { return strings.Join(parts, "|") }
