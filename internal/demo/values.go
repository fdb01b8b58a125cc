package demo

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/ask/rule"
)

// filler makes up a return that breaks no rule of its round.
type filler struct {
	r    *round.Round
	u    round.Unit
	plan *form.Plan
	rnd  *rand.Rand
	fill form.Fill
}

// Filled is a complete and faultless return of a unit, with made-up figures. The
// same seed gives the same return.
func Filled(r *round.Round, u round.Unit, seed uint64) form.Fill {
	h := uint64(14695981039346656037)
	for _, c := range u.Code {
		h = (h ^ uint64(c)) * 1099511628211
	}
	f := &filler{
		r:    r,
		u:    u,
		plan: form.Build(r, u, nil),
		rnd:  rand.New(rand.NewPCG(seed, h)),
		fill: form.Fill{Copy: 1, Values: map[string]any{}, Tables: map[string][]map[string]any{}},
	}
	for _, in := range f.plan.Inputs {
		if v := f.value(in); v != nil {
			f.fill.Values[in.Name] = v
		}
	}
	f.lists()
	f.scores()
	f.repair()
	if u.Code != "" && u.Code != r.Self {
		f.addChildren(seed)
	}
	f.lastYear()
	f.textsThatFollow()
	return f.fill
}

// addChildren makes a parent's figures those of the units below it, which report for a
// part of its territory; where they all do, just their sum.
func (f *filler) addChildren(seed uint64) {
	sums := map[string]decimal.Decimal{}
	all, any := true, false
	for _, c := range f.r.Register.Children(f.u.Code) {
		all, any = all && c.Direct, true
		fill := Filled(f.r, c, seed)
		for _, in := range f.r.Indicators(c) {
			if d, ok := fill.Values[in.ID].(decimal.Decimal); ok && in.TotalFrom == "all" {
				sums[in.ID] = sums[in.ID].Add(d)
			}
		}
	}
	if !any {
		return
	}
	for id, sum := range sums {
		own, ok := f.fill.Values[id].(decimal.Decimal)
		if !ok {
			continue
		}
		if all {
			own = decimal.Zero
		}
		f.fill.Values[id] = own.Add(sum)
	}
	f.repair()
}

func n(v int) decimal.Decimal { return decimal.NewFromInt(int64(v)) }

// usual is how large figures of a unit of measure are.
var usual = map[string][2]int{
	"hộ": {150, 900}, "gia đình": {120, 700}, "người": {0, 120}, "lượt người": {40, 600},
	"lượt": {5, 90}, "vụ": {0, 4}, "đối tượng": {0, 6}, "triệu đồng": {0, 12},
	"lớp": {12, 40}, "đ/c": {0, 9}, "thôn/KDC": {3, 9},
}

func (f *filler) value(in form.Input) any {
	switch in.Part {
	case form.Value:
		ind, _ := f.r.Form.Indicator(in.ID)
		return f.indicator(ind)
	case form.UnitField:
		return map[string]any{
			"nguoi_lap":     "Nguyễn Văn Mẫu",
			"ngay_lap":      fmt.Sprintf("2019-10-%02d", 1+f.rnd.IntN(8)),
			"thu_truong":    "Trần Thị Mẫu",
			"chuc_vu":       "Thủ trưởng đơn vị",
			"so_van_ban":    fmt.Sprintf("%02d/BC", 1+f.rnd.IntN(90)),
			"dien_thoai":    f.u.Phone,
			"thu_dien_tu":   f.u.Email,
			round.SignedOff: "x",
		}[in.Name]
	}
	return nil
}

func (f *filler) indicator(ind round.Indicator) any {
	switch ind.Type {
	case round.Count:
		b, ok := usual[ind.Unit]
		if !ok {
			b = [2]int{1, 12}
		}
		return n(b[0] + f.rnd.IntN(b[1]-b[0]+1))
	case round.Amount:
		return decimal.New(int64(f.rnd.IntN(200)), -1)
	case round.Choice:
		all := ind.Choices(f.u.Kind)
		return all[f.rnd.IntN(len(all))]
	case round.Date:
		return fmt.Sprintf("2019-10-%02d", 1+f.rnd.IntN(8))
	case round.Narrative:
		return f.paragraphs(ind.Label)
	}
	return nil
}

