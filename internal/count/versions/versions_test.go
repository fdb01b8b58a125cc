package versions_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/ask/rule"
	"tonghop/internal/count/versions"
	"tonghop/internal/judge/record"
)

// plan is the form of a commune: figures with last year's, a ratio, a narrative, a card and two
// lists, one with a row a village and one that is free.
func plan() *form.Plan {
	r := round.New("")
	r.ID, r.Language, r.Self = "nhỏ", "vi", "tp"
	r.Kinds = []round.Kind{{ID: "city", Name: "Thành phố", Level: true}, {ID: "ward", Name: "Xã"}}
	own := []string{"ward"}
	r.Form.Sections = []round.Section{{ID: "II.5.a", Print: "II.4.a", Title: "Tội phạm"}, {ID: "III", Title: "Thu"}}
	r.Form.Indicators = []round.Indicator{
		{ID: "vu", Section: "II.5.a", Label: "Số vụ", Type: round.Count, TotalFrom: "all", Kinds: own, Prior: true},
		{ID: "trom", Section: "II.5.a", Label: "Trộm", Type: round.Count, TotalFrom: "school", Kinds: own},
		{ID: "ty_le", Section: "II.5.a", Label: "Tỷ lệ", Type: round.Ratio, Of: [2]string{"trom", "vu"},
			Kinds: own, TotalFrom: "all"},
		{ID: "loi", Section: "III", Label: "Nhận xét", Type: round.Narrative, Kinds: own},
	}
	r.Form.ByID = map[string]int{}
	for i, in := range r.Form.Indicators {
		r.Form.ByID[in.ID] = i
	}
	r.Form.Tables = []round.Table{
		{ID: "mo_hinh", Label: "Mô hình", Kinds: own, Key: []string{"ten", "loai"}, Columns: []round.Column{
			{ID: "ten", Label: "Tên", Type: round.TextLine}, {ID: "loai", Label: "Loại", Type: round.TextLine},
			{ID: "so", Label: "Số", Type: round.Count}, {ID: "ghi", Label: "Ghi chú", Type: round.TextLine}}},
		{ID: "tu_do", Label: "Tự do", Kinds: own, Columns: []round.Column{
			{ID: "a", Label: "A", Type: round.TextLine}, {ID: "b", Label: "B", Type: round.Count}}},
	}
	ten := decimal.NewFromInt(10)
	r.Form.Cards = []round.Card{{ID: "the", Kinds: own, Groups: []round.Group{{ID: "g", Criteria: []round.Criterion{
		{ID: "k1", Label: "Không để xảy ra", Points: ten}, {ID: "k2", Label: "Có mô hình", Points: ten}}}}}}
	check, err := rule.Parse("vu == 0", &r.Form)
	if err != nil {
		panic(err)
	}
	r.Form.Rules = []rule.Rule{{ID: "r", Criterion: "k1", Check: check}}
	u := round.Unit{Code: "x", Name: "Xã X", Kind: "ward", Parent: "tp"}
	r.Register = round.RegisterOf([]round.Unit{{Code: "tp", Name: "Thành phố", Kind: "city"}, u})
	return form.Of(r, u)
}

func fig(s string) json.Number { return json.Number(s) }

// typed is a version with some inputs typed and one table's rows.
func typed(values map[string]any, rows ...map[string]any) record.Verdict {
	v := record.Verdict{Typed: values, TypedRows: map[string][]map[string]any{"mo_hinh": rows},
		Cells: map[string]string{"bang_mo_hinh": "Danh sách!B5:B20"}}
	for name := range values {
		v.Cells[name] = "Số liệu!D7"
	}
	return v
}

// only is the one change between two versions.
func only(t *testing.T, before, after record.Verdict) versions.Change {
	t.Helper()
	all := versions.Between(plan(), before, after)
	if len(all) != 1 {
		t.Fatalf("%d changes: %+v", len(all), all)
	}
	return all[0]
}

// A figure that was corrected is told with its section as printed, its difference, both cells, the
// totals and the criterion that rest on it.
func TestAFigureThatDiffers(t *testing.T) {
	before, after := typed(map[string]any{"vu": fig("3")}), typed(map[string]any{"vu": fig("1203.5")})
	after.Cells["vu"] = "Số liệu!D9"
	ch := only(t, before, after)
	if ch.Section != "II.4.a" || ch.Label != "Số vụ" || ch.Before != fig("3") || ch.After != fig("1203.5") ||
		ch.Difference.String() != "1200.5" || ch.CellBefore != "Số liệu!D7" || ch.CellAfter != "Số liệu!D9" {
		t.Errorf("%+v", ch)
	}
	if !slices.Equal(ch.Totals, []string{"vu", "ty_le"}) || !slices.Equal(ch.Criteria, []string{"k1"}) {
		t.Errorf("moves %v %v", ch.Totals, ch.Criteria)
	}
	prior := only(t, typed(map[string]any{"vu_nam_truoc": fig("3")}), typed(map[string]any{"vu_nam_truoc": fig("4")}))
	if prior.Section != "II.4.a" || prior.Label != "Số vụ (năm trước)" || len(prior.Criteria) > 0 ||
		!slices.Equal(prior.Totals, []string{"vu_nam_truoc", "ty_le_nam_truoc"}) {
		t.Errorf("%+v", prior)
	}
	covered := only(t, typed(map[string]any{"trom": fig("3")}), typed(map[string]any{"trom": fig("4")}))
	if !slices.Equal(covered.Totals, []string{"ty_le"}) { // its own total is of schools alone
		t.Errorf("%v", covered.Totals)
	}
}

