package standing_test

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/rollup"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/judge/check"
	"tonghop/internal/judge/record"
	"tonghop/internal/read/decision"
)

// past are figures on record: unit, indicator and figure in turn.
func past(of ...any) map[string]check.Figures {
	out := map[string]check.Figures{}
	for i := 0; i < len(of); i += 3 {
		unit := of[i].(string)
		if out[unit] == nil {
			out[unit] = check.Figures{}
		}
		out[unit][of[i+1].(string)] = decimal.NewFromInt(int64(of[i+2].(int)))
	}
	return out
}

// A unit's figures of last year are its own, by this year's ids, or the sum of its predecessors';
// what was split cannot be compared.
func TestPast(t *testing.T) {
	for name, c := range map[string]struct {
		change func(units []round.Unit)
		want   string
	}{
		"its own":                 {func([]round.Unit) {}, "dan=40 so=7"},
		"of two that are gone":    {func(u []round.Unit) { u[1].Predecessors = []string{"old", "older"} }, "so=12"},
		"one is not on record":    {func(u []round.Unit) { u[1].Predecessors = []string{"old", "none"} }, ""},
		"itself and one gone":     {func(u []round.Unit) { u[1].Predecessors = []string{"cq-0", "old"} }, "so=9"},
		"from one that goes on":   {func(u []round.Unit) { u[1].Predecessors = []string{"cq-1"} }, "none"},
		"another goes on from it": {func(u []round.Unit) { u[2].Predecessors = []string{"cq-0"} }, "none"},
		"split in two": {func(u []round.Unit) {
			u[1].Predecessors, u[2].Predecessors = []string{"old"}, []string{"older", "old"}
		}, "none"},
	} {
		w := newWorld(t)
		units := slices.Clone(w.f.Round.Register.Units)
		c.change(units)
		w.f.Round.Register = round.RegisterOf(units)
		w.f.Past = past("cq-0", "so", 7, "cq-0", "people", 40, "cq-0", "moi", 3, "cq-0", "none", 3, "old", "so", 2,
			"older", "so", 10, "cq-1", "so", 5)
		p := w.paint()
		got := p.Past(p.Standing("cq-0").Unit)
		var all []string
		for id, d := range got {
			all = append(all, id+"="+d.String())
		}
		slices.Sort(all)
		text := strings.Join(all, " ")
		if got == nil {
			text = "none"
		}
		if text != c.want {
			t.Errorf("%s: %s, want %s", name, text, c.want)
		}
		if c.want == "dan=40 so=7" {
			if priors := p.Priors(p.Standing("cq-0").Unit); fmt.Sprint(priors) != "map[so_nam_truoc:7]" {
				t.Errorf("blank forms show %v", priors)
			}
			if tp := p.Priors(p.Standing("tp").Unit); len(tp) != 0 {
				t.Errorf("this level's own shows %v", tp)
			}
		}
	}
	p := newWorld(t).paint()
	if p.Past(p.Standing("cq-0").Unit) != nil || len(p.Priors(p.Standing("cq-0").Unit)) != 0 {
		t.Error("where nothing is on record there are figures")
	}
}