var sentences = []string{
	"Đơn vị đã quán triệt, triển khai đầy đủ các văn bản chỉ đạo của cấp trên tới toàn thể cán bộ, nhân dân.",
	"Công tác phối hợp giữa các ngành, đoàn thể được duy trì thường xuyên, có nền nếp.",
	"Tình hình an ninh trật tự trên địa bàn cơ bản ổn định, không để xảy ra điểm nóng.",
	"Các mô hình tự quản hoạt động hiệu quả, được nhân dân đồng tình ủng hộ.",
	"Một số nội dung còn chậm so với kế hoạch, cần tiếp tục đôn đốc trong quý tới.",
	"Kinh phí hoạt động còn hạn chế, chủ yếu dựa vào nguồn xã hội hóa.",
	"Trong thời gian tới tiếp tục đẩy mạnh tuyên truyền, vận động quần chúng tham gia.",
	"Đề nghị cấp trên quan tâm tập huấn nghiệp vụ cho lực lượng nòng cốt ở cơ sở.",
}

func (f *filler) paragraphs(label string) string {
	first, _ := strings.CutSuffix(label, ";")
	letter, rest := string([]rune(first)[:1]), string([]rune(first)[1:])
	out := []string{"Về " + strings.ToLower(letter) + rest + ": " + sentences[f.rnd.IntN(len(sentences))]}
	for range f.rnd.IntN(3) {
		out = append(out, sentences[f.rnd.IntN(len(sentences))])
	}
	return strings.Join(out, "\n")
}

// lists fills the tables.
func (f *filler) lists() {
	for _, t := range f.r.Form.TablesOf(f.u.Kind) {
		var rows []map[string]any
		switch {
		case t.RowsFrom != "":
			for _, c := range form.FilledRows(f.r, f.u, t) {
				rows = append(rows, map[string]any{
					"ma":           c.Code,
					"ten":          c.Name,
					"so_ho":        n(40 + f.rnd.IntN(60)),
					"diem_tu_cham": n(85 + 5*f.rnd.IntN(4)),
					"ket_qua":      []string{"đạt", "đạt", "không đạt"}[f.rnd.IntN(3)],
				})
			}
		case t.ID == "mo_hinh":
			for i := range 1 + f.rnd.IntN(3) {
				rows = append(rows, map[string]any{
					"ten":           fmt.Sprintf("Mô hình mẫu %02d", i+1),
					"loai":          "Tổ tự quản về ANTT",
					"tinh_trang":    []string{"duy trì", "mới"}[f.rnd.IntN(2)],
					"so_thanh_vien": n(5 + f.rnd.IntN(30)),
				})
			}
		case f.rnd.IntN(2) == 0:
			rows = append(rows, map[string]any{
				"doi_tuong":  "cá nhân",
				"ten":        "Lê Văn Mẫu",
				"chuc_vu":    "Tổ trưởng",
				"thanh_tich": "Tích cực trong phong trào bảo vệ an ninh Tổ quốc",
			})
		}
		if len(rows) > 0 {
			f.fill.Tables[t.ID] = rows
		}
	}
}

func (f *filler) scores() {
	card, ok := f.r.Form.CardFor(f.u)
	if !ok {
		return
	}
	if card.GateLabel != "" {
		f.fill.Values[round.Gate] = f.r.YesNo()[1]
	}
	for _, c := range card.Criteria() {
		f.score(card, c, f.rnd.IntN(8)/7)
	}
	if len(card.Verdict) > 0 {
		f.fill.Values[round.Verdict] = card.Choices(f.u.Kind)[0]
	}
	if card.Bonus.IsPositive() && f.rnd.IntN(5) == 0 {
		f.fill.Values[round.Bonus] = card.Bonus
		f.fill.Values[round.BonusNote] = "Bảo vệ đơn vị phát hiện, bắt giữ 01 đối tượng trộm cắp, bàn giao Công an."
	}
}

