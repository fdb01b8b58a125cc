package roll

import (
	"slices"
	"strings"
	"time"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/desk"
	"tonghop/internal/count/rollup"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/harmless"
	"tonghop/internal/judge/record"
	"tonghop/internal/judge/score"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
	"tonghop/internal/seal"
)

// ShownAs is a receipt's name as workbooks show it: on one line, and nothing in it turns
// the text around or cannot be seen.
func ShownAs(name string) string { return harmless.Text(ledger.DroppedAs(name)) }

// SummaryOf is the picture as the consolidated workbook shows it.
func SummaryOf(p *standing.Picture, inbox []InboxLine) Summary {
	s := Summary{
		Round:    p.Round,
		Position: p.Position,
		At:       p.At,
		Totals:   p.Tree().Roll(),
		Below:    p.Below,
		Places:   p.Coverage(),
		Nominees: desk.ProposalOf(p).Nominees,
	}
	s.Sources = sources(p, s.Totals)
	for _, st := range p.Units {
		s.Units = append(s.Units, unitLine(p, st))
	}
	s.Receipts = receiptLines(p)
	s.Rules = hits(p)
	s.Inbox = inbox
	return s
}

// unitLine is a unit as the consolidated workbook shows it.
func unitLine(p *standing.Picture, st *standing.Standing) UnitLine {
	l := stands(p, st)
	l.Waiting, l.Decided, l.Findings = waits(p, st), decided(p, st), st.Findings()
	l.Scores, l.Own = st.Scores, st.Own(p.Round)
	appraisedLine(p, st, &l)
	return l
}

// stands is how a unit stands, without what is said of it.
func stands(p *standing.Picture, st *standing.Standing) UnitLine {
	l := UnitLine{
		Unit:      st.Unit,
		Expected:  st.Expected,
		Status:    st.Status(),
		Late:      st.Late,
		OnTime:    st.OnTime,
		Undecided: st.Undecided(),
	}
	if n := st.Newest(); n != nil {
		first := st.Versions[0]
		if st.TimedBy != nil {
			first = st.TimedBy
		}
		l.Version, l.Received, l.Dropped = n.Number, p.ReceivedOn(st, first), first.First().Received
	}
	if c := st.Counts; c != nil {
		l.Counts, l.Counted, l.File = &c.Verdict, c.Number, ShownAs(c.First().Name)
	}
	return l
}

// filed is what became of a file: a version of a unit, or what it is instead.
type filed struct {
	*standing.Version
	unit           string // whose version it is; "" for nobody's
	counts         bool   // the unit's figures are its
	attached, void bool
	untouched      bool // nothing was typed in it
	unread         bool // not judged yet
}

// receiptLines are the receipts, each with what became of its file.
func receiptLines(p *standing.Picture) (out []ReceiptLine) {
	of := map[string]filed{}
	for _, st := range p.Units {
		for _, v := range st.Versions {
			of[v.SHA] = filed{Version: v, unit: st.Unit.Code, counts: v == st.Counts}
		}
	}
	for _, v := range slices.Concat(p.Strays, p.Sheets) {
		of[v.SHA] = filed{Version: v}
	}
	for _, v := range p.Voided {
		of[v.SHA] = filed{Version: v, void: true}
	}
	for _, v := range p.Attached {
		of[v.SHA] = filed{Version: v, attached: true}
	}
	for _, v := range p.Untouched {
		of[v.SHA] = filed{Version: v, untouched: true}
	}
	for _, v := range p.Unread {
		of[v.SHA] = filed{Version: v, unread: true}
	}
	for _, rc := range p.Receipts {
		f := of[rc.SHA]
		l := ReceiptLine{
			Received: rc.Received,
			File:     ShownAs(rc.Name),
			SHA:      rc.SHA,
			Unit:     f.unit,
			Status:   f.Verdict.Status,
			Version:  f.Number,
			Again:    rc.ID != f.First().ID,
			Counts:   f.counts,
		}
		if l.State, l.Note = fileNote(p, f, rc); f.untouched {
			l.Unit = f.Verdict.Unit
		}
		if l.Note == "" {
			l.Note = p.OriginNote(rc.Origin)
		}
		if l.Note == "" && f.unit != "" {
			l.Note = sealNote(p, f.Version)
		}
		out = append(out, l)
	}
	return out
}