// What last year's figures contradict is asked of the unit, in its cell and with its explanation;
// nothing is asked of what cannot be read.
func TestHistoryIsAsked(t *testing.T) {
	w := newWorld(t)
	w.f.Past = past("cq-0", "so", 12)
	v := agency("cq-0", "so", 3)
	v.Prior["so"] = json.Number("21")
	v.Cells["so_nam_truoc"] = "Figures!D9"
	seen := func(sheet string, row, order int) finding.Finding {
		return finding.Finding{Code: "CELL-009", Severity: finding.Info, Sheet: sheet, Row: row, SheetOrder: order}
	}
	v.Findings = []finding.Finding{seen("Other", 1, 5), seen("Figures", 0, 9), seen("Figures", 3, 7)}
	w.sent("a.xlsx", v)
	s := w.of("cq-0")
	f := w.finds("cq-0", 1, "HIST-001")
	if f.Sheet != "Figures" || f.Cells[0] != "D9" || f.Row != 9 || f.Col != 4 || f.SheetOrder != 7 || f.Explained != "" ||
		s.Status() != finding.Queried {
		t.Errorf("%s: %+v", s.Status(), f)
	}
	v.Typed[check.Explanations(f)[0]] = "the figure of last year was corrected later"
	v.Findings = nil
	w.f.Verdicts[s.Versions[0].SHA] = v
	if f := w.finds("cq-0", 1, "HIST-001"); f.Explained != "the figure of last year was corrected later" ||
		f.SheetOrder != 3 || w.of("cq-0").Status() != finding.Clean {
		t.Errorf("explained: %+v", f)
	}
	delete(v.Cells, "so_nam_truoc")
	if f := w.finds("cq-0", 1, "HIST-001"); f.Code == "" || f.Sheet != "" || len(f.Cells) != 0 {
		t.Errorf("in no cell: %+v", f)
	}
	w.f.Round.Severity = map[string]finding.Severity{"HIST-001": finding.Info}
	if f := w.finds("cq-0", 1, "HIST-001"); f.Severity != finding.Info {
		t.Errorf("the round's own severity: %+v", f)
	}
	w = newWorld(t)
	w.f.Past = past("cq-0", "so", 12)
	v.Status = finding.Unreadable
	w.sent("a.xlsx", v)
	if got := codes(w.of("cq-0").Versions[0].Verdict.Findings); got != "" {
		t.Errorf("asked of what cannot be read: %s", got)
	}
	w.f.Verdicts[w.last().SHA] = back(agency("cq-0", "so", 12000))
	if s := w.of("cq-0"); codes(s.Versions[0].Verdict.Findings) != "CELL-001 HIST-003" || s.Status() != finding.Returned {
		t.Errorf("%s: %s", s.Status(), codes(s.Versions[0].Verdict.Findings))
	}
}

// Officers are told what stands out among the units of a kind, and it is accepted like any other.
func TestPeersAreTold(t *testing.T) {
	w := newWorld(t)
	units := slices.Clone(w.f.Round.Register.Units)
	for i := range 30 {
		units = append(units, round.Unit{Code: fmt.Sprint("p-", i), Name: fmt.Sprint("Peer ", i), Kind: "agency",
			Parent: "tp", Direct: true})
	}
	w.f.Round.Register = round.RegisterOf(units)
	w.f.Round.NameUnits()
	for i := range 30 {
		n := 20 + i%3
		if i == 7 {
			n = 90000
		}
		w.sent("a.xlsx", agency(fmt.Sprint("p-", i), "so", n))
	}
	if f := w.finds("p-7", 1, "PEER-001"); f.ID != "so" || f.Sheet != "Sheet" || f.Cells[0] != "C7" || f.SheetOrder != 0 {
		t.Errorf("%+v", f)
	}
	if f := w.finds("p-8", 1, "PEER-001"); f.Code != "" {
		t.Errorf("%+v", f)
	}
	w.decided(decision.Decision{Kind: decision.Accept, Unit: "p-7", Code: "PEER-001", Input: "so",
		Found: standing.FoundOf(w.finds("p-7", 1, "PEER-001")), By: "An", Day: "x", Reason: "a big one"})
	if f := w.finds("p-7", 1, "PEER-001"); f.Accepted != "An, x: a big one" {
		t.Errorf("%+v", f)
	}
}

