package office

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"

	"tonghop/internal/decision"
	"tonghop/internal/finding"
	"tonghop/internal/harmless"
	"tonghop/internal/ledger"
	"tonghop/internal/outbox"
	"tonghop/internal/record"
	"tonghop/internal/seal"
	"tonghop/internal/workbook"
)

// Names of outputs below the outbox (contract: folders).
const (
	summaryPath  = "tong-hop.xlsx"
	returnsPath  = "tra-lai"
	strayPath    = "tra-lai/khong-xac-dinh"
	mistakesPath = "loi-cau-hinh.xlsx"
)

// LayoutVersion is part of every output's key: raised when a change of ours
// changes what workbooks look like, so that they are written again.
const LayoutVersion = "9"

// Publish brings the outbox to the ledger's position. held says that a file is
// open somewhere and its revision stands beside it.
func (o *Office) Publish(ctx context.Context) (held bool, err error) {
	outputs, position, err := o.outputs(ctx)
	if err != nil {
		return false, err
	}
	notes, err := o.box.Sync(ctx, outputs)
	if err == nil && !slices.ContainsFunc(notes, func(n outbox.Note) bool { return n.What == "kept" }) {
		err = o.ledger.Published(ctx, o.round.ID, position)
	}
	if err == nil {
		err = o.remember(ctx)
	}
	if past, ferr := o.filledIn(ctx); ferr == nil {
		o.fillable = past
	}
	for _, n := range notes {
		held = held || n.Again()
		level := o.opt.Log.Debug()
		if (n.Again() || n.What == "set aside") && !n.Told {
			level = o.opt.Log.Warn()
		}
		level.Str("file", n.Path).Str("now", n.Now).Str("why", n.Why).Msg(n.What)
	}
	return held, err
}

// outputs are all workbooks that should stand in the outbox, and the ledger's position that
// they are of.
func (o *Office) outputs(ctx context.Context) (out []outbox.Output, position int64, err error) {
	p, err := Read(ctx, o.ledger, o.round, o.mark)
	if err != nil {
		return nil, 0, err
	}
	out = o.mistakesOnly()
	for _, s := range p.Units {
		v := s.Current()
		if v == nil || v.Verdict.Status != finding.Returned && v.Verdict.Status != finding.Queried {
			continue
		}
		c, err := o.correction(ctx, s, v)
		if err != nil {
			return nil, 0, err
		}
		out = append(out, c)
	}
	for _, v := range p.Strays {
		out = append(out, o.notice(v))
	}
	if p.Position, p.At, err = o.ledger.Position(ctx); err != nil { // numbering copies may have moved it
		return nil, 0, err
	}
	out = append(out, o.decisions(p))
	out = append(out, o.appraisals(p)...)
	out = append(out, o.proposal(p)...)
	out = append(out, o.results(p)...)
	up, err := o.upward(p)
	if err != nil {
		return nil, 0, err
	}
	return append(append(out, up...), o.summary(p)), p.Position, nil
}

// mistakesOnly is the workbook of the definition's mistakes, while it has some.
func (o *Office) mistakesOnly() []outbox.Output {
	if len(o.mistakes) == 0 {
		return nil
	}
	lang := "vi"
	if o.round != nil {
		lang = o.round.Language
	}
	ms, running := o.mistakes, o.round != nil
	return []outbox.Output{{Path: mistakesPath, Key: LayoutVersion + o.tried, Make: func() ([]byte, error) { return workbook.MistakesBook(lang, ms, running) }}}
}

// shownAs is a receipt's name as workbooks show it: on one line, and nothing in it turns
// the text around or cannot be seen.
func shownAs(name string) string { return harmless.Text(droppedAs(name)) }

// digest is a short hash of anything that can be written as JSON.
func digest(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		data = []byte(fmt.Sprint(v))
	}
	s := sha256.Sum256(data)
	return hex.EncodeToString(s[:])[:16]
}

// forUnit are the findings that the unit must answer: only they make another
// workbook to correct.
func forUnit(fs []finding.Finding) (out []finding.Finding) {
	for _, f := range fs {
		if f.ForUnit() {
			out = append(out, f)
		}
	}
	return out
}

