package roll_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/roll"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/read/decision"
)

// A total is followed down to file, version and cell; of each unit whose figure is not in it, it
// is said why.
func TestTrace(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0", "so", "3", "rieng", "1", "ty_le", "1", "dan", "50"))
	w.sent("b.xlsx", agency("cq-1"))
	counted := w.sent("thư mục/c.xlsx", returned("cq-2", "so", "5"))
	tr, err := roll.TraceOf(w.paint(), "so", "")
	if err != nil || len(tr.In) != 1 || tr.In[0].Unit != "cq-0" || tr.In[0].File != "a.xlsx" ||
		tr.In[0].Cell != "Trang!C7" ||
		tr.In[0].Version != 1 || tr.In[0].Why+tr.In[0].Decided != "" || tr.Total.Sum.String() != "3" {
		t.Fatalf("%+v %v", tr, err)
	}
	why := map[string]string{}
	for _, s := range tr.Out {
		why[s.Unit] = s.Why
	}
	if why["cq-1"] != "not answered in the version that counts" || why["cq-2"] != "no version counts: returned" ||
		len(why) != 2 {
		t.Errorf("%v", why)
	}
	w.decided(decision.Decision{Kind: decision.Count, Unit: "cq-2", SHA: counted})
	tr, err = roll.TraceOf(w.paint(), "so", "cq-2")
	if err != nil || len(tr.In) != 1 || len(tr.Out) != 0 || !strings.Contains(tr.In[0].Decided,
		"An, ngày 05/10/2019: gấp") ||
		tr.Total.Sum.String() != "8" {
		t.Errorf("by decision: %+v %v", tr, err)
	}
	for id, want := range map[string]string{"ty_le": "a ratio is made of sums", "rieng": "not totalled",
		"dan": "covered by the figure of Thôn"} {
		tr, err := roll.TraceOf(w.paint(), id, "cq-0")
		if err != nil || len(tr.In) != 0 || len(tr.Out) != 1 || tr.Out[0].Why != want {
			t.Errorf("%s: %+v %v", id, tr, err)
		}
	}
	if _, err := roll.TraceOf(w.paint(), "sos", ""); err == nil ||
		!strings.Contains(err.Error(), `"sos"; there is so`) {
		t.Errorf("%v", err)
	}
	if _, err := roll.TraceOf(w.paint(), "so", "cq-9"); err == nil || !strings.Contains(err.Error(), `"cq-9"`) {
		t.Errorf("%v", err)
	}
}

// The sources of the totals name what counts alone; of a parent that answers itself its
// children's figures are beside the total.
func TestSources(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0", "so", "3", "dan", "50"))
	w.sent("t.xlsx", record.Verdict{Unit: "t-0", Kind: "village", Status: finding.Clean, Seal: "good",
		Values: agency("", "dan", "40").Values})
	w.sent("b.xlsx", returned("cq-1", "so", "4"))
	got := map[string]string{}
	for _, s := range roll.SummaryOf(w.paint(), nil).Sources {
		got[s.Indicator+" "+s.Unit] = s.Why
	}
	want := map[string]string{"so cq-0": "", "dan t-0": "", "dan cq-0": "đã nằm trong số của Thôn"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v", got)
	}
}

// tp is this level's own unit.
func (w *world) tp() round.Unit {
	u, _ := w.f.Round.Register.Unit("tp")
	return u
}

// What nobody answered stays blank on its way up: it never becomes zero, and a zero that was
// answered stays one.
func TestBlankGoesUpBlank(t *testing.T) {
	w := newWorld(t)
	if up := roll.Upward(w.paint(), w.tp()); len(up.Values) != 0 || up.Copy != 1 {
		t.Errorf("of nothing: %+v", up)
	}
	w.sent("a.xlsx", agency("cq-0"))
	w.sent("b.xlsx", returned("cq-1", "so", "4"))
	up := roll.Upward(w.paint(), w.tp())
	if _, have := up.Values["so"]; have {
		t.Errorf("blank became %v", up.Values["so"])
	}
	if rows := up.Tables["ds"]; len(rows) != 3 || fmt.Sprint(rows[0]) != "map[ma:cq-0 ten:Cơ quan 0]" {
		t.Errorf("%v", rows)
	}
	w.sent("c.xlsx", agency("cq-2", "so", "0"))
	if v, ok := roll.Upward(w.paint(), w.tp()).Values["so"].(decimal.Decimal); !ok || !v.IsZero() {
		t.Errorf("a zero that was answered: %v", v)
	}
	w.sent("a2.xlsx", agency("cq-0", "so", "3"))
	if v := fmt.Sprint(roll.Upward(w.paint(), w.tp()).Values["so"]); v != "3" {
		t.Errorf("the total: %v", v)
	}
}

