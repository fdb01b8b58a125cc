package standing_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
	"tonghop/internal/seal"
)

// A document belongs to the returns in its folder or below, else to those in a folder around it,
// else to the only one that there is.
func TestBeside(t *testing.T) {
	for document, c := range map[string]struct {
		returns []string
		want    []int
	}{
		"x.pdf":       {[]string{"a.xlsx", "b/c.xlsx"}, []int{0, 1}},
		"b/x.pdf":     {[]string{"a.xlsx", "b/c.xlsx", "b/d/e.xlsx", "bc/f.xlsx"}, []int{1, 2}},
		"b/d/x.pdf":   {[]string{"b/a.xlsx", "c/b.xlsx"}, []int{0}},
		"b/d/e/x.pdf": {[]string{"a.xlsx", "c/b.xlsx"}, []int{0}},
		"b/x.txt":     {[]string{"c/a.xlsx"}, []int{0}},
		"b/x.doc":     {[]string{"c/a.xlsx", "d/b.xlsx"}, nil},
		"y.pdf":       {nil, nil},
	} {
		if got := standing.Beside(document, c.returns); !slices.Equal(got, c.want) {
			t.Errorf("%s beside %v: %v", document, c.returns, got)
		}
	}
}

// fails is the verdict on a file that is no workbook.
func fails(code, format string) record.Verdict {
	return record.Verdict{Status: finding.Unreadable, Format: format, Findings: []finding.Finding{finding.New(code)}}
}

// Documents that came with a return are told beside it and are no files of unknown units; what
// may well be a return, came by itself or from the archive is nobody's.
func TestAttached(t *testing.T) {
	w := newWorld(t)
	in := func(part string) *ledger.Origin { return mailed("a@b.vn", part, day(2)) }
	w.sent("a.xlsx", agency("cq-0", "so", 3), in("a/a.xlsx"))
	w.sent("b.xlsx", record.Verdict{Unit: "cq-1", Status: finding.Unreadable}, in("b/b.xlsx"))
	w.sent("c.xlsx", agency("cq-2", "so", 3), in("c/c.xlsx"))
	picture := w.sent("picture.pdf", fails("FILE-004", ".pdf"), in("a/picture.pdf"))
	w.came("picture.pdf", in("a/picture.pdf"))
	w.last().SHA = picture
	note := w.sent("note.txt", fails("FILE-004", ".csv"), in("a/note.txt"))
	w.sent("scan.pdf", fails("FILE-004", ".pdf"), in("b/scan.pdf"))
	var strays []string
	for name, origin := range map[string]*ledger.Origin{"old.xls": in("a/old.xls"), "alone.pdf": nil,
		"found.pdf": {Container: ledger.ReplayedFrom, Part: "found.pdf"}, "broken.xlsx": in("a/broken.xlsx")} {
		format, code := "."+strings.Split(name, ".")[1], "FILE-004"
		if format == ".xlsx" {
			code = "FILE-001"
		}
		strays = append(strays, w.sent(name, fails(code, format), origin))
	}
	p := w.paint()
	var got []string
	for _, v := range p.Strays {
		got = append(got, v.SHA)
	}
	slices.Sort(got)
	slices.Sort(strays)
	if !slices.Equal(got, strays) || len(p.Attached) != 3 || p.Attached[0].SHA != picture || p.Attached[1].SHA != note {
		t.Errorf("%d strays, %d attached", len(p.Strays), len(p.Attached))
	}
	var beside []string
	for _, f := range p.Standing("cq-0").Versions[0].Verdict.Findings {
		if f.Code == "FILE-007" {
			beside = append(beside, f.Args["label"])
		}
	}
	if !slices.Equal(beside, []string{"a/picture.pdf", "a/note.txt"}) {
		t.Errorf("beside the return: %v", beside)
	}
	if codes(p.Standing("cq-1").Versions[0].Verdict.Findings) != "" {
		t.Error("a file that cannot be read has attachments")
	}
	w.came("once more.xls")
	w.last().SHA = strays[0]
	for _, v := range w.paint().Strays {
		if again := codes(v.Verdict.Findings); (v.SHA == strays[0]) != strings.Contains(again, "SUBM-001") {
			t.Errorf("%s: %s", v.First().Name, again)
		}
	}
}