// A parent's figure is held against those of its children: where all are in any difference is
// told, else where the children alone have more. One finding names the first and how many more.
func TestAgainstTheSumBelow(t *testing.T) {
	for name, c := range map[string]struct {
		own, second, people any
		below, missing      string
	}{
		"adds up":                  {5, 2, nil, "", ""},
		"all are in, less":         {4, 2, nil, "so 4 5 2 true", ""},
		"all are in, more":         {6, 2, nil, "so 6 5 2 true", ""},
		"one is missing, more":     {6, nil, nil, "", "Agency 1"},
		"one is missing, fewer":    {2, nil, nil, "so 2 3 1 false", "Agency 1"},
		"one is missing, the same": {3, nil, nil, "", "Agency 1"},
		"nothing of its own":       {nil, 2, nil, "", ""},
		"two figures do not":       {4, 2, 9, "so 4 5 2 true; dan 9 8 1 true", ""},
	} {
		w := newWorld(t)
		units := slices.Clone(w.f.Round.Register.Units)
		w.f.Round.Register = round.RegisterOf(slices.DeleteFunc(units, func(u round.Unit) bool { return u.Code == "cq-2" }))
		w.f.Round.NameUnits()
		own := agency("tp")
		own.Cells["so"] = "Report!C7"
		for id, x := range map[string]any{"so": c.own, "dan": c.people} {
			if x != nil {
				own.Values[id] = json.Number(fmt.Sprint(x))
			}
		}
		own.Values["moi"] = json.Number("1")
		w.sent("../tp.xlsx", own)
		w.sent("a.xlsx", agency("cq-0", "so", 3, "dan", 8, "moi", 7))
		if c.second != nil {
			w.sent("b.xlsx", agency("cq-1", "so", c.second))
		}
		p := w.paint()
		var below []string
		for _, b := range p.Below {
			below = append(below, fmt.Sprint(b.Indicator.ID, " ", b.Own, " ", b.Sum, " ", b.From, " ", b.All))
		}
		if got := strings.Join(below, "; "); got != c.below {
			t.Errorf("%s: %q, want %q", name, got, c.below)
		}
		f, missing := w.finds("tp", 1, "AGGR-001"), w.finds("tp", 1, "AGGR-002")
		if (f.Code != "") != (c.below != "") || missing.Args["label"] != c.missing {
			t.Errorf("%s: %+v, missing %+v", name, f, missing)
		}
		switch {
		case c.people != nil:
			if f.Variant != "more" || f.Args["count"] != "1" || !slices.Equal(f.IDs, []string{"so", "dan"}) || f.Args["also"] == "" {
				t.Errorf("%s: %+v", name, f)
			}
		case f.Code != "":
			if f.Variant != "" || f.Args["label"] != "Cases" || f.Args["also"] != "" || f.ID != "so" || f.Sheet != "Report" ||
				f.Difference.String() != map[bool]string{true: "-1", false: "1"}[c.own == 4 || c.own == 2] {
				t.Errorf("%s: %+v", name, f)
			}
		}
	}
}

// Of many that are missing a few are named; what is not expected or is gone is not missed.
func TestMissingBelow(t *testing.T) {
	w := newWorld(t)
	units := slices.Clone(w.f.Round.Register.Units[:1])
	for i := range 8 {
		units = append(units, round.Unit{Code: fmt.Sprint("m-", i), Name: fmt.Sprint("M", i), Kind: "agency", Parent: "tp",
			Direct: i > 0})
	}
	units[8].To = day(1).AddDate(-3, 0, 0)
	w.f.Round.Register = round.RegisterOf(units)
	w.f.Round.NameUnits()
	w.sent("../tp.xlsx", agency("tp", "so", 1))
	if f := w.finds("tp", 1, "AGGR-002"); f.Args["label"] != "M1, M2, M3, M4, M5, … (+1)" || f.Args["count"] != "6" {
		t.Errorf("%+v", f)
	}
	if got := standing.SomeOf([]string{"a", "b"}, 2); got != "a, b" {
		t.Errorf("%q", got)
	}
}

// What a parent's table says of a child that sent its own return must be what the desk gave it.
func TestAppraisalsAgainstTheTable(t *testing.T) {
	for name, c := range map[string]struct {
		result          string
		given           any
		found, expected string
	}{
		"the same":          {"met", 7, "", ""},
		"result alone":      {"MET", nil, "", ""},
		"another result":    {"not met", 7, "not met", "met"},
		"no result":         {"", 7, "", ""},
		"another total":     {"met", 8, "8", "7"},
		"a total, no words": {"", 8, "8", "7"},
	} {
		w := newWorld(t)
		v := scored(agency("cq-0", "so", 3), 8)
		row := map[string]any{"ma": "t-0", "result": c.result}
		plain := []map[string]any{{"ma": "t-0", "given": json.Number("1")}}
		if c.given != nil {
			row["given"] = json.Number(fmt.Sprint(c.given))
		}
		v.Tables = listing(map[string]any{"ma": "t-1", "result": "met"}, row, map[string]any{"ten": "nobody"})
		v.Tables["plain"] = plain
		w.sent("t.xlsx", scored(village("t-0", "so", 3), 9))
		w.sent("a.xlsx", v)
		w.appraise("local", "t-0", "7", "met")
		f := w.finds("cq-0", 1, "AGGR-001")
		if (f.Code != "") != (c.found != "") || f.Code != "" && (fmt.Sprint(f.Found) != c.found ||
			fmt.Sprint(f.Expected) != c.expected || f.Args["label"] != "Village 0" || f.ID != round.TableName("villages") || f.Args["also"] != "t-0") {
			t.Errorf("%s: %+v", name, f)
		}
	}
}

