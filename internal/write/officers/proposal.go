package officers

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/desk"
	"tonghop/internal/finding"
	"tonghop/internal/read/decision"
	"tonghop/internal/sheet"
	"tonghop/internal/words"
	"tonghop/internal/write/canvas"
)

type proposalWriter struct {
	bookWriter
	d desk.Proposal
}

// ProposalBook writes de-nghi-cong-nhan.xlsx: the list for the decision of the head of
// the authority in the layout of decree 30/2020, the list of those who are not proposed
// with the reasons, and the list for commendation. The decision is filled in there.
func ProposalBook(d desk.Proposal) ([]byte, error) {
	stamp := decision.Stamp{Kind: decision.Recognising, Round: d.Round.ID, Position: d.Position}
	title := proposalFile.In(d.Round.Language)
	b := canvas.NewBook(title, d.Round.Language, d.At)
	w := &proposalWriter{bookWriter: bookWriter{b: b, r: d.Round, of: stamp}, d: d}
	w.proposed()
	w.notProposed()
	w.nominees()
	w.decided()
	w.stamp()
	return w.b.Bytes()
}

// proposalWide is how wide the printed page is for texts across it, in points.
const proposalWide = 690

// head is the head of the list as official papers have it.
func (w *proposalWriter) head(p *canvas.Page, cols int, title string) {
	l := w.r.Letterhead
	half := cols / 2
	line := func(h float64, left, right canvas.Cell) {
		cells := make([]canvas.Cell, cols)
		cells[0], cells[half] = left, right
		p.Row(h, cells...)
		p.Merge(1, half)
		p.Merge(half+1, cols)
	}
	c := canvas.Look{Align: "center", Size: 12}
	b := canvas.Look{Align: "center", Size: 12, Bold: true, Wrap: true}
	line(18, canvas.Cell{V: l.Above, Look: c}, canvas.Cell{V: national(w.r.Language, canvas.NationalName), Look: b})
	line(max(18, canvas.HeightIn(l.Issuer, proposalWide/2, 12, true)),
		canvas.Cell{V: l.Issuer, Look: b},
		canvas.Cell{V: national(w.r.Language, canvas.NationalMotto),
			Look: canvas.Look{Align: "center", Size: 13, Bold: true, Underline: w.r.Language == words.VI}},
	)
	line(22,
		canvas.Cell{V: w.t(paperNumber), Look: c},
		canvas.Cell{V: w.t(paperDay, l.Place),
			Look: canvas.Look{Align: "center", Size: 13, Italic: true}},
	)
	p.Row(6)
	text := title + "\n" + w.r.Title
	p.Full(cols, canvas.HeightIn(text, proposalWide, 14, true)+6, text,
		canvas.Look{Bold: true, Align: "center", Wrap: true, Size: 14})
	stamp := ""
	if !w.d.At.IsZero() {
		stamp = w.t(proposalAsOf, w.d.At.In(w.r.Location).Format(canvas.StampLayout), w.d.Position, w.r.Form.Version)
	}
	p.Full(cols, 16, stamp, canvas.Look{Italic: true, Align: "center", Size: 10, Color: canvas.GreyText})
}

// proposed is the list for the decision.
func (w *proposalWriter) proposed() {
	p := w.b.Page(w.t(proposedSheet), 6, 36, 20, 9, 10, 16, 15, 11, 22, 3, 3, 3, 3)
	p.Locked, p.Printed = true, 9
	p.FitWidth()
	p.Block()
	w.head(p, 9, w.t(proposedTitle))
	w.lastRecorded(p, 9, proposalWide, w.d.Refused, w.d.Recorded)
	lead := w.t(proposedLead)
	p.Full(9, canvas.HeightIn(lead, proposalWide, 11, false)+2, lead, canvas.LeadLook)
	w.field(p)
	row := p.Heads(36, w.heads(
		w.t(headNo),
		w.t(headUnit),
		w.t(headBelow),
		w.t(headSelfScore),
		w.t(headAppraised),
		w.t(headAppraisal),
		w.t(headPrize),
		w.t(headDecision),
		w.t(headNote),
	)...)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
	w.table(p, row+1, 7)
	sum, priced := decimal.Zero, false
	for _, k := range w.r.Kinds {
		prizes, some := w.proposedOf(p, k)
		sum, priced = sum.Add(prizes), priced || some
	}
	if len(w.d.Proposed) == 0 {
		p.Full(9, 20, w.t(noneProposed), canvas.Look{Italic: true, Border: true})
	}
	p.Block()
	w.money(p, sum, priced)
	w.sign(p, 9)
	w.validate(p)
}