// A note with commas looks like a table; its name says what it is.
func TestDocumentFormat(t *testing.T) {
	for name, want := range map[string]bool{".pdf picture": true, ".xls a.xls": false, ".ods a.ods": false,
		".csv a.csv": false, ".csv a.TSV": false, ".csv a": false, ".csv note.txt": true} {
		format, file, _ := strings.Cut(name, " ")
		if got := standing.DocumentFormat(format, file); got != want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

// Where a file came from is told by its mail, archive or restore.
func TestOriginNotes(t *testing.T) {
	p := newWorld(t).paint()
	for want, o := range map[string]*ledger.Origin{
		"": nil, "Received again from the archive after a restore": {Container: ledger.ReplayedFrom, From: "a"},
		"In an archive":       {Container: "zip", Part: "a"},
		"In a mail of a@b.vn": {From: "a@b.vn"}, "In a mail of , “Report”": {Subject: "Report"},
		"In a mail of a@b.vn, “Report”, sent 12:00 03/10/2019": {From: "a@b.vn", Subject: "Report", Date: day(3)},
	} {
		if got := p.OriginNote(o); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	v := &standing.Version{Verdict: record.Verdict{FileKind: record.ContainerFile, Status: finding.Clean, Understood: 2,
		Findings: []finding.Finding{finding.New("FILE-001")}}}
	text, _ := v.Verdict.Findings[0].Text("en")
	if got := p.InsideNote(v); got != "A mail or archive: 2 files in it were received, a row each. "+text {
		t.Errorf("%q", got)
	}
	if !standing.Opened(v.Verdict) || standing.Opened(record.Verdict{Status: finding.Clean}) ||
		standing.Opened(fails("FILE-001", "")) ||
		standing.Opened(record.Verdict{FileKind: record.ContainerFile, Status: finding.Unreadable}) {
		t.Error("what is opened is told wrong")
	}
}

// Every file goes where it belongs, and a void one keeps its number.
func TestWhereFilesGo(t *testing.T) {
	w := newWorld(t)
	box := record.Verdict{FileKind: record.ContainerFile, Status: finding.Clean}
	shut := record.Verdict{FileKind: record.ContainerFile, Status: finding.Unreadable}
	book := record.Verdict{FileKind: record.OfficersFile, Officers: &record.Officers{}}
	void := func(sha string) { w.decided(decision.Decision{Kind: decision.Void, SHA: sha}) }
	void(w.sent("a.xlsx", agency("cq-0", "so", 3)))
	w.sent("b.xlsx", agency("cq-0", "so", 4))
	w.sent("box.zip", box)
	w.sent("shut.zip", shut)
	void(w.sent("void.zip", box))
	void(w.sent("void shut.zip", shut))
	void(w.sent("book.xlsx", book))
	w.came("later.xlsx")
	over := w.sent("over.xlsx", agency("cq-1", "so", 3))
	w.decided(decision.Decision{Kind: decision.Void, SHA: over, Until: "2019-10-08"})
	w.decided(decision.Decision{Kind: decision.Count, SHA: w.last().SHA})
	p := w.paint()
	names := func(all []*standing.Version) (out string) {
		for _, v := range all {
			out += v.First().Name + ", "
		}
		return out
	}
	if got := names(p.Voided); got != "a.xlsx, void.zip, void shut.zip, " {
		t.Errorf("void: %s", got)
	}
	if got := names(p.Sheets); got != "box.zip, book.xlsx, " {
		t.Errorf("officers': %s", got)
	}
	if names(p.Strays) != "shut.zip, " || p.Strays[0].Number != 0 || names(p.Unread) != "later.xlsx, " || p.Unread[0].Verdict.Status != finding.Held {
		t.Errorf("nobody's: %s, unread: %s", names(p.Strays), names(p.Unread))
	}
	if all := p.Standing("cq-0").Versions; len(all) != 1 || all[0].Number != 2 || len(p.Standing("cq-1").Versions) != 1 {
		t.Errorf("%+v", all)
	}
	if !p.IsVoid(w.f.Receipts[0].SHA) || p.IsVoid(over) || p.IsVoid("x") {
		t.Error("what is void is told wrong")
	}
}

// A form in which nothing was typed is no return; what it says of itself, or what it says beyond
// the form that it answers or that was issued, tells.
func TestUntouched(t *testing.T) {
	same := agency("cq-0", "so", 3)
	same.Content = record.Content(same.Values, nil)
	w := newWorld(t)
	first := w.sent("a.xlsx", back(same))
	w.wentBack("cq-0", 2, first)
	again := same
	again.Copy = 2
	w.sent("b.xlsx", again)
	p := w.paint()
	if len(p.Untouched) != 1 || p.Untouched[0].Verdict.Untouched != record.Unchanged ||
		len(p.Standing("cq-0").Versions) != 1 {
		t.Fatalf("%+v", p.Untouched)
	}
	for name, change := range map[string]func(v *record.Verdict){
		"another copy":    func(v *record.Verdict) { v.Copy = 1 },
		"another content": func(v *record.Verdict) { v.Content = "x" },
		"no content":      func(v *record.Verdict) { v.Content = "" },
		"another unit":    func(v *record.Verdict) { v.Unit = "cq-1" },
		"an officers'":    func(v *record.Verdict) { v.FileKind, v.Untouched = record.OfficersFile, record.Blank },
	} {
		w := newWorld(t)
		w.wentBack("cq-0", 2, w.sent("a.xlsx", back(same)))
		v := again
		change(&v)
		w.sent("b.xlsx", v)
		if n := len(w.paint().Untouched); n != 0 {
			t.Errorf("%s: %d untouched", name, n)
		}
	}
	lost := again
	lost.Copy = 0
	w.sent("c.xlsx", lost)
	if n := len(w.paint().Untouched); n != 2 {
		t.Errorf("one whose number is lost: %d untouched", n)
	}
	w = newWorld(t)
	w.sent("early.xlsx", again)
	w.wentBack("cq-0", 2, w.sent("a.xlsx", back(same)))
	if n := len(w.paint().Untouched); n != 0 {
		t.Errorf("what came before the copy went back answers it: %d", n)
	}
	said := agency("cq-0", "so", 3)
	said.Untouched = record.Blank
	ours := w.sent("ours.xlsx", agency("cq-1", "so", 3))
	w.f.Own = map[string]bool{ours: true}
	w.sent("blank.xlsx", said)
	if p := w.paint(); len(p.Untouched) != 2 || len(p.Standing("cq-1").Versions) != 0 {
		t.Errorf("%+v", p.Untouched)
	}
}

// A form that says no more than last year's figures, with which blank forms are issued, is blank.
func TestAsIssued(t *testing.T) {
	w := newWorld(t)
	issued := map[string]any{"so_nam_truoc": *some(12)}
	blank := agency("cq-0")
	blank.Content = record.Content(issued, nil)
	w.sent("a.xlsx", blank)
	if n := len(w.paint().Untouched); n != 0 {
		t.Errorf("nothing is on record: %d untouched", n)
	}
	w.f.Past = past("cq-0", "so", 12)
	if p := w.paint(); len(p.Untouched) != 1 || p.Untouched[0].Verdict.Untouched != record.Blank {
		t.Errorf("%+v", p.Untouched)
	}
	w.f.Past = past("cq-0", "so", 13)
	if n := len(w.paint().Untouched); n != 0 {
		t.Errorf("other figures: %d untouched", n)
	}
	nobody := blank
	nobody.Unit, nobody.Content = "", record.Content(map[string]any{}, nil)
	w.sent("b.xlsx", nobody)
	none := agency("cq-1")
	none.Content = record.Content(map[string]any{}, nil)
	w.sent("c.xlsx", none)
	if n := len(w.paint().Untouched); n != 0 {
		t.Errorf("nobody's: %d untouched", n)
	}
}

// The receipts say what such a file is.
func TestUntouchedNotes(t *testing.T) {
	p := newWorld(t).paint()
	for how, want := range map[record.Untouched]string{record.Blank: "Blank form: Nothing was filled in; it is no return.",
		record.Unchanged: "Nothing changed: The form came back as it was issued; it is no new version.",
		"":               "Our own file: A file that was written here came back as it was; nothing to do."} {
		if state, note := p.UntouchedNote(record.Verdict{Untouched: how}); state+": "+note != want {
			t.Errorf("%q: %s: %s", how, state, note)
		}
	}
}

// A form of less sure origin does not take the place of a surer one by itself: of one that counts,
// and where it was not sealed here also of one that is still to be corrected.
func TestWeakerForms(t *testing.T) {
	kinds := record.SealedKind
	for name, c := range map[string]struct {
		first, second record.Verdict
		want, label   string
	}{
		"no seal after the own":                 {agency("cq-0"), sealed(agency("cq-0"), ""), "counts conflict", "a form without a seal, weaker than version 1 (the unit's own form)"},
		"the kind's after the own":              {agency("cq-0"), sealed(agency("cq-0"), kinds), "counts conflict", "the kind's form, weaker than version 1 (the unit's own form)"},
		"broken after the kind's":               {sealed(agency("cq-0"), kinds), sealed(agency("cq-0"), string(seal.Broken)), "counts conflict", "a form issued to another unit, or with a changed seal, weaker than version 1 (the kind's form)"},
		"the own after no seal":                 {sealed(agency("cq-0"), ""), agency("cq-0"), "waits counts", ""},
		"no seal after no seal":                 {sealed(agency("cq-0"), ""), sealed(agency("cq-0"), ""), "waits counts", ""},
		"no seal after one to correct":          {back(agency("cq-0")), sealed(agency("cq-0"), ""), "waits conflict", "a form without a seal, weaker than version 1 (the unit's own form)"},
		"the kind's after one to correct":       {back(agency("cq-0")), sealed(agency("cq-0"), kinds), "waits counts", ""},
		"signed elsewhere after one to correct": {back(agency("cq-0")), sealed(agency("cq-0"), string(seal.Foreign), "0123456789"), "waits conflict", "a form issued elsewhere (key 01234567), weaker than version 1 (the unit's own form)"},
		"no seal after one sealed elsewhere":    {back(sealed(agency("cq-0"), string(seal.Foreign))), sealed(agency("cq-0"), ""), "waits counts", ""},
		"no seal after one not read":            {record.Verdict{Unit: "cq-0", Status: finding.Unreadable, Seal: string(seal.Good)}, sealed(agency("cq-0"), ""), "refused counts", ""},
		"signed elsewhere, another key":         {sealed(agency("cq-0"), string(seal.Foreign), "0123456789"), sealed(agency("cq-0"), string(seal.Foreign), "9876543210"), "counts conflict", "a form issued elsewhere (key 98765432), weaker than version 1 (a form issued elsewhere (key 01234567))"},
		"signed elsewhere, the same key":        {sealed(agency("cq-0"), string(seal.Foreign), "0123456789"), sealed(agency("cq-0"), string(seal.Foreign), "0123456789"), "waits counts", ""},
		"signed after not signed":               {sealed(agency("cq-0"), string(seal.Foreign)), sealed(agency("cq-0"), string(seal.Foreign), "0123456789"), "waits counts", ""},
		"not signed after signed":               {sealed(agency("cq-0"), string(seal.Foreign), "0123456789"), sealed(agency("cq-0"), string(seal.Foreign)), "counts conflict", "a form issued elsewhere, not signed, weaker than version 1 (a form issued elsewhere (key 01234567))"},
	} {
		w := newWorld(t)
		w.sent("a.xlsx", c.first)
		w.sent("b.xlsx", c.second)
		if got := w.story("cq-0"); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		p := w.paint()
		note := p.MarkNote(p.Standing("cq-0"), p.Standing("cq-0").Versions[1])
		form, _, _ := strings.Cut(c.label, ", weaker")
		if c.label == "" {
			if strings.Contains(note, "weaker") {
				t.Errorf("%s: %q", name, note)
			}
			continue
		}
		w.label("cq-0", 2, "SUBM-003", "weaker", "b.xlsx: "+c.label)
		if note != ", "+form+", weaker than the one that counts" {
			t.Errorf("%s: %q", name, note)
		}
	}
}

// Within a scan the surer form stands, whichever was read first; a passed one is held against
// nothing.
func TestWeakerWithinAScan(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", sealed(agency("cq-0"), ""))
	w.sent("b.xlsx", agency("cq-0"))
	w.sameScan()
	w.tells("cq-0", "conflict counts")
	w.label("cq-0", 1, "SUBM-003", "weaker", "a.xlsx: a form without a seal, weaker than version 2 (the unit's own form)")
	if got := codes(w.of("cq-0").Findings()); got != "" {
		t.Errorf("a conflict that is over is told: %s", got)
	}
	w = newWorld(t)
	w.sent("a.xlsx", back(agency("cq-0")))
	chosen := w.sent("b.xlsx", agency("cq-0"))
	w.decided(decision.Decision{Kind: decision.Version, Unit: "cq-0", SHA: chosen, Value: "2"})
	w.decided(decision.Decision{Kind: decision.Void, SHA: chosen})
	w.sent("c.xlsx", sealed(agency("cq-0"), ""))
	w.tells("cq-0", "passed counts")
}

// Once an officer accepted the key of another workspace for a unit, forms that it signed are as
// good as our own, for that unit alone.
func TestTrusted(t *testing.T) {
	w := newWorld(t)
	key := "0123456789abcdef"
	w.sent("a.xlsx", agency("cq-0"))
	w.sent("b.xlsx", sealed(agency("cq-0"), string(seal.Foreign), key))
	w.sent("c.xlsx", agency("cq-1"))
	w.sent("d.xlsx", sealed(agency("cq-1"), string(seal.Foreign), key))
	w.decided(decision.Decision{Kind: decision.Trust, Unit: "cq-0", Value: key})
	w.decided(decision.Decision{Kind: decision.Count, Unit: "cq-1", Value: key})
	w.tells("cq-0", "waits counts")
	w.tells("cq-1", "counts conflict")
	p := w.paint()
	s := p.Standing("cq-0")
	if !s.Trusts(key) || s.Trusts("other") || s.Trusts("") ||
		p.ElsewhereNote(s.Versions[1]) != "A form issued elsewhere, by a key that was accepted (01234567)" {
		t.Errorf("%q", p.ElsewhereNote(s.Versions[1]))
	}
}

// A return of this level's own is taken where its officers filled it in: on our form, saved in
// place or dropped by itself.
func TestOwnReturn(t *testing.T) {
	archive := &ledger.Origin{Container: ledger.ReplayedFrom, Date: day(2)}
	mail := mailed("a@b.vn", "a.xlsx", time.Time{})
	for name, c := range map[string]struct {
		v           record.Verdict
		origin      *ledger.Origin
		want, label string
	}{
		"by itself":     {agency("tp"), nil, "counts", ""},
		"found again":   {agency("tp"), archive, "counts", ""},
		"mailed":        {agency("tp"), mail, "conflict", "a.xlsx: the unit's own form. In a mail of a@b.vn"},
		"without seal":  {sealed(agency("tp"), ""), nil, "conflict", "a.xlsx: a form without a seal"},
		"on the kind's": {sealed(agency("tp"), record.SealedKind), nil, "conflict", "a.xlsx: the kind's form"},
	} {
		w := newWorld(t)
		w.sent("a.xlsx", c.v, c.origin)
		if got := w.story("tp"); got != c.want {
			t.Errorf("%s: %s", name, got)
		}
		if c.label != "" {
			w.label("tp", 1, "SUBM-003", "own", c.label)
		}
	}
}
