package standing_test

import (
	"slices"
	"testing"
	"time"

	"tonghop/internal/count/standing"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
)

// A sender is an address in one spelling; a bare name is anybody's.
func TestSenders(t *testing.T) {
	for from, want := range map[string]string{"An <An@TP.vn>": "an@tp.vn", " Ai  Do ": "ai do", "": ""} {
		got := standing.Sender(ledger.Receipt{Origin: &ledger.Origin{From: from}})
		if got != want || standing.Addressed(got) != (want == "an@tp.vn") {
			t.Errorf("%q: %q", from, got)
		}
	}
	if standing.Sender(ledger.Receipt{}) != "" || standing.Addressed("An <an@tp.vn>") {
		t.Error("a file that nobody sent has a sender")
	}
}

// How a file came is known by its receipt.
func TestSources(t *testing.T) {
	of := &record.Officers{Modified: "An"}
	for want, r := range map[decision.Way]ledger.Receipt{
		decision.InPlace: {Name: "../a.xlsx"}, decision.Dropped: {Name: "a.xlsx"},
		decision.Restored: {Name: "a.xlsx", Origin: &ledger.Origin{Container: ledger.ReplayedFrom, From: "x"}},
		decision.Packed:   {Name: "a.xlsx", Origin: &ledger.Origin{Container: "zip"}},
		decision.Mailed:   {Name: "a.xlsx", Origin: &ledger.Origin{Container: "mail", Subject: "Re"}},
	} {
		if got := standing.SourceOf(r, of); got.Way != want || got.Modified != "An" {
			t.Errorf("%v: %+v", want, got)
		}
	}
	dated := ledger.Receipt{Name: "a.xlsx", Origin: &ledger.Origin{Date: day(2)}}
	if got := standing.SourceOf(dated, nil); got.Way != decision.Mailed || !got.Date.Equal(day(2)) || got.Modified != "" {
		t.Errorf("%+v", got)
	}
}

// Officers' workbooks that came in a mail wait: of appraisals by one sender for one desk the
// newest, everything else each by itself. What came by hand, was recorded, taken out, has no seal
// or nothing filled in does not.
func TestWaitingBooks(t *testing.T) {
	w := newWorld(t)
	book := func(sort decision.BookKind, change ...func(o *record.Officers)) record.Verdict {
		o := &record.Officers{Sort: string(sort), Desk: "office", Rows: 1, Sealed: true}
		for _, c := range change {
			c(o)
		}
		return record.Verdict{FileKind: record.OfficersFile, Officers: o}
	}
	an, ba := mailed("an@tp.vn", "a.xlsx", time.Time{}), mailed("ba@tp.vn", "a.xlsx", time.Time{})
	bare := mailed("somebody", "a.xlsx", time.Time{})
	var want []string
	waits := func(sha string) { want = append(want, sha) }
	w.sent("older.xlsx", book(decision.Appraising), an)
	waits(w.sent("newer.xlsx", book(decision.Appraising), an))
	waits(w.sent("another sender.xlsx", book(decision.Appraising), ba))
	waits(w.sent("another desk.xlsx", book(decision.Appraising, func(o *record.Officers) { o.Desk = "board" }), an))
	waits(w.sent("a bare name.xlsx", book(decision.Appraising), bare))
	waits(w.sent("decisions.xlsx", book(decision.Deciding), an))
	waits(w.sent("decisions again.xlsx", book(decision.Deciding), an))
	waits(w.sent("packed.xlsx", book(decision.Appraising), &ledger.Origin{Container: "zip"}))
	waits(w.sent("packed again.xlsx", book(decision.Appraising), &ledger.Origin{Container: "zip"}))
	w.sent("empty.xlsx", book(decision.Recognising, func(o *record.Officers) { o.Rows = 0 }), an)
	w.sent("no seal.xlsx", book(decision.Recognising, func(o *record.Officers) { o.Sealed = false }), an)
	w.sent("by hand.xlsx", book(decision.Recognising))
	recorded := w.sent("recorded.xlsx", book(decision.Recognising), an)
	w.f.Workbooks = []ledger.Book{{SHA: recorded}}
	w.decided(decision.Decision{Kind: decision.Void, SHA: w.sent("void.xlsx", book(decision.Recognising), an)})
	p := w.paint()
	var got []string
	for _, b := range p.WaitingBooks() {
		got = append(got, b.V.SHA)
	}
	if !slices.Equal(got, want) || !p.Recorded(recorded) || p.Recorded(want[0]) {
		t.Errorf("%d wait, want %d: %v", len(got), len(want), got)
	}
	for _, v := range p.Sheets {
		if (codes(v.Verdict.Findings) == "PAPR-002") != slices.Contains(want, v.SHA) {
			t.Errorf("%s: %s", v.First().Name, codes(v.Verdict.Findings))
		}
	}
	for _, f := range p.Sheets[1].Verdict.Findings {
		if f.Args["label"] != "appraisal workbook, mail of an@tp.vn" {
			t.Errorf("%q", f.Args["label"])
		}
	}
	for sort, want := range map[decision.BookKind]string{decision.Deciding: "workbook of decisions",
		decision.Appraising: "appraisal workbook", decision.Recognising: "proposal for recognition"} {
		if got := standing.WorkbookName(sort, "en"); got != want {
			t.Errorf("%q", got)
		}
	}
	w.came("waits, and came by hand later.xlsx")
	w.last().SHA = want[4] // of decisions, of which each is a matter of its own
	if n := len(w.paint().WaitingBooks()); n != len(want)-1 {
		t.Errorf("%d wait", n)
	}
}
