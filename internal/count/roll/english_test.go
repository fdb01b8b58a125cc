package roll_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"testing"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/desk"
	"tonghop/internal/count/roll"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
	"tonghop/internal/seal"
	"tonghop/internal/viet"
)

// plainNames takes the marks off all names of a round, so that a Vietnamese letter in what is
// said about it is a word of ours.
func plainNames(r *round.Round) {
	r.ID = viet.Fold(r.ID)
	for i := range r.Desks {
		r.Desks[i].Name = viet.Fold(r.Desks[i].Name)
	}
	for i := range r.Kinds {
		r.Kinds[i].Name = viet.Fold(r.Kinds[i].Name)
	}
	for i := range r.Form.Indicators {
		r.Form.Indicators[i].Label = viet.Fold(r.Form.Indicators[i].Label)
	}
	for i := range r.Form.Cards[0].Groups[0].Criteria {
		c := &r.Form.Cards[0].Groups[0].Criteria[i]
		c.Label = viet.Fold(c.Label)
	}
	units := slices.Clone(r.Register.Units)
	for i := range units {
		units[i].Name = viet.Fold(units[i].Name)
	}
	r.Register = round.RegisterOf(units)
	r.NameUnits()
}

// busyWorld is a round in which nearly everything happened that is told of: files of all sorts,
// conflicts, officers' workbooks that wait, appraisals that contradict or were overtaken,
// decisions of each kind.
func busyWorld(t *testing.T, lang string) *world {
	w := newWorld(t)
	plainNames(w.f.Round)
	w.f.Round.Language = lang
	w.f.Round.Form.Tables = append(w.f.Round.Form.Tables, round.Table{ID: "khen", Kinds: []string{"agency"},
		Use: "commendation", Required: []string{"ho_ten"}})
	met := w.f.Round.Verdicts("agency")[0]
	claims := func(unit string, values ...string) record.Verdict {
		v := scored(unit, values...)
		v.Values[round.Verdict] = met
		return v
	}
	w.busyFiles()
	full := claims("cq-0", "so", "3", "rieng", "1", "ty_le", "1", "dan", "50")
	full.Values[round.BonusNote] = "a note"
	full.Tables = map[string][]map[string]any{"thon": {{"ma": "t-0", "kq": met}}, "khen": {{"ho_ten": "Ba An"}}}
	sha := w.sent("a.xlsx", full)
	w.appraised("cq-0", "7", met)
	w.decided(decision.Decision{Kind: decision.Commend, Unit: "cq-0", Input: w.paint().Nominees()[0].Key, Found: "Ba An",
		Value: decision.Yes, Number: "8"})
	w.decided(decision.Decision{Kind: decision.Recognise, Unit: "cq-0", SHA: sha, Value: decision.Yes, Number: "9"})

	first := w.sent("b.xlsx", claims("cq-1", "so", "4"))
	w.appraised("cq-1", "6", met)
	a := w.paint().Standing("cq-1").Appraisals[0]
	again := w.f.Decisions[len(w.f.Decisions)-1]
	again.Appraisal = &decision.Appraisal{Desk: "phong", Criteria: map[string]string{"a": "5"}, Result: met, Gate: true}
	w.decided(again)
	w.decided(decision.Decision{Kind: decision.Received, Unit: "cq-1", Value: "2019-10-03", Until: "2019-12-31"})
	w.decided(decision.Decision{Kind: decision.Version, Unit: "cq-1", SHA: first, Value: "1"})
	w.decided(decision.Decision{Kind: decision.Trust, Unit: "cq-1", Value: "0123456789abcdef"})
	w.draft("appraise|phong|cq-1", a.RowDigest())
	foreign := returned("cq-1", "so", "5")
	foreign.Seal, foreign.Signer = string(seal.Foreign), "fedcba9876543210"
	w.sent("c.xlsx", foreign)

	back := returned("cq-2", "so", "4")
	back.Scores = scored("cq-2").Scores
	count := w.sent("d.xlsx", back)
	w.decided(decision.Decision{Kind: decision.Count, Unit: "cq-2", SHA: count})
	w.decided(decision.Decision{Kind: decision.Accept, Unit: "cq-2", SHA: count, Code: "SCOR-003"})
	w.sent("e.xlsx", claims("cq-2", "so", "4"))
	w.sent("f.xlsx", claims("cq-2", "so", "6"))
	w.f.Receipts[len(w.f.Receipts)-1].Scan--
	for i := range w.f.Decisions {
		w.f.Decisions[i].Reason = "a reason"
	}
	return w
}

// draft is a row of a desk's workbook that was filled in and not recorded.
func (w *world) draft(key, digest string) {
	w.f.Position++
	w.f.Workbooks = append(w.f.Workbooks, ledger.Book{SHA: "draft", Position: w.f.Position, Outcomes: []ledger.Outcome{
		{Book: string(decision.Appraising) + " phong", Key: key, Digest: digest + "x", Refused: ledger.InWords("why"),
			Cells: map[string]string{decision.InResult: "met", decision.InBy: "An", decision.InDay: "2019-10-05",
				decision.InGate: "no", decision.InCriterion + "a": "5"}}}})
}