// proposedOf lists the units of a kind under its name; it returns what their prizes come to, and
// whether any has one.
func (w *proposalWriter) proposedOf(p *canvas.Page, k round.Kind) (prizes decimal.Decimal, priced bool) {
	n := 0
	for _, l := range w.d.Proposed {
		if l.KindID != k.ID {
			continue
		}
		if p.Block(); n == 0 {
			p.Full(9, 20, k.Name, canvas.Look{Bold: true, Fill: canvas.PaleBlue, Border: true, Size: 12})
		}
		n++
		if l.Prize != nil {
			prizes, priced = prizes.Add(*l.Prize), true
		}
		w.proposedRow(p, n, l)
	}
	if n > 0 {
		w.sumOfKind(p, k, n, prizes)
	}
	return prizes, priced
}

// proposedRow is a unit that is proposed.
func (w *proposalWriter) proposedRow(p *canvas.Page, n int, l desk.ProposalLine) {
	var prize any
	if l.Prize != nil {
		prize = *l.Prize
	}
	result := l.Result
	if l.Band != "" {
		result += ", " + l.Band
	}
	money := canvas.Look{Border: true, Size: 11, Align: "right", Format: canvas.WholeFormat}
	cells := []canvas.Cell{
		{V: n, Look: canvas.OurLook},
		{V: l.Unit, Look: canvas.Look{Border: true, Size: 12, Wrap: true}},
		{V: l.Parent, Look: canvas.OurLook},
		{V: l.Self, Look: canvas.OurLook},
		{V: l.Final, Look: canvas.OurLook},
		{V: result, Look: canvas.OurLook},
		{V: prize, Look: money},
	}
	in := w.inputs(p, len(p.Rows)+1, 8, l.Key, l.Digest, l.Seen, l.Typed, l.Note, true)
	p.Auto(20, append(cells, in...)...)
	p.Grow()
}

// sumOfKind is the row below a kind's units: how many they are, and their prizes where the kind
// has one.
func (w *proposalWriter) sumOfKind(p *canvas.Page, k round.Kind, n int, prizes decimal.Decimal) {
	bold := canvas.Look{Bold: true, Border: true, Size: 11, Fill: canvas.GreyFill}
	cells := make([]canvas.Cell, 9)
	for i := range cells {
		cells[i].Look = bold
	}
	cells[1].V = w.t(sumOfKind, strings.ToLower(k.Name), n)
	cells[6].Look.Align, cells[6].Look.Format = "right", canvas.WholeFormat
	if k.Prize != nil {
		cells[6].V = prizes
	}
	p.Row(20, cells...)
}

