package answer_test

import (
	"slices"
	"strings"
	"testing"

	"tonghop/internal/ask/form"
	"tonghop/internal/read/answer"
	"tonghop/internal/sheet"
)

// A book in which neither the hidden sheet nor the unit's is there is no return; where other
// sheets of the form are, they are named, and whose they seem to be.
func TestSheetsTornFromTheirForm(t *testing.T) {
	r := load(t)
	apart := takeApart(t, r, "th-01")
	only := func(b *book, titles ...string) {
		for _, name := range slices.Clone(b.order) {
			if !slices.Contains(titles, name) {
				b.lose(name)
			}
		}
		b.names = map[string]place{}
	}
	whose := " (th-01 Trường học mẫu 01?)"
	part := func(near, found string) string {
		return "TMPL-001.part [" + found + "] not [“Đơn vị”] near=" + near
	}
	codes := func(b *book, on string, n int) { // leaves n codes on a sheet
		kept, seen := map[[2]int]sheet.Cell{}, map[string]bool{}
		for _, in := range form.Build(r, r.Register.Units[r.Register.ByCode["th-01"]], nil).Inputs {
			if form.Title(r, in.Sheet) == on && len(seen) < n {
				at := [2]int{in.Row, in.CodeCol}
				kept[at], seen[in.Code] = b.cells[on][at], true
			}
		}
		b.cells[on] = kept
	}
	for _, c := range []struct {
		name string
		do   func(b *book)
		want string
	}{
		{"all but the unit's", func(b *book) { only(b, report, figures, card, lists) }, part(whose, "“Báo cáo”, “Số liệu”, “Chấm điểm”, “Danh sách”")},
		{"the report", func(b *book) { only(b, report) }, part(whose, "“Báo cáo”")},
		{"the lists", func(b *book) { only(b, lists) }, part(whose, "“Danh sách”")},
		{"no sheet of it", func(b *book) {
			only(b, report)
			b.rename(report, "Sheet1")
		}, "TMPL-001"},
		{"a sheet of that title", func(b *book) {
			only(b, figures)
			b.cells[figures] = map[[2]int]sheet.Cell{{1, 1}: {Kind: sheet.Text, Text: "Trường học mẫu 01"}}
		}, "TMPL-001"},
		{"with four of its codes", func(b *book) {
			only(b, figures)
			codes(b, figures, 4)
		}, "TMPL-001"},
		{"with five of its codes", func(b *book) {
			only(b, figures)
			codes(b, figures, 5)
		}, part("", "“Số liệu”")},
		{"two units in the headings", func(b *book) {
			only(b, report, figures)
			b.set(figures, 1, 1, "Trường học mẫu 02")
		}, part(whose, "“Báo cáo”, “Số liệu”")},
		{"the name between other words", func(b *book) {
			only(b, figures)
			b.set(figures, 1, 1, "ĐỀ CƯƠNG\nPhòng GD - Trường học mẫu 02 - Tổ 1")
		}, part(" (th-02 Trường học mẫu 02?)", "“Số liệu”")},
		{"a name below the headings", func(b *book) {
			only(b, figures)
			b.set(figures, 1, 1, "ĐỀ CƯƠNG")
			b.set(figures, form.ReportHead+1, 1, "Trường học mẫu 02")
		}, part("", "“Số liệu”")},
		{"a name in the last line of the headings", func(b *book) {
			only(b, figures)
			b.set(figures, 1, 1, "ĐỀ CƯƠNG")
			b.set(figures, form.ReportHead, 1, "Trường học mẫu 02")
		}, part(" (th-02 Trường học mẫu 02?)", "“Số liệu”")},
		{"a name among a thousand letters", func(b *book) {
			only(b, figures)
			b.set(figures, 1, 1, strings.Repeat("ĐỀ CƯƠNG ", 200)+"\nTrường học mẫu 02")
		}, part("", "“Số liệu”")},
	} {
		b := apart.clone(t)
		c.do(b)
		ret, fs := answer.Read(b.open(), r)
		if said := spokenAll(fs); ret != nil || !slices.Equal(said, []string{c.want}) {
			t.Errorf("%s: %q, want %q", c.name, said, c.want)
		}
	}
	for i, u := range r.Register.Units {
		if u.Code == "th-02" {
			r.Register.Units[i].Name = "Trường học mẫu 01"
		}
	}
	r.NameUnits()
	b := apart.clone(t)
	only(b, report)
	if _, fs := answer.Read(b.open(), r); !slices.Equal(spokenAll(fs), []string{part("", "“Báo cáo”")}) {
		t.Errorf("a name of two units: %q", spokenAll(fs))
	}
}
