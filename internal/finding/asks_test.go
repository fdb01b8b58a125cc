package finding

import (
	"slices"
	"testing"

	"github.com/shopspring/decimal"
)

// What is asked of a cell, what closed a finding and where to look first are said in the
// round's language.
func TestWhatIsAskedAndWhatClosedIt(t *testing.T) {
	n := decimal.NewFromInt(1148)
	for op, want := range map[string][2]string{
		"<=": {"không quá 1.148", "at most 1,148"}, ">=": {"ít nhất 1.148", "at least 1,148"},
		"=": {"bằng 1.148", "equal to 1,148"}, "!=": {"khác 1.148", "not 1,148"},
		"<": {"nhỏ hơn 1.148", "less than 1,148"}, ">": {"lớn hơn 1.148", "more than 1,148"},
	} {
		f := New("CONS-004")
		if f.Asks = &(Ask{Op: op, Than: n}); f.Asked("vi") != want[0] || f.Asked("en") != want[1] {
			t.Errorf("%s: %q, %q", op, f.Asked("vi"), f.Asked("en"))
		}
	}
	sum := New("CONS-001")
	if sum.Asks = &(Ask{Op: "=", Than: n, Sum: true}); sum.Asked("vi") != "bằng tổng: 1.148" {
		t.Errorf("a sum: %q", sum.Asked("vi"))
	}
	change := New("HIST-002")
	if change.Expected = n; change.Asked("vi") != "" {
		t.Errorf("last year's figure is asked of nobody: %q", change.Asked("vi"))
	}
	if got := Closed("đã chuyển", "Ông A", "vi"); !slices.Equal(got, []string{"đã giải trình: đã chuyển", "đã chấp nhận: Ông A"}) {
		t.Errorf("closed: %q", got)
	}
	if got := Closed("", "", "vi"); got != nil {
		t.Errorf("open, and closed by %q", got)
	}
	query := New("CELL-013")
	_, plain := query.Text("vi")
	query.Explainable = true
	if _, fix := query.Text("vi"); fix != plain+" Nếu số liệu đúng thì ghi giải trình." {
		t.Errorf("a query that may be explained says %q", fix)
	}
}