// fileNote says what became of a file: its state, where it is no return and that is not its
// verdict's, and a note: why it was not read, where it came from.
func fileNote(p *standing.Picture, f filed, rc ledger.Receipt) (state, note string) {
	var first finding.Finding // of what keeps it from being read
	for _, one := range f.Verdict.Findings {
		if f.unit == "" || one.Severity == finding.Blocker {
			first = one
			note, _ = first.Text(p.Lang())
			break
		}
	}
	if f.unit != "" {
		return "", strings.TrimSpace(note + " " + p.OriginNote(rc.Origin))
	}
	switch {
	case f.Verdict.FileKind == record.ContainerFile && !f.void &&
		(f.Verdict.Understood > 0 || standing.Opened(f.Verdict)):
		return opened.In(p.Lang()), p.InsideNote(f.Version)
	case f.Verdict.FileKind == record.ContainerFile && !f.void:
		return "", note
	case f.Verdict.Officers != nil:
		return officersNote(p, f.Version, rc, note)
	case f.untouched:
		state, note = p.UntouchedNote(f.Verdict)
		return state, strings.TrimSpace(note + " " + p.OriginNote(rc.Origin))
	case f.unread:
		note = readNext.With(p.Lang(), p.OriginNote(rc.Origin))
		return notRead.In(p.Lang()), strings.TrimSpace(note)
	case f.void:
		return voided.In(p.Lang()), voidedByOfficer.In(p.Lang())
	case f.Verdict.FileKind != "":
		return officersBook.In(p.Lang()), workbookNote(p, rc.SHA)
	case f.attached && f.Verdict.Format == "winmail.dat": // what is in it may be the return
		return "", strings.TrimSpace(note + " " + p.OriginNote(rc.Origin))
	case f.attached:
		note = keptWithReturn.With(p.Lang(), p.OriginNote(rc.Origin))
		return kept.In(p.Lang()), strings.TrimSpace(note)
	case strings.HasPrefix(first.Code, "UNIT-"): // it could be read, but not whose it is
		return unitUnknown.In(p.Lang()), note
	}
	return "", note
}

// sealNote says so where a return is not the unit's own form as it was issued here.
func sealNote(p *standing.Picture, v *standing.Version) string {
	switch v.Verdict.Seal {
	case record.SealedKind:
		return kindsForm.In(p.Lang())
	case string(seal.Foreign):
		return p.ElsewhereNote(v)
	case string(seal.None):
		return unsealedForm.In(p.Lang())
	case string(seal.Broken):
		return othersForm.In(p.Lang())
	}
	return ""
}

// hits are what came of each rule's findings, over all versions of all units.
func hits(p *standing.Picture) map[string]Hits {
	out := map[string]Hits{}
	for _, st := range p.Units {
		var before map[string]bool
		for i, v := range st.Versions {
			here := map[string]bool{}
			for _, f := range v.Verdict.Findings {
				if f.Rule == "" || f.Severity == finding.Info {
					continue
				}
				here[f.Rule] = true
				h := out[f.Rule]
				if !before[f.Rule] {
					h.Raised++
				}
				switch last := i == len(st.Versions)-1; {
				case !last && !ruled(st.Versions[i+1], f.Rule):
					h.Mended++
				case !last:
				case f.Explained != "":
					h.Explained++
				case f.Accepted != "":
					h.Accepted++
				default:
					h.Open++
				}
				out[f.Rule] = h
			}
			before = here
		}
	}
	return out
}

// ruled reports whether a version breaks a rule.
func ruled(v *standing.Version, id string) bool {
	breaks := func(f finding.Finding) bool { return f.Rule == id && f.Severity != finding.Info }
	return slices.ContainsFunc(v.Verdict.Findings, breaks)
}

// workbookNote says what became of an officers' workbook.
func workbookNote(p *standing.Picture, sha string) string {
	for _, book := range p.Workbooks {
		if book.SHA == sha {
			recorded, refused := 0, 0
			for _, o := range book.Outcomes {
				switch {
				case !o.Refused.IsZero():
					refused++
				case !o.Cleared:
					recorded++
				}
			}
			note := rowsRecorded.With(p.Lang(), recorded)
			if refused > 0 {
				note += rowsRefused.With(p.Lang(), refused)
			}
			return note
		}
	}
	return ""
}