// Last year's figure goes up only where every unit in the sum has one.
func TestLastYearGoesUpWhereComparable(t *testing.T) {
	w := newWorld(t)
	a, b := agency("cq-0", "so", "3"), agency("cq-1", "so", "4")
	a.Prior["so"], b.Prior["so"] = json.Number("2"), json.Number("5")
	w.sent("a.xlsx", a)
	w.sent("b.xlsx", b)
	up := roll.Upward(w.paint(), w.tp())
	if fmt.Sprint(up.Values["so"+round.PriorSuffix]) != "7" || fmt.Sprint(up.Values["so"]) != "7" {
		t.Errorf("%v", up.Values)
	}
	w.sent("c.xlsx", agency("cq-2", "so", "1"))
	if v, have := roll.Upward(w.paint(), w.tp()).Values["so"+round.PriorSuffix]; have {
		t.Errorf("of two units of three: %v", v)
	}
}

// The report upward keeps what this level wrote itself, brings texts and lists together with
// whose they are, and says of each unit below its own points and this level's.
func TestUpwardBringsTogether(t *testing.T) {
	w := newWorld(t)
	a := scored("cq-0", "so", "3")
	a.Values["chu"] = "Đã làm. "
	a.Tables = map[string][]map[string]any{"mo_hinh": {{"ten_goi": "Mô hình 1", "so": some(2)}}}
	b := agency("cq-1", "so", "4")
	b.Values["chu"] = "Chưa làm"
	w.sent("a.xlsx", a)
	w.sent("b.xlsx", b)
	w.appraised("cq-0", "7", "đạt")
	own := agency("tp")
	own.Kind, own.Copy, own.Understood = "city", 2, 1
	own.Typed = map[string]any{round.Nothing("muc"): "x"}
	own.TypedRows = map[string][]map[string]any{"ds": {{"ma": "cq-1", "ten": "cũ", "x": "ghi tay"},
		{"ten": "Không ai"}}}
	w.sent("../bao-cao-cap-tren.xlsx", own)
	up := roll.Upward(w.paint(), w.tp())
	if up.Copy != 2 || fmt.Sprint(up.Values["so"]) != "7" || up.Values["chu"] != "Đã làm; Chưa làm" {
		t.Errorf("%+v", up)
	}
	if _, have := up.Values[round.Nothing("muc")]; have {
		t.Error("a section that holds figures says that there is nothing")
	}
	rows := up.Tables["ds"]
	if len(rows) != 4 || fmt.Sprint(rows[0]) != "map[cham:7 kq:đạt ma:cq-0 ten:Cơ quan 0 tu:8 vu:3]" ||
		fmt.Sprint(rows[1]) != "map[ma:cq-1 ten:Cơ quan 1 vu:4 x:ghi tay]" ||
		fmt.Sprint(rows[3]) != "map[ten:Không ai]" {
		t.Errorf("%v", rows)
	}
	if m := up.Tables["mo_hinh"]; len(m) != 1 || m[0]["ten_goi"] != "Mô hình 1 (Cơ quan 0)" {
		t.Errorf("%v", m)
	}
	own.TypedRows["mo_hinh"] = []map[string]any{{"ten_goi": "của mình"}}
	w.f.Verdicts[w.f.Receipts[2].SHA] = own
	if m := roll.Upward(w.paint(), w.tp()).Tables["mo_hinh"]; len(m) != 1 || m[0]["ten_goi"] != "của mình" {
		t.Errorf("what this level wrote is replaced: %v", m)
	}
}

// Texts that are too long together are cut, and end so.
func TestJoinedTexts(t *testing.T) {
	w := newWorld(t)
	for i, n := range []int{1000, 900} {
		v := agency(fmt.Sprint("cq-", i))
		v.Values["chu"] = strings.Repeat(string(rune('a'+i)), n)
		w.sent(fmt.Sprint(i, ".xlsx"), v)
	}
	text, _ := roll.Upward(w.paint(), w.tp()).Values["chu"].(string)
	if n := len([]rune(text)); n != 1501 || !strings.HasSuffix(text, "b…") || !strings.Contains(text, "a; b") {
		t.Errorf("%d characters, ending in %q", n, text[max(0, len(text)-10):])
	}
}

// The report upward says what its sums rest on, and names no more than a reader takes in.
func TestUpwardSaysWhatItRestsOn(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0", "so", "3"))
	sha := w.sent("b.xlsx", returned("cq-1", "so", "4"))
	lines := strings.Join(roll.Upward(w.paint(), w.tp()).Sources, "\n")
	if !strings.Contains(lines, "Đã tính 1 trên ") || !strings.Contains(lines, "Cơ quan 1") ||
		strings.Contains(lines, "Cơ quan 0") || strings.Contains(lines, "quyết định") {
		t.Errorf("%s", lines)
	}
	w.decided(decision.Decision{Kind: decision.Count, Unit: "cq-1", SHA: sha})
	lines = strings.Join(roll.Upward(w.paint(), w.tp()).Sources, "\n")
	if !strings.Contains(lines, "Đã tính 2 trên ") || !strings.Contains(lines, "quyết định của cán bộ (1): Cơ quan 1.") {
		t.Errorf("%s", lines)
	}
}