// correction is the workbook that goes back to a unit.
func (o *Office) correction(ctx context.Context, s *Standing, v *Version) (outbox.Output, error) {
	findings := digest(forUnit(v.Verdict.Findings))
	n, err := o.ledger.CopyFor(ctx, o.round.ID, s.Unit.Code, v.SHA+" "+findings)
	if err != nil {
		return outbox.Output{}, err
	}
	r := o.round
	return outbox.Output{
		Path: path.Join(returnsPath, s.Unit.Code+".xlsx"),
		Key:  strings.Join([]string{LayoutVersion, o.mark, v.SHA, findings, fmt.Sprint(n)}, " "),
		Make: func() ([]byte, error) {
			fill := fillOf(v.Verdict)
			fill.Copy, fill.Received, fill.Issued = n, v.First().Received, true
			for _, f := range v.Verdict.Findings {
				if f.Code == "EXPL-001" && f.Variant == "stale" { // of a figure that was changed since
					delete(fill.Values, f.ID)
				}
			}
			return workbook.Form(r, s.Unit, fill)
		},
	}, nil
}

// fillOf is a unit's own data, to be written into a fresh form.
func fillOf(v record.Verdict) workbook.Fill {
	fill := workbook.Fill{Answered: v.Understood, Values: map[string]any{}, Tables: map[string][]map[string]any{}, Findings: v.Findings}
	for name, x := range v.Typed {
		fill.Values[name] = filled(x)
	}
	for id, rows := range v.TypedRows {
		for _, row := range rows {
			cells := map[string]any{}
			for col, x := range row {
				cells[col] = filled(x)
			}
			fill.Tables[id] = append(fill.Tables[id], cells)
		}
	}
	return fill
}

// filled turns a remembered value into one to write.
func filled(x any) any {
	if d, ok := record.Number(x); ok {
		return d
	}
	return x
}

// notice is what is said about a file whose unit is not known.
func (o *Office) notice(v *Version) outbox.Output {
	r, first := o.round, v.First()
	return outbox.Output{
		Path: path.Join(strayPath, harmless.Name(strings.TrimSuffix(path.Base(first.Name), path.Ext(first.Name)))+" "+v.SHA[:8]+".xlsx"),
		Key:  strings.Join([]string{LayoutVersion, o.mark, v.SHA, digest(v.Verdict.Findings)}, " "),
		Make: func() ([]byte, error) {
			return workbook.NoticeBook(r, workbook.Notice{File: shownAs(first.Name), SHA: v.SHA, Received: first.Received, Findings: v.Verdict.Findings})
		},
	}
}

// summary is the consolidated workbook.
func (o *Office) summary(p *Picture) outbox.Output {
	inbox := lingering(o.pending)
	return outbox.Output{
		Path: summaryPath,
		Key:  strings.Join([]string{LayoutVersion, o.mark, fmt.Sprint(p.Position), digest(inbox)}, " "),
		Make: func() ([]byte, error) {
			return workbook.SummaryBook(p.Summary(InboxLines(p.Round.Language, slices.Concat(inbox, unread(p)))))
		},
	}
}

// Summary is the picture as the consolidated workbook shows it.
func (p *Picture) Summary(inbox []workbook.InboxLine) workbook.Summary {
	s := workbook.Summary{Round: p.Round, Position: p.Position, At: p.At, Totals: p.tree().Roll(), Below: p.Below, Places: p.Coverage(), Nominees: p.Proposal().Nominees}
	s.Sources = p.sources(s.Totals)
	for _, st := range p.Units {
		s.Units = append(s.Units, p.unitLine(st))
	}
	s.Receipts = p.receiptLines()
	s.Rules = p.hits()
	s.Inbox = inbox
	return s
}

// unitLine is a unit as the consolidated workbook shows it.
func (p *Picture) unitLine(st *Standing) workbook.UnitLine {
	l := workbook.UnitLine{Unit: st.Unit, Expected: st.Expected, Status: st.Status(), Late: st.Late, OnTime: st.OnTime, Undecided: st.Undecided(), Waiting: p.waits(st), Decided: p.decided(st), Findings: st.Findings(), Scores: st.Scores, Own: st.own(p.Round)}
	p.appraisedLine(st, &l)
	if n := st.Newest(); n != nil {
		l.Version, l.Received = n.Number, st.Versions[0].First().Received
	}
	if c := st.Counts; c != nil {
		l.Counts, l.Counted, l.File = &c.Verdict, c.Number, shownAs(c.First().Name)
	}
	return l
}