// The tree holds last year's figures by this year's ids; coverage is that of how units stand.
func TestTreeAndCoverage(t *testing.T) {
	w := newWorld(t)
	w.f.Past = past("old", "so", 4, "old", "people", 9, "old", "none", 1)
	units := slices.Clone(w.f.Round.Register.Units)
	units[1].Predecessors = []string{"old"}
	w.f.Round.Register = round.RegisterOf(units)
	w.f.Round.Form.Indicators[1].Prior, w.f.Round.Form.Indicators[2].TotalFrom = true, "all"
	w.sent("a.xlsx", agency("cq-0", "so", 3, "dan", 5, "moi", 2))
	w.sent("b.xlsx", back(agency("cq-1", "so", 3)))
	w.last().Received = day(12)
	p := w.paint()
	all := p.Tree().Roll()
	if all["so"].Prior.String() != "4" || all["dan"].Prior.String() != "9" || all["so"].Sum.String() != "3" ||
		all["moi"].Prior != nil || len(all["moi"].Apart) != 1 {
		t.Errorf("%+v", all)
	}
	if got := p.Coverage()["tp"]; got != (rollup.Coverage{Expected: 3, Received: 2, Accepted: 1, OnTime: 1}) {
		t.Errorf("%+v", got)
	}
	w.sent("c.xlsx", agency("cq-2", "so", 3))
	w.sent("d.xlsx", agency("cq-2", "so", 4))
	w.sameScan()
	if got := w.paint().Coverage()["tp"]; got.Received != 2 {
		t.Errorf("versions in conflict are received: %+v", got)
	}
}

// commend is an agency's return with people whom it proposes.
func commend(unit string, names ...string) record.Verdict {
	v := agency(unit, "so", 3)
	v.Tables = map[string][]map[string]any{}
	for _, n := range names {
		v.Tables["praise"] = append(v.Tables["praise"], map[string]any{"name": n})
	}
	v.Tables["other"] = []map[string]any{{"name": "nobody"}}
	return v
}

// Nominees are told once: those whom this level's own report brings together from below are
// decided upon there.
func TestNominees(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", commend("cq-0", "An", "Ba"))
	w.sent("b.xlsx", commend("cq-1", "An"))
	w.sent("../tp.xlsx", commend("tp", "an (AGENCY 1)", "An (Agency 2)"))
	w.sent("c.xlsx", back(commend("cq-2", "Nobody")))
	p := w.paint()
	var got []string
	for _, n := range p.Nominees() {
		got = append(got, n.Unit.Unit.Code+" "+n.Name())
	}
	if !slices.Equal(got, []string{"tp An (Agency 2)", "cq-0 An", "cq-0 Ba", "cq-1 An"}) {
		t.Errorf("%q", got)
	}
	if own := p.NomineesOf(p.Standing("cq-0")); len(own) != 2 || own[1].Name() != "Ba" || own[0].Key == own[1].Key {
		t.Errorf("%+v", own)
	}
	if len(p.NomineesOf(p.Standing("cq-2"))) != 0 || len(p.NomineesOf(p.Standing("cq-1"))) != 1 {
		t.Error("another unit's")
	}
	first, ba := p.NomineesOf(p.Standing("cq-0"))[0], p.NomineesOf(p.Standing("cq-0"))[1]
	if key := standing.CommendKey(ba); key != "commend|cq-0|"+ba.Key {
		t.Errorf("%q", key)
	}
	id := w.decided(decision.Decision{Kind: decision.Commend, Unit: "cq-0", Input: ba.Key, Value: decision.Yes})
	w.decided(decision.Decision{Kind: decision.Accept, Unit: "cq-0", Input: p.Nominees()[1].Key})
	p = w.paint()
	now := p.NomineesOf(p.Standing("cq-0"))
	if now[1].Decided == nil || now[1].Decided.ID != id || now[0].Decided != nil || now[1].Digest == ba.Digest ||
		now[0].Digest != first.Digest {
		t.Errorf("%+v", now)
	}
	w.revoke(id)
	p = w.paint()
	again := p.NomineesOf(p.Standing("cq-0"))[1]
	if again.Decided != nil || again.Digest == ba.Digest || again.Digest == now[1].Digest {
		t.Errorf("%+v", again)
	}
	w.f.Round.Form.Tables[1].Required = nil
	p = w.paint()
	if all := p.Nominees(); len(all) != 5 || all[0].Name() != "" {
		t.Errorf("%+v", all)
	}
}

