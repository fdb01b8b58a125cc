package workbook

import (
	"fmt"
	"slices"

	"tonghop/internal/check"
	"tonghop/internal/finding"
	"tonghop/internal/round"
	"tonghop/internal/rule"
)

// rules is the list of the round's rules for officers: what each says, where it is
// judged, and what came of it, so that noisy ones are retired.
func (w *summaryWriter) rules() {
	p := w.b.page(w.t("Quy tắc", "Rules"), 5, 62, 13, 13, 8, 8, 8, 8, 8, 9, 30)
	p.scale, p.printed = 80, 10
	w.head(p, 10, w.t("QUY TẮC KIỂM TRA VÀ KẾT QUẢ ÁP DỤNG", "THE RULES AND WHAT CAME OF THEM"))
	lead := w.t("Quy tắc mà đơn vị ít khi sửa theo (tỷ lệ thấp) là quy tắc nên xem lại hoặc bỏ. Quy tắc thử nghiệm chỉ cán bộ thấy.", "A rule that units seldom mend by is one to look at again, or to retire. Rules on trial are seen by officers alone.")
	p.full(10, heightIn(lead, 900, 11, false), lead, look{italic: true, wrap: true, size: 11})
	row := w.headings(p, 48, w.t("STT", "No."), w.t("Quy tắc", "Rule"), w.t("Mức độ", "Severity"), w.t("Nơi kiểm tra", "Judged"), w.t("Số lần nêu", "Raised"), w.t("Đã sửa", "Mended"), w.t("Đã giải trình", "Explained"), w.t("Chấp nhận", "Accepted"), w.t("Còn mở", "Open"), w.t("Tỷ lệ dẫn tới sửa", "Led to a change"), w.t("Mã quy tắc", "Id"))
	p.freeze, p.repeat = [2]int{row, 2}, row
	daemon := DaemonRules(w.r)
	p.block()
	l := look{border: true, wrap: true, size: 11, align: "left"}
	c := look{border: true, size: 11, align: "center", wrap: true}
	for i := range w.r.Form.Rules {
		ru := &w.r.Form.Rules[i]
		h := w.s.Rules[ru.ID]
		where := w.t("trong biểu mẫu và khi nhận", "in the form and when received")
		switch {
		case ru.Trial:
			where = w.t("khi nhận, thử nghiệm", "when received, on trial")
		case slices.Contains(daemon, ru.ID):
			where = w.t("khi nhận", "when received")
		}
		rate := cell{look: look{border: true, size: 11, align: "center", format: "0%"}}
		if h.Raised > 0 {
			rate.v = float64(h.Mended) / float64(h.Raised)
		}
		f := check.Broken(w.r, ru, names(ru.Total, ru.Whole, ru.Parts, ru.Pair, checkNames(ru.Check)))
		p.block()
		p.auto(18, cell{v: i + 1, look: c}, cell{v: sentenceOf(w.r, ru.When, f.Args["rule"]), look: l}, cell{v: finding.SeverityName(f.Severity, w.r.Language), look: c}, cell{v: where, look: c},
			cell{v: h.Raised, look: c}, cell{v: h.Mended, look: c}, cell{v: h.Explained, look: c}, cell{v: h.Accepted, look: c}, cell{v: h.Open, look: c}, rate, cell{v: ru.ID, look: look{size: 9, color: greyText}})
	}
	if len(w.r.Form.Rules) == 0 {
		w.nothing(p, 10)
	} else {
		p.filter = fmt.Sprintf("A%d:K%d", row, len(p.rows))
	}
}

// sentenceOf is a rule in words, with its condition.
func sentenceOf(r *round.Round, when *rule.Expr, text string) string {
	if when == nil {
		return text
	}
	return pickLang(r.Language, "Khi ", "Where ") + when.Sentence(r.Label) + pickLang(r.Language, " thì ", ": ") + text
}

func checkNames(e *rule.Expr) []string {
	if e == nil {
		return nil
	}
	return e.Names
}

func names(total, whole string, lists ...[]string) (out []string) {
	for _, n := range append([]string{total, whole}, slices.Concat(lists...)...) {
		if n != "" {
			out = append(out, n)
		}
	}
	return out
}

// DaemonRules are the ids of the rules that a form cannot judge: what a spreadsheet
// cannot express.
func DaemonRules(r *round.Round) (out []string) {
	for _, k := range r.Kinds {
		if k.Level {
			continue
		}
		w := &formWriter{r: r, u: round.Unit{Kind: k.ID}, fill: Fill{}}
		w.planFor()
		w.prepareLive()
		for _, id := range w.live.daemon {
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}