// filed is what became of a file: a version of a unit, or what it is instead.
type filed struct {
	*Version
	unit           string // whose version it is; "" for nobody's
	counts         bool   // the unit's figures are its
	attached, void bool
	untouched      bool // nothing was typed in it
	unread         bool // not judged yet
}

// receiptLines are the receipts, each with what became of its file.
func (p *Picture) receiptLines() (out []workbook.ReceiptLine) {
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
		l := workbook.ReceiptLine{Received: rc.Received, File: shownAs(rc.Name), SHA: rc.SHA, Unit: f.unit, Status: f.Verdict.Status, Version: f.Number, Again: rc.ID != f.First().ID, Counts: f.counts}
		if l.State, l.Note = p.fileNote(f, rc); f.untouched {
			l.Unit = f.Verdict.Unit
		}
		if l.Note == "" {
			l.Note = p.originNote(rc.Origin)
		}
		if l.Note == "" && f.unit != "" {
			l.Note = p.sealNote(f.Version)
		}
		out = append(out, l)
	}
	return out
}

// fileNote says what became of a file: its state, where it is no return and that is not its
// verdict's, and a note: why it was not read, where it came from.
func (p *Picture) fileNote(f filed, rc ledger.Receipt) (state, note string) {
	var first finding.Finding // of what keeps it from being read
	for _, one := range f.Verdict.Findings {
		if f.unit == "" || one.Severity == finding.Blocker {
			first = one
			note, _ = first.Text(p.Round.Language)
			break
		}
	}
	if f.unit != "" {
		return "", strings.TrimSpace(note + " " + p.originNote(rc.Origin))
	}
	switch {
	case f.Verdict.Paper == containerPaper && !f.void && (f.Verdict.Understood > 0 || opened(f.Verdict)):
		return p.say("Đã mở", "Opened"), p.insideNote(f.Version)
	case f.Verdict.Paper == containerPaper && !f.void:
		return "", note
	case f.Verdict.Officers != nil:
		return p.officersNote(f.Version, rc, note)
	case f.untouched:
		state, note = p.untouchedNote(f.Verdict)
		return state, strings.TrimSpace(note + " " + p.originNote(rc.Origin))
	case f.unread:
		note = p.say("Máy đọc tiếp. ", "It is read next. ") + p.originNote(rc.Origin)
		return p.say("Chưa đọc", "Not read yet"), strings.TrimSpace(note)
	case f.void:
		return p.say("Đã bỏ", "Voided"), p.say("Cán bộ đã bỏ tệp này", "Voided by an officer")
	case f.Verdict.Paper != "":
		return p.say("Tệp của cán bộ", "An officers' workbook"), p.paperNote(rc.SHA)
	case f.attached && f.Verdict.Format == "winmail.dat": // what is in it may be the return
		return "", strings.TrimSpace(note + " " + p.originNote(rc.Origin))
	case f.attached:
		return p.say("Lưu kèm", "Kept with it"), strings.TrimSpace(p.say("Tài liệu gửi kèm báo cáo. ", "Kept with a return. ") + p.originNote(rc.Origin))
	case strings.HasPrefix(first.Code, "UNIT-"): // it could be read, but not whose it is
		return p.say("Chưa rõ đơn vị", "Unit unknown"), note
	}
	return "", note
}

// sealNote says so where a return is not the unit's own form as it was issued here.
func (p *Picture) sealNote(v *Version) string {
	switch v.Verdict.Seal {
	case record.SealedKind:
		return p.say("Biểu mẫu chung của loại hình", "The kind's form")
	case string(seal.Foreign):
		return p.elsewhereNote(v)
	case string(seal.None):
		return p.say("Biểu mẫu không có dấu của hệ thống", "A form without a seal")
	case string(seal.Broken):
		return p.say("Biểu mẫu đã phát cho đơn vị khác, hoặc dấu đã bị sửa",
			"A form issued to another unit, or with a changed seal")
	}
	return ""
}

