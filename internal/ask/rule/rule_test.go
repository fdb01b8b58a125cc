package rule

import (
	"testing"

	"github.com/shopspring/decimal"
)

type world map[string]Value

func (w world) Name(n string) Type {
	if n == "bang" {
		return Table
	}
	if _, ok := w[n]; ok {
		return Number
	}
	return Invalid
}

func (w world) Column(_, c string) Type {
	if c == "ket_qua" {
		return Text
	}
	return Invalid
}

func (w world) Value(n string) Value { return w[n] }

func (w world) Concerns(n string) bool { _, ok := w[n]; return ok }

func (w world) Blank(n string) bool { return !w[n].Known }

func (w world) Kind() string { return "x" }

func (w world) Rows(string) []Row {
	row := func(v string) Row { return func(string) Value { return TextOf(v) } }
	return []Row{row("đạt"), row("không đạt"), row("đạt")}
}

func n(s string) Value { return NumberOf(decimal.RequireFromString(s)) }

func TestExpressionsAreExactAndKnowWhatIsMissing(t *testing.T) {
	w := world{"a": n("0.1"), "b": n("0.2"), "c": None(), "z": n("0")}
	for src, want := range map[string]Value{
		"a + b == 0.3":   truth(true),
		"a + c > 0":      unknown,
		"z > 0 && c > 0": truth(false),
		"a > 0 || c > 0": truth(true),
		"a / z == 1":     unknown,
		"count(bang, .ket_qua == \"đạt\") == 2": truth(true),
		"len(bang) >= 3 and not (a > b)":        truth(true),
		"-a < 0":                                truth(true),
	} {
		e, err := Parse(src, w)
		if err != nil {
			t.Fatalf("%s: %v", src, err)
		}
		if got := e.Eval(w); got.Known != want.Known || got.Known && got.Bool != want.Bool {
			t.Errorf("%s = %+v, want %+v", src, got, want)
		}
	}
}

func TestMistakesInExpressionsHaveAPlace(t *testing.T) {
	w := world{"a": n("1")}
	for src, at := range map[string]int{
		"a + nope > 1": 4, "a + 'x' > 1": 2, "a and true": 2, "sum(a, .x) > 0": 0, "filter(bang, true)": 0, "count(bang, .no == 'x') > 1": 13, "a >": 2,
	} {
		_, err := Parse(src, w)
		m, ok := err.(*Mistake)
		if !ok {
			t.Errorf("%s: accepted (%v)", src, err)
			continue
		}
		if m.Offset != at {
			t.Errorf("%s: mistake at %d (%s), want %d", src, m.Offset, m.Reason, at)
		}
	}
}

func TestTotalsLeaveOutPartsThatDoNotConcernTheUnit(t *testing.T) {
	r := Rule{Total: "t", Parts: []string{"a", "b", "foreign"}}
	w := world{"t": n("3"), "a": n("1"), "b": n("2")}
	if o := r.Judge(w); !o.Judged || !o.Holds {
		t.Errorf("3 = 1 + 2 does not hold: %+v", o)
	}
	w["b"] = n("2.5")
	if o := r.Judge(w); o.Holds || o.Difference.String() != "-0.5" {
		t.Errorf("3 = 1 + 2.5 holds: %+v", o)
	}
	w["b"] = None()
	if o := r.Judge(w); o.Judged || len(o.Missing) != 1 {
		t.Errorf("judged with a part missing: %+v", o)
	}
}

func TestPartNotAboveWhole(t *testing.T) {
	r := Rule{Whole: "t", Parts: []string{"a", "b"}}
	w := world{"t": n("3"), "a": n("1"), "b": n("2")}
	if o := r.Judge(w); !o.Holds {
		t.Error("1 + 2 <= 3 does not hold")
	}
	w["a"] = n("2")
	if o := r.Judge(w); o.Holds {
		t.Error("2 + 2 <= 3 holds")
	}
}