// money is what the prizes come to, against the budget where one is set.
func (w *proposalWriter) money(p *canvas.Page, proposed decimal.Decimal, priced bool) {
	if !priced && w.r.Settings.Budget == nil {
		p.Full(9, 20, w.t(totalUnpriced, len(w.d.Proposed)), canvas.Look{Bold: true, Border: true, Size: 12})
		return
	}
	granted := decimal.Zero
	for _, l := range w.d.Decided {
		if l.Yes && l.Prize != nil {
			granted = granted.Add(*l.Prize)
		}
	}
	show := func(d decimal.Decimal) string { return finding.Show(d, w.r.Language) }
	text := w.t(prizesOfList, show(proposed))
	if granted.IsPositive() {
		text += w.t(prizesGiven, show(granted))
	}
	l := canvas.Look{Bold: true, Border: true, Size: 12, Wrap: true}
	if b := w.r.Settings.Budget; b != nil {
		left := b.Sub(proposed).Sub(granted)
		if left.IsNegative() {
			l.Fill = canvas.RedFill
			text += w.t(budgetShort, show(*b), show(left.Neg()))
		} else {
			text += w.t(budgetLeft, show(*b), show(left))
		}
	}
	p.Full(9, canvas.HeightIn(text, proposalWide, 12, true)+4, text, l)
}

// sign is the foot of the paper: recipients left, signature right.
func (w *proposalWriter) sign(p *canvas.Page, cols int) {
	p.Row(10)
	cells := make([]canvas.Cell, cols)
	half := cols / 2
	to := w.t(recipients)
	signer := w.r.Letterhead.Signer + "\n" + w.t(signatureSeal)
	left := canvas.Look{Size: 11, Italic: true, Wrap: true, Top: true, Align: "left"}
	right := canvas.Look{Bold: true, Align: "center", Wrap: true, Top: true, Size: 13}
	cells[0] = canvas.Cell{V: to, Look: left}
	cells[half] = canvas.Cell{V: signer, Look: right}
	p.Row(120, cells...)
	p.Merge(1, half)
	p.Merge(half+1, cols)
}

func (w *bookWriter) heads(texts ...string) []canvas.Cell {
	cells := make([]canvas.Cell, len(texts))
	for i, t := range texts {
		cells[i] = canvas.Cell{V: t, Look: canvas.HeadLook}
	}
	return cells
}

// field is the row in which the decision's number, day and signer are filled in.
func (w *proposalWriter) field(p *canvas.Page) {
	l := canvas.Look{Bold: true, Size: 11, Align: "right"}
	in := canvas.Look{Border: true, Open: true, Fill: canvas.InputFill, Size: 12, Align: "center",
		Format: canvas.TextFormat}
	day := in
	day.Format = canvas.DayFormat
	row := p.Row(24, canvas.Cell{},
		canvas.Cell{V: w.t(fieldNumber), Look: l},
		canvas.Cell{V: filledText(w.d.Fields[decision.FieldNo], false), Look: in},
		canvas.Cell{V: w.t(fieldDay), Look: l},
		canvas.Cell{V: filledText(w.d.Fields[decision.FieldDay], true), Look: day},
		canvas.Cell{Look: canvas.Look{}},
		canvas.Cell{V: w.t(fieldSigner), Look: l},
		canvas.Cell{V: filledText(w.d.Fields[decision.FieldBy], false), Look: in},
		canvas.Cell{Look: in},
	)
	p.Merge(5, 6)
	p.Merge(8, 9)
	w.fields = append(w.fields,
		[3]string{decision.FieldNo, p.Name, sheet.Ref(row, 3)},
		[3]string{decision.FieldDay, p.Name, sheet.Ref(row, 5)},
		[3]string{decision.FieldBy, p.Name, sheet.Ref(row, 8)})
	w.day(p, sheet.Ref(row, 5))
}

// table tells the hidden sheet of a table whose lines begin in row: so many columns to read, then
// what is filled in and the marks.
func (w *proposalWriter) table(p *canvas.Page, row, read int) {
	t := []string{p.Name, strconv.Itoa(row)}
	for range read {
		t = append(t, "-")
	}
	w.tables = append(w.tables, append(t, decision.InDecision, decision.InNote,
		decision.ColumnKey, decision.ColumnDigest, decision.ColumnSeen, decision.ColumnSeal))
}

