package office

import (
	"cmp"
	"fmt"
	"net/mail"
	"slices"
	"strings"

	"tonghop/internal/decision"
	"tonghop/internal/finding"
	"tonghop/internal/ledger"
	"tonghop/internal/record"
	"tonghop/internal/workbook"
)

// sender is who sent a file, in one spelling: the address of the mail. "" for no mail.
func sender(r ledger.Receipt) string {
	if r.Origin == nil {
		return ""
	}
	if a, err := mail.ParseAddress(r.Origin.From); err == nil {
		return strings.ToLower(a.Address)
	}
	return strings.ToLower(strings.Join(strings.Fields(r.Origin.From), " "))
}

// addressed tells whether a sender is an address. A bare name is anybody's to write, and no
// mail server looks at it: no mark holds for it.
func addressed(sender string) bool {
	a, err := mail.ParseAddress(sender)
	return err == nil && a.Address == sender
}

// waitingBook is an officers' workbook that came in a mail or an archive and is not recorded.
type waitingBook struct {
	v      *Version
	last   ledger.Receipt
	source decision.Source
	key    string // of those of which the newest is asked
}

// waitKey says with which others a waiting workbook is one matter: appraisals of one desk by
// one sender are, so that the newest stands in place of an older one. Decisions and
// recognition are each a matter of their own.
func waitKey(of *record.Officers, r ledger.Receipt) string {
	who := sender(r)
	if of.Sort != string(decision.Appraising) || who == "" {
		return decision.Key(string(decision.Admit), r.SHA)
	}
	return decision.Key(string(decision.Admit), of.Desk, of.Seat, who)
}

// recorded tells whether an officers' workbook was recorded.
func (p *Picture) recorded(sha string) bool {
	return slices.ContainsFunc(p.Papers, func(b ledger.Paper) bool { return b.SHA == sha })
}

// waitingBooks are the officers' workbooks that wait for a mark, the newest of each matter.
func (p *Picture) waitingBooks() []waitingBook {
	newest := map[string]waitingBook{}
	for _, v := range p.Sheets {
		of := v.Verdict.Officers
		if of == nil || !of.Sealed || of.Rows == 0 { // nothing was filled in: nothing to let in
			continue
		}
		r := v.Receipts[len(v.Receipts)-1]
		w := waitingBook{v, r, sourceOf(r, of), waitKey(of, r)}
		if was, ok := newest[w.key]; !ok || was.v.First().ID < v.First().ID {
			newest[w.key] = w
		}
	}
	var out []waitingBook
	for _, w := range newest {
		byHand := slices.ContainsFunc(w.v.Receipts, func(r ledger.Receipt) bool { return r.Origin == nil })
		if !byHand && !p.recorded(w.v.SHA) && !p.voided(w.v.SHA) {
			out = append(out, w)
		}
	}
	slices.SortFunc(out, func(a, b waitingBook) int { return cmp.Compare(a.v.First().ID, b.v.First().ID) })
	return out
}

// voided tells whether an officer took a file out.
func (p *Picture) voided(sha string) bool {
	return slices.ContainsFunc(p.Decisions, func(d decision.Decision) bool {
		return d.Kind == decision.Void && d.SHA == sha && p.inForce(d)
	})
}

// holdOfficers says of the workbooks that wait that they do (PAPR-002): it belongs to the
// receipt, and is no finding of the bytes.
func (p *Picture) holdOfficers() {
	for _, w := range p.waitingBooks() {
		name := sortName(decision.Sort(w.v.Verdict.Officers.Sort), p.Round.Language)
		w.v.Verdict = w.v.Verdict.Add(finding.New("PAPR-002").With("label", name+", "+p.tellSource(w.source)))
	}
}

// officerMatters are the officers' workbooks that are not recorded: one row for each that
// waits, one row for all without a seal.
func (p *Picture) officerMatters() (out []matter) {
	for _, w := range p.waitingBooks() {
		out = append(out, p.admitMatter(w))
	}
	if m, ok := p.unsealedMatter(); ok {
		out = append(out, m)
	}
	return out
}

