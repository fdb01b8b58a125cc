package rule

import "testing"

// What a rule asks of one figure while the others stay: its edge, the sign turned where the
// figure stands on the other side; nothing where it stands there as no multiple of itself.
func TestWhatARuleAsksOfOneFigure(t *testing.T) {
	w := world{"a": n("7"), "b": n("3"), "c": n("2"), "z": None(), "bang": None()}
	for _, c := range []struct{ check, of, want string }{
		{"a <= 2 * b", "a", "<= 6"},
		{"a <= 2 * b", "b", ">= 3.5"},
		{"a + c < b", "c", "< -4"},
		{"a == b + c", "b", "= 5"},
		{"a != b", "a", "!= 3"},
		{"-a > b", "a", "< -3"},
		{"a >= b / c", "c", ""}, // its inverse
		{"a * a <= b", "a", ""},
		{"a / b <= 1", "a", "<= 3"},
		{"a <= b", "c", ""}, // not in it
		{"a <= z", "a", ""}, // missing
		{"a <= 1 or b <= 1", "a", ""},
		{"a <= count(bang, .ket_qua == 'đạt')", "a", "<= 2"},
		{"total", "a", "= 5"}, {"total", "b", "= 5"},
		{"whole", "a", ">= 5"}, {"whole", "c", "<= 4"},
		{"pair", "a", ""},
	} {
		r := &Rule{}
		switch c.check {
		case "total":
			r.Total, r.Parts = "a", []string{"b", "c"}
		case "whole":
			r.Whole, r.Parts = "a", []string{"b", "c"}
		case "pair":
			r.Pair = []string{"a", "b"}
		default:
			e, err := Parse(c.check, w)
			if err != nil {
				t.Fatal(c.check, err)
			}
			r.Check = e
		}
		got := ""
		if b, ok := r.Asks(w, c.of); ok {
			got = b.Op + " " + b.Than.String()
		}
		if got != c.want {
			t.Errorf("%s asks of %s %q, want %q", c.check, c.of, got, c.want)
		}
	}
	blank := &Rule{Whole: "a", Parts: []string{"z"}, ZeroBlank: true}
	if b, ok := blank.Asks(w, "a"); !ok || b.Op != ">=" || !b.Than.IsZero() {
		t.Errorf("a blank part that counts as 0 asks %v %v", b, ok)
	}
}
