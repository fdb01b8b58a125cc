package versions_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tonghop/internal/count/standing"
	"tonghop/internal/count/versions"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/words"
)

// pairedRows are the rows of a list before and after, as the changes between them say.
func pairedRows(before, after []map[string]any) (out []string) {
	for _, ch := range versions.Between(plan(), typed(nil, before...), typed(nil, after...)) {
		if p := fmt.Sprint(ch.Was, ">", ch.Is); !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// A key tells rows apart though all else differs; without one, most cells must agree, and half of them
// are not most.
func TestHowRowsAreFoundAgain(t *testing.T) {
	row := func(name, kind, n, note any) map[string]any {
		return map[string]any{"ten": name, "loai": kind, "so": n, "ghi": note}
	}
	for name, c := range map[string]struct {
		before, after []map[string]any
		want          []string
	}{
		"by key, against likeness": {
			[]map[string]any{row("A", "x", fig("1"), "p"), row("B", "x", fig("2"), "q")},
			[]map[string]any{row("B", "x", fig("1"), "p"), row("A", "x", fig("2"), "q")},
			[]string{"1>0", "0>1"},
		},
		"more than half agrees": {
			[]map[string]any{row("A", "x", fig("1"), "p")}, []map[string]any{row("B", "x", fig("1"), "p")}, []string{"0>0"},
		},
		"half agrees": {
			[]map[string]any{row("A", "x", fig("1"), "p")}, []map[string]any{row("B", "y", fig("1"), "p")},
			[]string{"-1>0", "0>-1"},
		},
		"the likest": {
			[]map[string]any{row("A", "x", fig("1"), "q"), row("A", "x", fig("2"), "p")},
			[]map[string]any{row("A", "y", fig("2"), "p")}, []string{"1>0", "0>-1"},
		},
		"the same twice": {
			[]map[string]any{row("A", "x", fig("1"), "p")},
			[]map[string]any{row("A", "x", fig("1"), "p"), row("A", "x", fig("1"), "p")}, []string{"-1>1"},
		},
	} {
		if got := pairedRows(c.before, c.after); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// picture has one commune with two versions, the newer one to be corrected, below a city that answers
// some figures itself.
func picture(t *testing.T, city map[string]any) *standing.Picture {
	t.Helper()
	r := plan().Round
	r.Location, r.Counts = time.UTC, []finding.Status{finding.Clean}
	r.Form.Indicators[0].Kinds = []string{"ward", "city"}
	at := time.Date(2019, 10, 5, 7, 0, 0, 0, time.UTC)
	f := standing.Facts{Round: r, At: at, Verdicts: map[string]record.Verdict{}}
	f.Whole = func(sha string) (record.Verdict, error) { return f.Verdicts[sha], nil }
	sent := func(name, unit string, status finding.Status, values map[string]any) {
		n := int64(len(f.Receipts) + 1)
		sha := fmt.Sprintf("%064x", n)
		f.Receipts = append(f.Receipts, ledger.Receipt{ID: n, Position: n, SHA: sha, Name: name, Scan: n, Received: at})
		v := typed(values)
		v.Round, v.Unit, v.Status, v.Values, v.Seal = r.ID, unit, status, values, "good"
		f.Verdicts[sha] = v
	}
	if city != nil {
		sent("tp.xlsx", "tp", finding.Clean, city)
	}
	sent("a.xlsx", "x", finding.Clean, map[string]any{"vu": fig("3"), "loi": "Đã mở hội nghị."})
	sent("b.xlsx", "x", finding.Returned, map[string]any{"vu": fig("1203"), "trom": fig("0"), "loi": "Đã tổ chức hội nghị."})
	p, err := standing.Paint(f)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// On a terminal each change says what was before and after and where, and what it moves; a blank and
// a zero are told apart.
func TestARevisionInWords(t *testing.T) {
	p := picture(t, nil)
	rev, ok := versions.Of(p).Waiting(p.Standing("x"))
	want := []string{
		"Xã X (x): bản 1 (a.xlsx, nhận 07:00 05/10/2019), đang được tính → bản 2 (b.xlsx, nhận 07:00 05/10/2019): " +
			"3 nội dung khác nhau",
		"  III Nhận xét",
		"      theo từ [Số liệu!D7] → [Số liệu!D7]: Đã [bỏ: mở] [thêm: tổ chức] hội nghị.",
		"  II.4.a Số vụ",
		"      trước: 3 [Số liệu!D7]; sau: 1.203 [Số liệu!D7]; chênh lệch: +1.200",
		"      tổng thay đổi: II.4.a Số vụ; II.4.a Tỷ lệ",
		"      tiêu chuẩn liên quan: I.1 Không để xảy ra",
		"  II.4.a Trộm",
		"      trước: (trống); sau: 0 [Số liệu!D7]",
		"      tổng thay đổi: II.4.a Tỷ lệ",
	}
	if got := rev.Text(); !ok || !slices.Equal(got, want) {
		t.Errorf("%v\n%s", ok, strings.Join(got, "\n"))
	}
	s := p.Standing("x")
	if same := versions.Of(p).Between(s, s.Versions[0], s.Versions[0], words.Pair{}); len(same.Changes) > 0 {
		t.Errorf("%+v", same.Changes)
	}
	if _, ok := versions.Of(p).Waiting(p.Standing("tp")); ok {
		t.Error("a unit that sent nothing has changes")
	}
}

// Where the unit above answers a figure itself, a unit's own figure moves no total.
func TestATotalThatAnotherAnswers(t *testing.T) {
	p := picture(t, map[string]any{"vu": fig("9")})
	rev, _ := versions.Of(p).Waiting(p.Standing("x"))
	for _, ch := range rev.Changes {
		if ch.Name == "vu" && len(ch.Totals) > 0 {
			t.Errorf("moves %v", ch.Totals)
		}
	}
	if len(rev.Changes) != 3 {
		t.Errorf("%d changes", len(rev.Changes))
	}
}