// admitMatter is a workbook that waits: whether it is recorded, and whether its sender's
// later ones for the same desk are too.
func (p *Picture) admitMatter(w waitingBook) (m matter) {
	of, who := w.v.Verdict.Officers, sender(w.last)
	once, always, void := p.say("ghi nhận", "record"), p.say("luôn ghi nhận", "always record"), p.say("bỏ", "void")
	choices := []string{once, void}
	lasting := of.Sort == string(decision.Appraising) && addressed(who)
	more := ""
	if lasting {
		choices = []string{once, always, void}
		more = fmt.Sprintf(p.say(" Chọn “%s” thì các tệp thẩm định sau này của %s cho nơi này được ghi nhận ngay.",
			" With “%s” later appraisal workbooks of %s for this desk are recorded at once."), always, who)
	}
	text := fmt.Sprintf(p.say("%s, %d dòng đã điền; %s. Chưa ghi nhận dòng nào.%s", "%s, %d rows filled in; %s. Nothing of it is recorded.%s"),
		p.bookName(of), of.Rows, p.tellSource(w.source), more)
	// The key names the file: what was done with it and taken back does not come again, and no
	// sender can write an address that makes a row which cannot be marked.
	key := decision.Key(string(decision.Admit), w.v.SHA)
	m.row = workbook.DecisionRow{Section: workbook.Officers, Key: key, Digest: digest([]any{w.v.SHA, w.last.ID}),
		Unit: cmp.Or(w.source.From, w.source.File), Matter: text, Choices: choices}
	m.decide = func(value string) (d decision.Decision, refused string) {
		d = decision.Decision{Kind: decision.Admit, SHA: w.v.SHA, Value: decision.Once, Input: who, Found: deskKey(of)}
		switch {
		case isVoid(value):
			return decision.Decision{Kind: decision.Void, SHA: w.v.SHA}, ""
		case decision.Same(value, once):
		case lasting && decision.Same(value, always):
			d.Value = decision.Always
		default:
			return decision.Decision{}, p.notOffered(value, choices...)
		}
		return d, ""
	}
	return m
}

// bookName is an officers' workbook in words, with its desk.
func (p *Picture) bookName(of *record.Officers) string {
	name := []rune(sortName(decision.Sort(of.Sort), p.Round.Language))
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
func (p *Picture) unsealedMatter() (m matter, ok bool) {
	looked := int64(0)
	for _, d := range p.Decisions {
		if d.Kind == decision.Noted && p.inForce(d) {
			looked = max(looked, d.ID)
		}
	}
	var shas, named []string
	for _, v := range p.Sheets {
		last := v.Receipts[len(v.Receipts)-1]
		if v.Verdict.Paper != unsealedPaper || last.Position < looked || p.recorded(v.SHA) {
			continue
		}
		if shas = append(shas, v.SHA); len(named) < mostNamed {
			source := sourceOf(last, v.Verdict.Officers)
			named = append(named, fmt.Sprintf("%s (%s)", source.File, p.tellSource(source)))
		}
	}
	if len(shas) == 0 {
		return m, false
	}
	list := strings.Join(named, "; ")
	if n := len(shas) - len(named); n > 0 {
		list += fmt.Sprintf(p.say("; và %d tệp nữa", "; and %d more"), n)
	}
	text := fmt.Sprintf(p.say(
		"PAPR-001: %d tệp có dạng tệp của cán bộ nhưng không có dấu của hệ thống này; không ghi nhận dòng nào: %s. "+
			"Nếu là tệp của cán bộ làm trên bản cũ: mở tệp mới trong outbox, điền lại rồi lưu tại chỗ. Nếu không rõ ai gửi thì hỏi lại nguồn gửi.",
		"PAPR-001: %d files look like officers' workbooks and have no good seal of this workspace; nothing of them is recorded: %s. "+
			"Where an officer filled in an old copy: open the new workbook in outbox, fill it in again and save it there. Else ask where they came from."),
		len(shas), list)
	seen := p.say("đã xem", "seen")
	m.row = workbook.DecisionRow{Section: workbook.Officers, Key: string(decision.Noted), Digest: digest(shas),
		Unit: fmt.Sprintf(p.say("%d tệp", "%d files"), len(shas)), Matter: text, Choices: []string{seen}}
	m.decide = func(value string) (decision.Decision, string) {
		if !decision.Same(value, seen) {
			return decision.Decision{}, p.notOffered(value, seen)
		}
		return decision.Decision{Kind: decision.Noted, Value: fmt.Sprint(len(shas))}, ""
	}
	return m, true
}

// tellSource says where an officers' workbook came from, and who saved it last.
func (p *Picture) tellSource(s decision.Source) string {
	var out string
	switch s.Way {
	case decision.InPlace:
		out = p.say("điền tại chỗ", "filled in where it stands")
	case decision.Mailed:
		out = fmt.Sprintf(p.say("thư của %s", "mail of %s"), cmp.Or(s.From, "?"))
		if s.Subject != "" {
			out += ", “" + s.Subject + "”"
		}
		if !s.Date.IsZero() {
			out += ", " + s.Date.In(p.Round.Location).Format("02/01/2006")
		}
	case decision.Packed:
		out = p.say("trong tệp nén", "in an archive")
	case decision.Restored:
		out = p.say("tìm lại trong kho", "found in the archive of files")
	default:
		out = p.say("thả vào thư mục nhận", "dropped into the inbox")
	}
	if s.Modified != "" {
		out += p.say(", người lưu cuối: ", ", last saved by ") + s.Modified
	}
	return out
}

// originOf is where a decision was filled in; "" where it is not on record.
func (p *Picture) originOf(d decision.Decision) string {
	if d.Source == nil {
		return ""
	}
	return p.tellSource(*d.Source)
}

// sourced is where a decision was filled in, in brackets; "" where it is not on record.
func (p *Picture) sourced(d decision.Decision) string {
	if from := p.originOf(d); from != "" {
		return " [" + from + "]"
	}
	return ""
}