// officersNote says what became of an officers' workbook, and where it came from; why is
// the first of its findings, where it has some.
func officersNote(p *standing.Picture, v *standing.Version, rc ledger.Receipt, why string) (state, note string) {
	from := p.SourceText(standing.SourceOf(rc, v.Verdict.Officers))
	switch {
	case p.Recorded(v.SHA):
		return officersBook.In(p.Lang()), workbookNote(p, v.SHA) + "; " + from
	case v.Verdict.FileKind == record.UnsealedFile:
		return officersBookUnsealed.In(p.Lang()), why + " (" + from + ")"
	case p.IsVoid(v.SHA):
		return voided.In(p.Lang()), from
	case v.Verdict.Officers.Rows == 0:
		return officersBook.In(p.Lang()),
			nothingFilledIn.With(p.Lang(), from)
	case why == "": // a newer one of the same sender for the same desk stands in its place
		return officersBook.In(p.Lang()),
			newerCame.With(p.Lang(), from)
	}
	return waitsForOfficer.In(p.Lang()), why
}

// decided says that a unit counts, or is taken as it is, by an officer's decision.
func decided(p *standing.Picture, st *standing.Standing) string {
	for _, d := range st.Decisions {
		c := st.Counts
		switch {
		case c == nil || d.SHA != c.SHA:
		case d.Kind == decision.Count:
			return countsByDecision.With(p.Lang(), p.Signed(d))
		case d.Kind == decision.Accept && d.Code == "":
			return acceptedByDecision.With(p.Lang(), p.Signed(d))
		case d.Kind == decision.Version:
			return chosenByDecision.With(p.Lang(), p.Signed(d))
		}
	}
	return ""
}

// waits says what a unit's newest version waits for.
func waits(p *standing.Picture, st *standing.Standing) string {
	if d := decided(p, st); d != "" {
		return d
	}
	w := st.Waiting()
	switch {
	case w == nil:
		return ""
	case w.Conflict:
		return askTheUnit.In(p.Lang())
	case st.Counts != nil:
		return correctWhileCounted.With(p.Lang(), w.Number, st.Counts.Number)
	case w.Verdict.Status == finding.Returned:
		return correctFirst.In(p.Lang())
	}
	return notInTotals.In(p.Lang())
}

// UnitLine is how one unit stands, for the consolidated workbook.
type UnitLine struct {
	Unit      round.Unit
	Expected  bool
	Status    finding.Status
	Late      bool
	OnTime    bool      // a readable return came in by the last day
	Undecided bool      // versions in conflict, none counts: counts as missing
	Received  time.Time // of the version that it is timed by: what lateness is judged by
	Dropped   time.Time // when that version's file was taken in
	Version   int       // the newest
	Counts    *record.Verdict
	Counted   int         // number of the version that counts
	File      string      // of the version that counts
	Waiting   string      // why a newer one does not count
	Decided   string      // that it counts or is as it is by an officer's decision: who, when, why
	Scores    *score.Card // of what counts, with what desks gave; nil for none
	Result    string      // of the last appraisal
	Own       string      // what it says of itself
	Via       string      // the unit whose list speaks for it; "" where it sends a return
	Decision  string      // on its recognition; "" for none
	WhyNot    string      // nothing of it is in the totals, and why; "" where it counts
	Findings  []finding.Finding
}

// ReceiptLine is one receipt.
type ReceiptLine struct {
	Received        time.Time
	File, SHA, Unit string
	Status          finding.Status
	State           string // of a file that is no return, in words; "" where Status says it
	Version         int
	Again, Counts   bool
	Note            string
}

// InboxLine is a file that lies in the inbox.
type InboxLine struct{ File, State, Why string }

// Summary is everything that the consolidated workbook shows.
type Summary struct {
	Round    *round.Round
	Position int64
	At       time.Time
	Units    []UnitLine
	Totals   map[string]rollup.Total
	Receipts []ReceiptLine
	Inbox    []InboxLine
	Rules    map[string]Hits       // by the rule's id
	Below    []standing.Comparison // figures of parents that those below do not add up to
	Places   map[string]rollup.Coverage
	Nominees []desk.NomineeLine
	Sources  []Source // where the totals come from; nil where there are too many
}

// Hits are what came of a rule's findings.
type Hits struct {
	Raised    int // in how many units' versions it was first found
	Mended    int // gone in the unit's next version
	Explained int
	Accepted  int
	Open      int
}

// Source is one unit's figure on the way to a total, or beside it.
type Source struct {
	Indicator, Unit string // id, code
	Value           any
	Prior           any
	Version         int
	File, SHA, Cell string
	Why             string // why it is not in the total; "" where it is
}