// A blank is not zero: from one to the other is a change without a difference, and the same figure
// in another spelling is none.
func TestABlankIsNotZero(t *testing.T) {
	ch := only(t, typed(nil), typed(map[string]any{"vu": fig("0")}))
	if ch.Before != nil || ch.After != fig("0") || ch.Difference != nil || ch.CellBefore != "" {
		t.Errorf("%+v", ch)
	}
	if ch = only(t, typed(map[string]any{"vu": fig("0")}), typed(map[string]any{"vu": " "})); ch.After != nil {
		t.Errorf("%+v", ch)
	}
	same := versions.Between(plan(), typed(map[string]any{"vu": fig("1.0"), "loi": " a b ", "ban_so": fig("1")}),
		typed(map[string]any{"vu": fig("1"), "loi": "a b", "ban_so": fig("2")}))
	if len(same) > 0 {
		t.Errorf("%+v", same)
	}
	// A figure that is 0 because the section's box was ticked was not typed, and is said all the same.
	box := record.Verdict{Values: map[string]any{"vu": fig("0")}}
	if ch = only(t, typed(nil), box); ch.After != fig("0") {
		t.Errorf("%+v", ch)
	}
}

// A self-score, its violations and the words beside it are told under the criterion's number.
func TestACriterionThatDiffers(t *testing.T) {
	for _, name := range []string{"k2_tu_cham", "k2_vi_pham", "k2_giai_trinh"} {
		ch := only(t, typed(nil), typed(map[string]any{name: fig("1")}))
		if ch.Section != "I.2" || !strings.HasPrefix(ch.Label, "Có mô hình") ||
			!slices.Equal(ch.Criteria, []string{"k2"}) {
			t.Errorf("%s: %+v", name, ch)
		}
	}
}