// score gives a criterion its points less the deduction for some violations.
func (f *filler) score(card round.Card, c round.Criterion, violations int) {
	if card.InWords() {
		f.fill.Values[c.ID+round.ScoreSuffix] = card.Answers[min(violations, 1)]
		return
	}
	if c.Measured() {
		f.fill.Values[c.ID+round.ScoreSuffix] = c.Points
		if c.Of != nil {
			if v := c.Of.Eval(f); v.Known {
				f.fill.Values[c.ID+round.ScoreSuffix] = c.Worth(v.Num)
			}
		}
		return
	}
	f.fill.Values[c.ID+round.ScoreSuffix] = c.Points.Sub(card.Deduction.Mul(n(violations)))
	delete(f.fill.Values, c.ID+round.ViolationsSuffix)
	if violations > 0 {
		f.fill.Values[c.ID+round.ViolationsSuffix] = n(violations)
		f.fill.Values[c.ID+round.ExplanationSuffix] = "Có vi phạm trong năm, đơn vị đã kiểm điểm, rút kinh nghiệm."
	}
}

// Kind, Concerns, Value and Rows make the filler the subject of the rules, so
// that made-up figures can be mended until none is broken.
func (f *filler) Kind() string { return f.u.Kind }

func (f *filler) Concerns(name string) bool {
	if _, ok := f.r.Form.Table(name); ok {
		name = round.TableName(name)
	}
	_, ok := f.plan.Input(name)
	return ok
}

func (f *filler) Value(name string) rule.Value {
	if v, ok := f.u.Attribute(name); ok && strings.HasPrefix(name, rule.AttributePrefix) {
		return rule.TextOf(v)
	}
	return valueOf(f.fill.Values[name])
}

// Blank tells whether an input is not filled in.
func (f *filler) Blank(name string) bool { return f.fill.Values[name] == nil }

func valueOf(v any) rule.Value {
	switch v := v.(type) {
	case decimal.Decimal:
		return rule.NumberOf(v)
	case string:
		return rule.TextOf(v)
	}
	return rule.None()
}

func (f *filler) Rows(table string) (out []rule.Row) {
	for _, row := range f.fill.Tables[table] {
		out = append(out, func(column string) rule.Value { return valueOf(row[column]) })
	}
	return out
}

// repair changes figures until every rule holds.
func (f *filler) repair() {
	rules := f.r.Form.Rules
	for range 30 {
		broken := false
		for i := range rules {
			if o := rules[i].Judge(f); o.Applies && o.Judged && !o.Holds {
				broken = true
				f.mend(&rules[i], o)
			}
		}
		if !broken {
			return
		}
	}
}

func (f *filler) mend(ru *rule.Rule, o rule.Outcome) {
	switch {
	case ru.Criterion != "":
		card, _ := f.r.Form.CardFor(f.u)
		for _, c := range card.Criteria() {
			if c.ID == ru.Criterion {
				f.score(card, c, 1)
			}
		}
	case ru.Total != "":
		f.fill.Values[ru.Total] = *o.Expected
	case ru.Whole != "":
		f.raise(ru.Whole, *o.Difference)
	case len(ru.Pair) > 0:
		for _, id := range ru.Pair {
			if f.Blank(id) {
				f.fill.Values[id] = n(0)
			}
		}
	case len(ru.Check.Names) == 0 || o.Expected == nil: // rows and texts are left as they are
	default:
		for _, try := range []decimal.Decimal{*o.Expected, *o.Found, o.Expected.Add(n(1))} {
			f.fill.Values[ru.Check.Names[0]] = try
			if ru.Judge(f).Holds {
				return
			}
		}
	}
}

// raise adds to a figure; to one of its parts where it is itself a total.
func (f *filler) raise(name string, by decimal.Decimal) {
	if parts := f.plan.Parts(name); len(parts) > 0 {
		f.raise(parts[len(parts)-1], by)
	}
	d, _ := f.fill.Values[name].(decimal.Decimal)
	f.fill.Values[name] = d.Add(by)
}

// lastYear makes last year's figures up: near this year's.
func (f *filler) lastYear() {
	for _, in := range f.plan.Inputs {
		if in.Part == form.Prior {
			now, _ := f.fill.Values[in.ID].(decimal.Decimal)
			f.fill.Values[in.Name] = n(max(0, int(now.IntPart())+f.rnd.IntN(4)-1))
		}
	}
}

// textsThatFollow answers the texts that figures ask for.
func (f *filler) textsThatFollow() {
	for _, in := range f.r.Indicators(f.u) {
		if in.Type != round.TextLine {
			continue
		}
		if in.When == nil || in.When.Eval(f).Bool {
			f.fill.Values[in.ID] = "Hội nghị, loa truyền thanh, tổ liên gia mẫu"
		}
	}
}
