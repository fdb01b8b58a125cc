package roll_test

import (
	"encoding/json"
	"strings"
	"testing"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/roll"
	"tonghop/internal/judge/record"
	"tonghop/internal/read/decision"
)

// named is what documents may name, by name.
func (w *world) named() map[string]roll.Placeholder {
	w.t.Helper()
	out := map[string]roll.Placeholder{}
	for _, p := range roll.Placeholders(w.paint()) {
		if _, twice := out[p.Name]; twice {
			w.t.Errorf("%s is named twice", p.Name)
		}
		if p.What == "" && !p.List() || p.Group == "" {
			w.t.Errorf("%s says not what it is", p.Name)
		}
		out[p.Name] = p
	}
	return out
}

// holds compares what names stand for; "…" for what nobody gave.
func (w *world) holds(want map[string]string) {
	w.t.Helper()
	named := w.named()
	for name, text := range want {
		p, ok := named[name]
		got := p.Text
		if p.Missing {
			got = "…"
		}
		if !ok || got != text {
			w.t.Errorf("{{%s}} is %q, want %q", name, got, text)
		}
	}
}

func withPrior(v record.Verdict, id, prior string) record.Verdict {
	v.Prior[id] = json.Number(prior)
	return v
}

// A figure is the total that goes up, with last year's and what became of it in words; what nobody
// gave is no zero, and what cannot be compared is not compared.
func TestDocumentsNameFiguresAndTheirChange(t *testing.T) {
	w := newWorld(t)
	w.holds(map[string]string{"so": "…", "so.nam_truoc": "…", "so.so_sanh": "…", "so.tang": "…", "chu": "…", "ty_le": "…",
		"don_vi.phai_nop": "3", "don_vi.da_nop": "0", "don_vi.chua_nop": "3"})
	w.sent("a.xlsx", withPrior(agency("cq-0", "so", "1250"), "so", "1000"))
	w.holds(map[string]string{"so": "1.250", "so.nam_truoc": "1.000", "so.so_sanh": "tăng 250 (+25\u00a0%)", "so.tang": "250",
		"so.giam": "0", "ty_le": "100", "don_vi.da_nop": "1", "agency.da_nop": "1", "agency.duoc_tinh": "1"})
	for _, c := range []struct{ now, prior, want string }{
		{"3", "7", "giảm 4 (−57,1\u00a0%)"}, {"7", "7", "không tăng, không giảm"}, {"2", "0", "tăng 2"},
		{"0", "4", "giảm 4 (−100\u00a0%)"},
	} {
		w := newWorld(t)
		w.sent("a.xlsx", withPrior(agency("cq-0", "so", c.now), "so", c.prior))
		w.holds(map[string]string{"so": c.now, "so.so_sanh": c.want})
	}
	w.sent("b.xlsx", agency("cq-1", "so", "5")) // of which last year's is not known
	w.holds(map[string]string{"so": "1.255", "so.nam_truoc": "…", "so.so_sanh": "…"})
	if p := w.named()["so.tang"]; !p.Missing {
		t.Errorf("an increase that is not known is %+v", p)
	}
	if p := newZero(t).named()["so"]; !p.Empty || p.Missing || p.Text != "0" {
		t.Errorf("zero is %+v", p)
	}
}

func newZero(t *testing.T) *world {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0", "so", "0"))
	return w
}

// This level's own texts stand as it wrote them; of a line those of the units below stand for it, whole
// ones alone.
func TestDocumentsNameTexts(t *testing.T) {
	w := newWorld(t)
	long := strings.Repeat("dài ", 400)
	for code, text := range map[string]string{"cq-0": "Hội nghị.", "cq-1": long, "cq-2": "Loa  đài"} {
		v := agency(code)
		v.Values["chu"] = text
		w.sent(code+".xlsx", v)
	}
	w.holds(map[string]string{"chu": "Hội nghị; và 2 nội dung khác"})
}

