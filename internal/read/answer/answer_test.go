package answer_test

import (
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/ask/rule"
	"tonghop/internal/finding"
	"tonghop/internal/read/answer"
)

// An answer says in which cell it stands, or in which block.
func TestWhereAnAnswerStands(t *testing.T) {
	for want, a := range map[string]answer.Answer{
		"":       {Col: 4},
		"D5":     {Row: 5, Col: 4},
		"E6":     {Row: 6, Col: 5, LastRow: 6},
		"B7:B14": {Row: 7, Col: 2, LastRow: 14},
	} {
		if got := a.Ref(); got != want {
			t.Errorf("%+v stands at %q, want %q", a, got, want)
		}
	}
}

// A return can be put together without a workbook: what nobody was asked is not kept, and
// nothing stands where nothing was put.
func TestReturnWithoutAWorkbook(t *testing.T) {
	r := load(t)
	u, _ := r.Register.Unit("th-01")
	plan := form.Of(r, u)
	names := []string{plan.Inputs[0].Name, plan.Inputs[len(plan.Inputs)-1].Name}
	ret := &answer.Return{Unit: u, Plan: plan}
	for _, name := range append(names, "bvdp_tong") { // the last is asked of wards alone
		if a := ret.Answer(name); a != (answer.Answer{}) || !ret.Blank(name) || ret.Value(name).Known {
			t.Errorf("%s is answered by nothing: %+v", name, a)
		}
	}
	if a := ret.Of(0); a != (answer.Answer{}) {
		t.Errorf("the first answer is %+v", a)
	}
	ret.Set(answer.Answer{Name: "bvdp_tong", State: answer.Number})
	for i, name := range names {
		ret.Set(answer.Answer{Name: name, State: answer.Number, Num: decimal.NewFromInt(int64(i + 7))})
	}
	for i, name := range names {
		a := ret.Answer(name)
		if a.Name != name || a.Num.IntPart() != int64(i+7) || !a.Known() || ret.Blank(name) {
			t.Errorf("%s is %+v", name, a)
		}
		if v := ret.Value(name); !v.Known || v.Num.IntPart() != int64(i+7) {
			t.Errorf("rules see %s as %+v", name, v)
		}
	}
	if first, last := ret.Of(0), ret.Of(len(plan.Inputs)-1); first.Name != names[0] || last.Name != names[1] {
		t.Errorf("by their places they are %q and %q", first.Name, last.Name)
	}
	if a := ret.Answer("bvdp_tong"); a.State != answer.Unanswered {
		t.Errorf("what is not asked was kept: %+v", a)
	}
	if a := ret.Of(len(plan.Inputs)); a != (answer.Answer{}) {
		t.Errorf("behind the last is %+v", a)
	}
}

// What rules may use of an answer: a number or a text, never what is wrong.
func TestWhatRulesSee(t *testing.T) {
	r := load(t)
	u, _ := r.Register.Unit("th-01")
	u.Attrs = map[string]string{"loai": "A"}
	ret := &answer.Return{Unit: u, Plan: form.Of(r, u), Tables: map[string][]answer.TableRow{
		"mo_hinh": {{Row: 7, Values: map[string]answer.Answer{"ten": {State: answer.Text, Text: "Mô hình 1"}}}}}}
	for state, known := range map[answer.State]bool{
		answer.Number: true, answer.Text: true, answer.Wrong: false, answer.Unanswered: false,
	} {
		a := answer.Answer{Name: "hom_thu", State: state, Text: "ba", Num: decimal.NewFromInt(3)}
		ret.Set(a)
		v := ret.Value("hom_thu")
		if a.Known() != known || v.Known != known || ret.Blank("hom_thu") != (state == answer.Unanswered) {
			t.Errorf("state %d: known %v, rules see %+v", state, a.Known(), v)
		}
		if state == answer.Text && v.Text != "ba" {
			t.Errorf("rules see the text as %+v", v)
		}
	}
	for name, want := range map[string]rule.Value{
		"unit_kind": rule.TextOf(u.Kind), "unit_loai": rule.TextOf("A"), "unit_xyz": rule.None(), "xyz": rule.None(),
	} {
		if v := ret.Value(name); v.Known != want.Known || v.Text != want.Text {
			t.Errorf("rules see %s as %+v, want %+v", name, v, want)
		}
	}
	rows := ret.Rows("mo_hinh")
	if len(rows) != 1 || rows[0]("ten").Text != "Mô hình 1" || rows[0]("so_thanh_vien").Known {
		t.Errorf("rules see %d rows", len(rows))
	}
	if ret.Kind() != u.Kind || !ret.Concerns("hom_thu") || ret.Concerns("bvdp_tong") {
		t.Errorf("the return is of %q, hom_thu %v", ret.Kind(), ret.Concerns("hom_thu"))
	}
}

// A finding is placed where the answer stands, and on no cell where it stands nowhere.
func TestFindingIsPlacedOnAnAnswer(t *testing.T) {
	r := load(t)
	u, _ := r.Register.Unit("th-01")
	ret := &answer.Return{Unit: u, Plan: form.Of(r, u)}
	ret.Set(answer.Answer{Name: "hom_thu", Sheet: "Sheet3", Order: 2, Row: 9, Col: 4, LastRow: 9})
	f := finding.New("CELL-002")
	f.Cells = []string{"A1"}
	placed := ret.At(f, "hom_thu")
	if placed.Sheet != "Sheet3" || placed.SheetOrder != 2 || placed.Row != 9 || placed.Col != 4 ||
		!slices.Equal(placed.Cells, []string{"D9"}) {
		t.Errorf("placed on %s (%d) row %d column %d, %q", placed.Sheet, placed.SheetOrder, placed.Row, placed.Col, placed.Cells)
	}
	if placed.ID != "hom_thu" || !slices.Equal(placed.IDs, []string{"hom_thu"}) || placed.Args["label"] != r.Label("hom_thu") {
		t.Errorf("it is of %q, %q, called %q", placed.ID, placed.IDs, placed.Args["label"])
	}
	f.IDs = []string{"hom_thu", "ho_tong"}
	if nowhere := ret.At(f, "ho_tong"); nowhere.Cells != nil || !slices.Equal(nowhere.IDs, f.IDs) {
		t.Errorf("it stands at %q, and is of %q", nowhere.Cells, nowhere.IDs)
	}
}

// A return is signed off by a mark in its box, and by nothing else.
func TestSignedOff(t *testing.T) {
	r := load(t)
	u, _ := r.Register.Unit("th-01")
	ret := &answer.Return{Unit: u, Plan: form.Of(r, u)}
	for _, c := range []struct {
		state answer.State
		text  string
		want  bool
	}{{answer.Text, "x", true}, {answer.Text, "chưa", false}, {answer.Wrong, "x", false}, {answer.Unanswered, "", false}} {
		ret.Set(answer.Answer{Name: round.SignedOff, State: c.state, Text: c.text})
		if ret.SignedOff() != c.want {
			t.Errorf("%q in state %d signs off: %v", c.text, c.state, !c.want)
		}
	}
}