// A row is told with whose it is, up to this level's own, which needs no name.
func TestWhose(t *testing.T) {
	p := newWorld(t).paint()
	table := round.Table{Required: []string{"name"}}
	for code, want := range map[string]string{"cq-0": "An (Agency 0)", "t-0": "An (Village 0, Agency 0)", "tp": "An", "x": "An"} {
		cells := map[string]any{"name": "An"}
		p.AddOwner(table, code, cells)
		if cells["name"] != want {
			t.Errorf("%s: %v", code, cells["name"])
		}
	}
	cells := map[string]any{"name": 7}
	p.AddOwner(table, "cq-0", cells)
	p.AddOwner(round.Table{}, "cq-0", cells)
	if cells["name"] != 7 {
		t.Errorf("%v", cells)
	}
}

// A decision is told with who, when, why, until when, and where it was filled in.
func TestSignedWords(t *testing.T) {
	p := newWorld(t).paint()
	d := decision.Decision{By: "An", Day: "2019-10-05", Reason: "seen", Number: "9", Until: "2019-10-08",
		Source: &decision.Source{Way: decision.InPlace}}
	if got := p.Signed(d); got != "An, 05/10/2019: seen (until 08/10/2019) [filled in where it stands]" {
		t.Errorf("%q", got)
	}
	if got := p.DecidedBy(d); got != "Decision 9 of 05/10/2019" {
		t.Errorf("%q", got)
	}
	d.Source, d.Until, d.Day, d.Signer = nil, "", "soon", "Ba"
	if p.Signed(d) != "An, soon: seen" || p.DecidedBy(d) != "Decision 9 of soon, Ba" || p.OriginOf(d) != "" {
		t.Errorf("%q, %q", p.Signed(d), p.DecidedBy(d))
	}
	for want, s := range map[string]decision.Source{
		"filled in where it stands":        {Way: decision.InPlace},
		"mail of ?":                        {Way: decision.Mailed},
		"mail of a@b.vn, “Re”, 03/10/2019": {Way: decision.Mailed, From: "a@b.vn", Subject: "Re", Date: day(3)},
		"in an archive, last saved by An":  {Way: decision.Packed, Modified: "An"},
		"found in the archive of files":    {Way: decision.Restored},
		"dropped into the inbox":           {Way: decision.Dropped},
	} {
		if got := p.SourceText(s); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// What a parent's figure contradicts may be accepted by an officer; a desk that gave no result
// contradicts a table that has one.
func TestAggregateIsAccepted(t *testing.T) {
	w := newWorld(t)
	w.sent("../tp.xlsx", agency("tp", "so", 2))
	w.sent("a.xlsx", agency("cq-0", "so", 3))
	w.decided(decision.Decision{Kind: decision.Accept, Unit: "tp", Code: "AGGR-001", Input: "so", Found: "2", By: "An",
		Day: "x", Reason: "counted again"})
	if f := w.finds("tp", 1, "AGGR-001"); f.Accepted != "An, x: counted again" {
		t.Errorf("%+v", f)
	}
	w = newWorld(t)
	v := scored(agency("cq-0", "so", 3), 8)
	v.Tables = listing(map[string]any{"ma": "t-0", "result": "met", "given": json.Number("8")})
	w.sent("t.xlsx", scored(village("t-0", "so", 3), 9))
	w.sent("a.xlsx", v)
	w.appraise("local", "t-0", "7", "")
	if f := w.finds("cq-0", 1, "AGGR-001"); f.Found != "met" || f.Expected != "" {
		t.Errorf("%+v", f)
	}
}

// Digests stand in workbooks that are out: they must not change. What cannot be written as JSON
// has one too.
func TestDigestsStay(t *testing.T) {
	if got := standing.Digest([]any{"a", 1}); got != "135f17a475a61afd" {
		t.Errorf("%q", got)
	}
	a, b := standing.Digest(math.NaN()), standing.Digest(math.Inf(1))
	if len(a) != 16 || a == b {
		t.Errorf("%q %q", a, b)
	}
	if got := standing.FiguresOf(map[string]any{"a": json.Number("3"), "b": "x"}); len(got) != 1 {
		t.Errorf("%v", got)
	}
}