// Texts differ by word: of a long narrative what was put in and what was left out is told.
func TestTextsByWord(t *testing.T) {
	ch := only(t, typed(map[string]any{"loi": "Đã mở 3 hội nghị tại xã."}),
		typed(map[string]any{"loi": "Đã tổ chức 3 hội nghị tại xã, thôn."}))
	var got []string
	for _, p := range ch.Words {
		got = append(got, fmt.Sprint(p.Op, strings.TrimSpace(p.Text)))
	}
	want := []string{"0Đã", "1mở", "2tổ chức", "03 hội nghị tại", "1xã.", "2xã, thôn."}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// Rows are found again by their key in whatever order they stand; a name that was mended is one
// cell, and what was put in or taken out is told cell by cell.
func TestRowsByKey(t *testing.T) {
	row := func(name string, n string) map[string]any {
		return map[string]any{"ten": name, "loai": "tổ", "so": fig(n), "ghi": "x"}
	}
	before := typed(nil, row("Một", "1"), row("Hai", "2"), row("Ba", "3"))
	after := typed(nil, row("Ba", "3"), row("Bốn lần", "1"), row("Hai", "5"))
	var got []string
	for _, ch := range versions.Between(plan(), before, after) {
		got = append(got, fmt.Sprint(ch.Row, "/", ch.Label, ":", ch.Before, ">", ch.After, "@", ch.CellAfter))
	}
	want := []string{
		"Bốn lần · tổ/Mô hình: Tên:Một>Bốn lần@Danh sách!B5:B20",
		"Hai · tổ/Mô hình: Số:2>5@Danh sách!D5:D20",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	gone := versions.Between(plan(), before, typed(nil, row("Một", "1"), row("Hai", "2")))
	if len(gone) != 4 || gone[0].Row != "Ba · tổ" || gone[0].Was != 2 || gone[0].Is != -1 || gone[0].CellAfter != "" {
		t.Errorf("%+v", gone)
	}
}

// People read the section's title for its box, a blank as such, what a text lost and got among a few
// words, and the criterion with what the desk gave.
func TestWhatIsShown(t *testing.T) {
	box := only(t, typed(nil), typed(map[string]any{"muc_II_5_a_khong": "x"}))
	if box.Section != "II.4.a" || box.Title("vi") != "Tội phạm: không phát sinh" || box.Words != nil ||
		versions.Shown(box.Before, "vi") != "(trống)" {
		t.Errorf("%+v", box)
	}
	long := "một hai ba bốn năm sáu bảy tám chín mười "
	text := only(t, typed(map[string]any{"loi": long + "mở " + long + long}),
		typed(map[string]any{"loi": long + "tổ chức " + long + long}))
	if got := versions.WordByWord(text.Words, "vi"); got != "… năm sáu bảy tám chín mười [bỏ: mở] [thêm: tổ chức] một hai ba bốn năm sáu …" {
		t.Errorf("%s", got)
	}
	figure := only(t, typed(map[string]any{"vu": fig("1500")}), typed(map[string]any{"vu": fig("0")}))
	if got := figure.TotalsText(plan()); got != "II.4.a Số vụ; II.4.a Tỷ lệ" {
		t.Errorf("%s", got)
	}
	given := figure.CriteriaText(plan(), map[string]string{"k1": "7"})
	if given != "I.1 Không để xảy ra (đã thẩm định: 7)" ||
		figure.CriteriaText(plan(), nil) != "I.1 Không để xảy ra" {
		t.Errorf("%s", given)
	}
	row := map[string]any{"ten": "Một", "so": fig("1")}
	added := versions.Between(plan(), typed(nil), typed(nil, row))
	if got := added[1].Title("vi"); got != "Mô hình: Số, dòng “Một” (dòng mới)" {
		t.Errorf("%s", got)
	}
}

// drawn is a version of random answers.
func drawn(t *rapid.T, from record.Verdict) record.Verdict {
	cell := rapid.OneOf(
		rapid.Just[any](nil),
		rapid.Custom(func(t *rapid.T) any { return fig(fmt.Sprint(rapid.IntRange(0, 3).Draw(t, "figure"))) }),
		rapid.Custom(func(t *rapid.T) any {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"an", "bình ", "\n", "0", "xã,"}), 0, 9).Draw(t,
				"words"), " ")
		}),
	)
	v := record.Verdict{Typed: maps.Clone(from.Typed), TypedRows: map[string][]map[string]any{}}
	if v.Typed == nil {
		v.Typed = map[string]any{}
	}
	edit := func(of map[string]any, name string) {
		if x := cell.Draw(t, name); x != nil {
			of[name] = x
		} else {
			delete(of, name)
		}
	}
	names := []string{"vu", "vu_nam_truoc", "loi", "k1_tu_cham", "vu_giai_trinh", "nguoi_lap", "khong_con_hoi"}
	for _, name := range rapid.SliceOf(rapid.SampledFrom(names)).Draw(t, "edited") {
		edit(v.Typed, name)
	}
	tables := map[string][]string{"mo_hinh": {"ten", "loai", "so", "ghi"}, "tu_do": {"a", "b", "lạ"}}
	for _, table := range slices.Sorted(maps.Keys(tables)) {
		columns := tables[table]
		var rows []map[string]any
		for _, row := range from.TypedRows[table] {
			rows = append(rows, maps.Clone(row))
		}
		for range rapid.IntRange(0, 4).Draw(t, "added") {
			rows = append(rows, map[string]any{})
		}
		for _, row := range rows {
			for _, column := range columns {
				if len(row) == 0 || rapid.IntRange(0, 5).Draw(t, "touched") == 0 {
					edit(row, column)
				}
			}
		}
		rows = slices.DeleteFunc(rows, func(map[string]any) bool { return rapid.IntRange(0, 4).Draw(t, "removed") == 0 })
		v.TypedRows[table] = rapid.Permutation(rows).Draw(t, "order")
	}
	return v
}

// The differences, applied to what the old version says, give what the new one says: figures,
// blanks, words, and rows in whatever order.
func TestAppliedToTheOldVersionTheyGiveTheNewOne(t *testing.T) {
	p := plan()
	digest := func(s versions.Said) string { return record.Content(s.Values, s.Rows) }
	rapid.Check(t, func(t *rapid.T) {
		before := drawn(t, record.Verdict{})
		after := drawn(t, before)
		changes := versions.Between(p, before, after)
		was, is := versions.SaidIn(p, before), versions.SaidIn(p, after)
		stood := digest(was)
		if got := versions.Apply(was, changes); digest(got) != digest(is) {
			t.Fatalf("%v\n%+v\nis not %+v", changes, got, is)
		}
		if digest(was) != stood {
			t.Fatal("the old version was changed")
		}
		if same := stood == digest(is); same != (len(changes) == 0) {
			t.Fatalf("%d changes, and the same: %v", len(changes), same)
		}
		for _, ch := range changes {
			x, wasText := ch.Before.(string)
			y, isText := ch.After.(string)
			if wasText && isText && (versions.Patched(ch.Words) != y || versions.Unpatched(ch.Words) != x) {
				t.Fatalf("%q and %q are not %v", x, y, ch.Words)
			}
			if ch.Difference != nil && (ch.Before == nil || ch.After == nil) {
				t.Fatalf("a blank counts: %+v", ch)
			}
		}
		if back := versions.Apply(is, versions.Between(p, after, before)); digest(back) != stood {
			t.Fatalf("and back: %+v", back)
		}
	})
}
