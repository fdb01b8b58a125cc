package desk

import (
	"cmp"
	"fmt"
	"strings"

	"tonghop/internal/count/standing"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
)

// officerMatters are the officers' workbooks that are not recorded: one row for each that
// waits, one row for all without a seal.
func officerMatters(p *standing.Picture) (out []matter) {
	for _, w := range p.WaitingBooks() {
		out = append(out, admitMatter(p, w))
	}
	if m, ok := unsealedMatter(p); ok {
		out = append(out, m)
	}
	return out
}

// admitMatter is a workbook that waits: whether it is recorded, and whether its sender's
// later ones for the same desk are too.
func admitMatter(p *standing.Picture, w standing.WaitingBook) (m matter) {
	of, who := w.V.Verdict.Officers, standing.Sender(w.Last)
	once, always := recordChoice.In(p.Lang()), alwaysRecordChoice.In(p.Lang())
	offered := []code{recordChoice, voidChoice}
	lasting := of.Sort == string(decision.Appraising) && standing.Addressed(who)
	more := ""
	if lasting {
		offered = []code{recordChoice, alwaysRecordChoice, voidChoice}
		more = alwaysOffered.With(p.Lang(), always, who)
	}
	text := bookWaits.With(p.Lang(), bookName(p, of), of.Rows, p.SourceText(w.Source), more)
	// The key names the file: what was done with it and taken back does not come again, and no
	// sender can write an address that makes a row which cannot be marked.
	key := decision.Key(string(decision.Admit), w.V.SHA)
	m.Row = DecisionRow{Section: Officers, Key: key, Digest: standing.Digest([]any{w.V.SHA, w.Last.ID}),
		Unit: cmp.Or(w.Source.From, w.Source.File), Matter: text, Choices: choicesIn(p.Lang(), offered)}
	m.decide = func(value string) (d decision.Decision, refused ledger.Reason) {
		d = decision.Decision{Kind: decision.Admit, SHA: w.V.SHA, Value: decision.Once, Input: who, Found: deskKey(of)}
		switch {
		case isVoid(value):
			return decision.Decision{Kind: decision.Void, SHA: w.V.SHA}, refused
		case decision.Same(value, once):
		case lasting && decision.Same(value, always):
			d.Value = decision.Always
		default:
			return decision.Decision{}, noChoice(value, offered...)
		}
		return d, refused
	}
	return m
}

// bookName is an officers' workbook in words, with its desk.
func bookName(p *standing.Picture, of *record.Officers) string {
	name := []rune(standing.WorkbookName(decision.BookKind(of.Sort), p.Lang()))
	out := strings.ToUpper(string(name[:1])) + string(name[1:])
	for _, d := range p.Round.Desks {
		if d.ID == of.Desk {
			out += " " + d.Name
		}
	}
	if u, ok := p.Round.Register.Unit(of.Seat); ok {
		out += " - " + u.Name
	}
	return out
}

// mostNamed is how many files one gathered row names.
const mostNamed = 5

// unsealedMatter gathers the workbooks without our seal in one row, so that whoever sends
// many does not bury what waits beside them.
func unsealedMatter(p *standing.Picture) (m matter, ok bool) {
	looked := int64(0)
	for _, d := range p.Decisions {
		if d.Kind == decision.Noted && p.InForce(d) {
			looked = max(looked, d.ID)
		}
	}
	var shas, named []string
	for _, v := range p.Sheets {
		last := v.Receipts[len(v.Receipts)-1]
		if v.Verdict.FileKind != record.UnsealedFile || last.Position < looked || p.Recorded(v.SHA) {
			continue
		}
		if shas = append(shas, v.SHA); len(named) < mostNamed {
			source := standing.SourceOf(last, v.Verdict.Officers)
			named = append(named, fmt.Sprintf("%s (%s)", source.File, p.SourceText(source)))
		}
	}
	if len(shas) == 0 {
		return m, false
	}
	list := strings.Join(named, "; ")
	if n := len(shas) - len(named); n > 0 {
		list += moreFiles.With(p.Lang(), n)
	}
	text := unsealedBooks.With(p.Lang(), len(shas), list)
	seen := seenChoice.In(p.Lang())
	m.Row = DecisionRow{Section: Officers, Key: string(decision.Noted), Digest: standing.Digest(shas),
		Unit: files.With(p.Lang(), len(shas)), Matter: text, Choices: []string{seen}}
	m.decide = func(value string) (d decision.Decision, refused ledger.Reason) {
		if !decision.Same(value, seen) {
			return decision.Decision{}, noChoice(value, seenChoice)
		}
		return decision.Decision{Kind: decision.Noted, Value: fmt.Sprint(len(shas))}, refused
	}
	return m, true
}