// hits are what came of each rule's findings, over all versions of all units.
func (p *Picture) hits() map[string]workbook.Hits {
	out := map[string]workbook.Hits{}
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

// ruled tells whether a version breaks a rule.
func ruled(v *Version, id string) bool {
	return slices.ContainsFunc(v.Verdict.Findings, func(f finding.Finding) bool { return f.Rule == id && f.Severity != finding.Info })
}

// paperNote says what became of an officers' workbook.
func (p *Picture) paperNote(sha string) string {
	for _, paper := range p.Papers {
		if paper.SHA == sha {
			recorded, refused := 0, 0
			for _, o := range paper.Outcomes {
				switch {
				case o.Refused != "":
					refused++
				case !o.Cleared:
					recorded++
				}
			}
			note := fmt.Sprintf(p.say("Ghi nhận %d dòng", "%d rows recorded"), recorded)
			if refused > 0 {
				note += fmt.Sprintf(p.say(", chưa ghi nhận %d dòng", ", %d refused"), refused)
			}
			return note
		}
	}
	return ""
}

// officersNote says what became of an officers' workbook, and where it came from; why is
// the first of its findings, where it has some.
func (p *Picture) officersNote(v *Version, rc ledger.Receipt, why string) (state, note string) {
	from := p.tellSource(sourceOf(rc, v.Verdict.Officers))
	switch {
	case p.recorded(v.SHA):
		return p.say("Tệp của cán bộ", "An officers' workbook"), p.paperNote(v.SHA) + "; " + from
	case v.Verdict.Paper == unsealedPaper:
		return p.say("Tệp cán bộ không có dấu", "Officers' workbook, no seal"), why + " (" + from + ")"
	case p.voided(v.SHA):
		return p.say("Đã bỏ", "Voided"), from
	case v.Verdict.Officers.Rows == 0:
		return p.say("Tệp của cán bộ", "An officers' workbook"), p.say("không có dòng nào được điền; ", "nothing filled in; ") + from
	case why == "": // a newer one of the same sender for the same desk stands in its place
		return p.say("Tệp của cán bộ", "An officers' workbook"), p.say("chưa ghi nhận; đã có bản mới hơn; ", "not recorded; a newer one came; ") + from
	}
	return p.say("Chờ cán bộ cho ghi nhận", "Waits for an officer"), why
}

// decided says that a unit counts, or is taken as it is, by an officer's decision.
func (p *Picture) decided(st *Standing) string {
	for _, d := range st.decisions {
		c := st.Counts
		switch {
		case c == nil || d.SHA != c.SHA:
		case d.Kind == decision.Count:
			return p.say("Được tính theo quyết định: ", "Counts by decision: ") + p.signed(d)
		case d.Kind == decision.Accept && d.Code == "":
			return p.say("Chấp nhận theo quyết định: ", "Accepted by decision: ") + p.signed(d)
		case d.Kind == decision.Version:
			return p.say("Bản được chọn theo quyết định: ", "Version chosen by decision: ") + p.signed(d)
		}
	}
	return ""
}

// waits says what a unit's newest version waits for.
func (p *Picture) waits(st *Standing) string {
	t := func(vi, en string) string {
		if p.Round.Language == "en" {
			return en
		}
		return vi
	}
	if d := p.decided(st); d != "" {
		return d
	}
	w := st.Waiting()
	switch {
	case w == nil:
		return ""
	case w.Conflict:
		return t("Các bản mâu thuẫn: cán bộ cần hỏi đơn vị", "Versions in conflict: ask the unit")
	case st.Counts != nil:
		return fmt.Sprintf(t("Bản %d chờ đơn vị sửa; đang tính bản %d", "Version %d to correct; version %d counts"), w.Number, st.Counts.Number)
	case w.Verdict.Status == finding.Returned:
		return t("Chờ đơn vị sửa và gửi lại; chưa tính vào tổng", "To correct; not in the totals")
	}
	return t("Chưa tính vào tổng", "Not in the totals")
}