// inputs are the cells of a row that are filled in, from the column at, and its keys.
func (w *proposalWriter) inputs(p *canvas.Page, row, at int, key, digest, seen string, typed map[string]string,
	note string, yes bool) []canvas.Cell {
	yn := w.r.YesNo()
	in := canvas.InLook
	in.Bold = true
	text := canvas.InLook
	text.Align, text.Format = "left", canvas.TextFormat
	if yes {
		w.choose(p, sheet.Ref(row, at), yn[0], yn[1])
	} else {
		w.choose(p, sheet.Ref(row, at), yn[1])
	}
	said := filledText(typed[decision.InNote], false)
	if note != "" {
		in.Fill = canvas.RedFill
	}
	cells := []canvas.Cell{{V: filledText(typed[decision.InDecision], false), Look: in}, {V: said, Look: text}}
	return append(cells, w.marks(key, digest, seen)...)
}

// notProposed is who is not proposed, and why.
func (w *proposalWriter) notProposed() {
	p := w.b.Page(w.t(notProposedSheet), 6, 30, 20, 18, 9, 10, 46, 11, 18, 3, 3, 3, 3)
	p.Locked, p.Printed = true, 9
	p.FitWidth()
	p.Full(9, 28, w.t(notProposedTitle), canvas.TitleLook)
	row := p.Heads(36, w.heads(
		w.t(headNo),
		w.t(headUnit),
		w.t(headBelow),
		w.t(headKind),
		w.t(headSelfScore),
		w.t(headAppraised),
		w.t(notProposedWhy),
		w.t(headDecision),
		w.t(headNote),
	)...)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
	w.table(p, row+1, 7)
	l := canvas.LineLook
	for i, u := range w.d.NotProposed {
		p.Block()
		in := []canvas.Cell{{Look: canvas.ShutLook}, {Look: canvas.ShutLook}}
		if u.Open {
			in = w.inputs(p, len(p.Rows)+1, 8, u.Key, u.Digest, u.Seen, u.Typed, u.Note, false)
		}
		p.Auto(20, append(
			[]canvas.Cell{
				{V: i + 1, Look: canvas.OurLook},
				{V: u.Unit, Look: l},
				{V: u.Parent, Look: l},
				{V: u.Kind, Look: l},
				{V: u.Self, Look: canvas.OurLook},
				{V: u.Final, Look: canvas.OurLook},
				{V: u.Why, Look: l},
			}, in...)...)
		p.Grow()
	}
	if len(w.d.NotProposed) == 0 {
		p.Full(9, 20, w.t(noRows), canvas.NoneLook)
	}
	w.validate(p)
}

// decided is who was decided upon.
func (w *proposalWriter) decided() {
	if len(w.d.Decided) == 0 {
		return
	}
	p := w.b.Page(w.t(decidedSheet), 6, 36, 22, 18, 10, 18, 50)
	p.Locked = true
	p.FitWidth()
	p.Full(7, 28, w.t(decidedTitle),
		canvas.TitleLook)
	row := p.Heads(30, w.heads(
		w.t(headNo),
		w.t(headUnit),
		w.t(headBelow),
		w.t(headKind),
		w.t(headScore),
		w.t(headResult),
		w.t(headDecidedBy),
	)...)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
	l := canvas.LineLook
	for i, u := range w.d.Decided {
		p.Block()
		st := canvas.OurLook
		word := w.t(notRecognised)
		st.Fill = canvas.RedFill
		if u.Yes {
			word, st.Fill = w.t(recognised), canvas.GreenFill
		}
		p.Auto(20,
			canvas.Cell{V: i + 1, Look: canvas.OurLook},
			canvas.Cell{V: u.Unit, Look: l},
			canvas.Cell{V: u.Parent, Look: l},
			canvas.Cell{V: u.Kind, Look: l},
			canvas.Cell{V: u.Final, Look: canvas.OurLook},
			canvas.Cell{V: word, Look: st},
			canvas.Cell{V: u.Decision, Look: l},
		)
	}
}