// busyFiles sends what is no return of a unit, or none that is read.
func (w *world) busyFiles() {
	mail := func(part string) *ledger.Origin {
		return &ledger.Origin{Container: "mail", Part: part, From: "an@tp.vn", Subject: "A report", Date: day(2)}
	}
	officers := func(sort decision.BookKind, paper string, rows int) record.Verdict {
		return record.Verdict{FileKind: paper, Officers: &record.Officers{Sort: string(sort), Desk: "phong", Rows: rows,
			Sealed: paper == record.OfficersFile, Modified: "An"}}
	}
	fails := func(code, format string) record.Verdict {
		return record.Verdict{Status: finding.Unreadable, Format: format, Findings: []finding.Finding{finding.New(code)}}
	}
	untouched := agency("cq-1")
	untouched.Content = "x"
	for _, how := range []record.Untouched{record.Blank, record.Unchanged, "our own"} {
		untouched.Untouched = how
		w.sent("blank.xlsx", untouched)
	}
	void := w.sent("void.xlsx", agency("cq-1"))
	w.decided(decision.Decision{Kind: decision.Void, SHA: void})
	w.sent("strange.xlsx", fails("UNIT-001", ""))
	w.sent("broken.xlsx", fails("FILE-001", ""))
	w.sent("picture.pdf", fails("FILE-004", ".pdf"), mail("picture.pdf"))
	w.sent("found.xlsx", fails("UNIT-001", ""), &ledger.Origin{Container: ledger.ReplayedFrom, Date: day(2)})
	w.sent("packed.xlsx", fails("UNIT-001", ""), &ledger.Origin{Container: "zip", Part: "packed.xlsx"})
	w.came("later.xlsx", mail("later.xlsx"))
	w.sent("mail.eml", record.Verdict{FileKind: record.ContainerFile, Status: finding.Clean, Understood: 2})
	for _, sort := range []decision.BookKind{decision.Deciding, decision.Appraising, decision.Recognising} {
		w.sent("waits.xlsx", officers(sort, record.OfficersFile, 2), mail("waits-"+string(sort)))
		w.sent("empty.xlsx", officers(sort, record.OfficersFile, 0))
	}
	for range 7 {
		w.sent("no seal.xlsx", officers(decision.Deciding, record.UnsealedFile, 1))
	}
	recorded := w.sent("../de-nghi.xlsx", officers(decision.Recognising, record.OfficersFile, 3))
	w.f.Workbooks = []ledger.Book{{SHA: recorded, Position: 9, Outcomes: []ledger.Outcome{{}, {Refused: ledger.InWords("x")}}}}
	for _, value := range []string{decision.Once, decision.Always} {
		w.decided(decision.Decision{Kind: decision.Admit, SHA: recorded, Value: value, Input: "an@tp.vn"})
	}
}

// shown is everything that is shown of a picture.
func shown(t *testing.T, p *standing.Picture) string {
	summary := roll.SummaryOf(p, nil)
	summary.Round = nil
	all := []any{summary, roll.StatusOf(p, nil), desk.Matters(p)}
	for _, in := range p.Round.Form.Indicators {
		tr, err := roll.TraceOf(p, in.ID, "")
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, tr)
	}
	for _, b := range desk.AppraisalBooks(p) {
		b.Round = nil
		all = append(all, b)
	}
	proposal := desk.ProposalOf(p)
	proposal.Round = nil
	all = append(all, proposal)
	for _, s := range p.Units {
		if s.Decided != nil {
			result := desk.ResultBook(p, s)
			result.Round = nil
			all = append(all, result)
		}
	}
	var out bytes.Buffer
	if err := json.NewEncoder(&out).Encode(all); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// vietnamese is a text of ours in Vietnamese: a string with a letter that English does not have.
var vietnamese = regexp.MustCompile(`"[^"]*[À-ÖØ-öø-ỹ\x{300}-\x{323}][^"]*"`)

// An English round is told everything in English: of a round whose data have no Vietnamese letter
// nothing that is shown has one. The same round in Vietnamese shows that the sweep sees texts.
func TestEnglishRound(t *testing.T) {
	p := busyWorld(t, "en").paint()
	for _, text := range vietnamese.FindAllString(shown(t, p), -1) {
		t.Errorf("an English round says %s", text)
	}
	texts := vietnamese.FindAllString(shown(t, busyWorld(t, "vi").paint()), -1)
	slices.Sort(texts)
	if n := len(slices.Compact(texts)); n < 70 {
		t.Errorf("the sweep sees %d texts: %v", n, texts)
	}
}