// Units are counted by kind and state, as in the roll-call; who is proposed and who was recognised as
// in the list for the decision; prizes only where they are known.
func TestDocumentsNameUnitsAndMoney(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", scored("cq-0", "so", "1"))
	w.sent("b.xlsx", scored("cq-1", "so", "1"))
	w.appraised("cq-0", "10", "đạt")
	w.appraised("cq-1", "2", "không đạt")
	w.holds(map[string]string{"agency.binh_xet": "3", "agency.de_nghi": "1", "don_vi.khong_de_nghi": "2", "agency.cong_nhan": "0",
		"agency.muc_thuong": "…", "kinh_phi_can": "…", "kinh_phi_thieu": "…"})
	w.f.Round.Kinds[1].Prize, w.f.Round.Settings.Budget = some(500000), some(300000)
	w.holds(map[string]string{"agency.muc_thuong": "500.000", "agency.tien_thuong": "500.000", "kinh_phi_can": "500.000",
		"kinh_phi_duoc_cap": "300.000", "kinh_phi_thieu": "200.000"})
	list := w.named()["ds_de_nghi.agency"]
	if len(list.Rows) != 1 || list.Rows[0][0].Text != "Cơ quan 0" || list.Rows[0][5].Text != "10" {
		t.Errorf("proposed: %+v", list.Rows)
	}
	w.decided(decision.Decision{Kind: decision.Recognise, Unit: "cq-0", Value: decision.Yes, Number: "12/QĐ",
		SHA: w.paint().Standing("cq-0").Counts.SHA})
	w.holds(map[string]string{"agency.de_nghi": "1", "agency.cong_nhan": "1", "agency.khong_cong_nhan": "0"})
	if rows := w.named()["ds_cong_nhan"].Rows; len(rows) != 1 {
		t.Errorf("recognised: %+v", rows)
	}
}

// Lists have the rows of all who count, with their columns' names, and figures a row each.
func TestDocumentsNameLists(t *testing.T) {
	w := newWorld(t)
	w.f.Round.Form.Tables[2].Columns = []round.Column{{ID: "ten_goi", Label: "Tên"},
		{ID: "loai", Label: "Loại", Type: round.Choice, Values: []string{"mới", "duy trì"}}, {ID: "nguoi", Type: round.Count}}
	v := agency("cq-0", "so", "3")
	v.Tables = map[string][]map[string]any{"mo_hinh": {{"ten_goi": "Tổ <1>", "loai": "duy trì", "nguoi": json.Number("1200")}}}
	w.sent("a.xlsx", v)
	named := w.named()
	if rows := named["mo_hinh"].Rows; len(rows) != 1 || rows[0][0].Text != "Tổ <1>" || rows[0][2].Text != "1.200" ||
		rows[0][3].Text != "Cơ quan 0" {
		t.Errorf("%+v", named["mo_hinh"])
	}
	w.holds(map[string]string{"mo_hinh.so_dong": "1", "mo_hinh.loai.duy_tri": "1", "mo_hinh.loai.moi": "0"})
	if rows := named["ds_chua_nop"].Rows; len(rows) != 2 || rows[0][0].Text != "Cơ quan 1" {
		t.Errorf("missing: %+v", rows)
	}
	figures := named["bang_so_lieu"]
	if len(figures.Rows) != 4 || figures.Rows[0][3].Text != "3" || !figures.Rows[2][3].Missing {
		t.Errorf("figures: %+v", figures.Rows)
	}
}

// In an English round everything is named in English, and found by the Vietnamese name as well.
func TestDocumentsNameInEnglish(t *testing.T) {
	w := newWorld(t)
	w.f.Round.Language = "en"
	w.sent("a.xlsx", withPrior(agency("cq-0", "so", "1250"), "so", "1000"))
	w.holds(map[string]string{"so": "1,250", "so.last_year": "1,000", "so.compared": "an increase of 250 (+25\u00a0%)",
		"units.expected": "3", "agency.received": "1"})
	if p := w.named()["units.expected"]; p.Other != "don_vi.phai_nop" {
		t.Errorf("it is %q in the other language", p.Other)
	}
}
