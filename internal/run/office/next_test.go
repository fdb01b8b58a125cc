package office_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/define"
	"tonghop/internal/demo"
	"tonghop/internal/finding"
	"tonghop/internal/run/issue"
	"tonghop/internal/run/office"
	"tonghop/internal/sheet"
	"tonghop/internal/tier"
	"tonghop/internal/write/formbook"
)

// cellsOf are the places of keys in the definition's workbook: by sheet, id and key.
func cellsOf(t *testing.T, path string) func(title, id, key string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b, err := sheet.Open(data, sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	return func(title, id, key string) string {
		s := b.Sheet(title)
		row, col := 0, 0
		for c := range s.Cells() {
			if c.Text == key && c.Row == 2 {
				col = c.Col
			}
			if c.Text == id && c.Col <= 3 && row == 0 {
				row = c.Row
			}
		}
		if row == 0 || col == 0 {
			t.Fatalf("no %s of %s on %s", key, id, title)
		}
		return title + "!" + sheet.Ref(row, col)
	}
}

// The next year's round: made from this year's, its form edited by an officer in
// LibreOffice, its forms filled in with last year's figures, its returns held against
// what is on record, its outputs in a folder of their own until it is the active one.
func TestTheNextRoundWithoutAProgrammer(t *testing.T) {
	t.Parallel()
	tier.Needs(t, "LibreOffice's Python", python, "-c", "import uno")
	tier.Needs(t, "LibreOffice", "soffice", "--version")
	opt, r := wholeWorkspace(t)
	u := unit(t, r, "cq-01")
	put(t, opt, "a.xlsx", bytesOf(t, r, u, nil))
	first := recordOf(t, takeIn(t, opt), "cq-01")
	templates := opt.Folder("templates")
	dir, err := office.New(templates, "antt-2020", "antt-2019", false)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, define.DefinitionFile)
	at := cellsOf(t, path)
	args := []string{filepath.Join("..", "..", "..", "testdata", "fill", "cells.py"), path}
	for _, c := range [][4]string{
		{"Chấm điểm", "tot_1", "label", "Chấp hành tốt chủ trương năm 2020"}, {"Chấm điểm", "tot_2", "points", "15"}, {"Chấm điểm", "tot_3", "points", "10"}, {"Chấm điểm", "khong_1", "label", "Không trộm cắp"}, {"Chấm điểm", "khong_2", "label", "Không đánh bạc"},
		{"Chỉ tiêu", "hom_thu", "label", "Số hòm thư tố giác năm 2020"}, {"Chỉ tiêu", "hom_thu", "change", "50%"}, {"Chỉ tiêu", "hom_thu", "prior", "true"}, {"Chỉ tiêu", "don_thu", "unit", "lá đơn"}, {"Chỉ tiêu", "giao_uoc_chi_bo", "kinds", "X C"}, {"Chỉ tiêu", "giao_uoc_chi_bo", "optional", ""},
		{"Chỉ tiêu", "cam_ket_cbcnv", "max", "100000"}, {"Chỉ tiêu", "so_ket_hinh_thuc", "values", "văn bản; hội nghị; trực tuyến"}, {"Chỉ tiêu", "so_ket_hinh_thuc", "optional", "C"}, {"Chỉ tiêu", "giao_uoc_to", "previous", "none"}, {"Chỉ tiêu", "cam_ket_nguoi_lao_dong", "label", "Số người lao động đã ký"},
	} {
		args = append(args, at(c[0], c[1], c[2])+"="+c[3])
	}
	if out, err := exec.Command(python, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	later, err := define.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	if later.Previous != "antt-2019" || later.DueOf("co_quan").Year() != 2020 || !strings.Contains(later.Title, "2020") {
		t.Errorf("the new round: previous %q, due %v, %s", later.Previous, later.DueOf("co_quan"), later.Title)
	}
	if in, _ := later.Form.Indicator("hom_thu"); in.Label != "Số hòm thư tố giác năm 2020" || !in.Prior || in.Change == nil {
		t.Errorf("the officer's changes: %+v", in)
	}
	if found, err := define.Find(templates, ""); err != nil || filepath.Base(found) != "antt-2019" {
		t.Errorf("the active round is %s, %v", found, err)
	}
	opt.Round = "antt-2020"
	p, _, err := office.Look(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := issue.Issue(context.Background(), later, []string{"cq-01"}, nil, p.Priors, nil); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "issued", "cq-01.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	b, err := sheet.Open(data, sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	area, ok := b.Area("te_nan_vu_nam_truoc")
	if !ok || b.Sheets[area.Sheet.Index].At(area.Row, area.Col).Text != string(mustNumber(t, first.Values["te_nan_vu"])) {
		t.Errorf("last year's figure is not filled in: %v", first.Values["te_nan_vu"])
	}
	fill := demo.Filled(later, unit(t, later, "cq-01"), 9)
	fill.Values["hom_thu"], fill.Values["hom_thu_nam_truoc"] = decimal.NewFromInt(500), decimal.NewFromInt(1)
	form, err := formbook.Form(later, unit(t, later, "cq-01"), fill)
	if err != nil {
		t.Fatal(err)
	}
	put(t, opt, "b.xlsx", form)
	p = takeIn(t, opt)
	codes := strings.Join(brief(recordOf(t, p, "cq-01")), "; ")
	if s := p.Standing("cq-01"); s.Status() != finding.Queried || !strings.Contains(codes, "HIST-001 Số liệu") {
		t.Errorf("held against last year: %s, %s", s.Status(), codes)
	}
	if !exists(opt.Folder("outbox", "antt-2020", "tong-hop.xlsx")) || !exists(opt.Folder("outbox", "antt-2020", "tra-lai", "cq-01.xlsx")) || exists(opt.Folder("outbox", "tra-lai", "cq-01.xlsx")) {
		t.Error("the outputs of the new round do not lie in a folder of their own")
	}
	opt.Round = ""
	defer func() { // once it is the active one its outputs stand where they belong, and nowhere else
		for id, active := range map[string]string{"antt-2019": "active: false", "antt-2020": "active: true"} {
			path := filepath.Join(templates, id, define.RoundFile)
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			text = []byte(strings.Replace(strings.Replace(string(text), "active: true\n", "", 1), "\ntitle:", "\n"+active+"\ntitle:", 1))
			if err := os.WriteFile(path, text, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if p := takeIn(t, opt); p.Round.ID != "antt-2020" || !exists(opt.Folder("outbox", "tra-lai", "cq-01.xlsx")) || exists(opt.Folder("outbox", "antt-2020", "tong-hop.xlsx")) || exists(opt.Folder("outbox", "antt-2020", "tra-lai", "cq-01.xlsx")) {
			t.Error("the active round's outputs stand in two places, or not where they belong")
		}
	}()
	if p := takeIn(t, opt); p.Round.ID != "antt-2019" || recordOf(t, p, "cq-01").Status != "clean" || !exists(opt.Folder("outbox", "antt-2020", "tong-hop.xlsx")) {
		t.Error("the active round took the other one's outputs away")
	}
}

func mustNumber(t *testing.T, v any) string {
	t.Helper()
	s, ok := v.(interface{ String() string })
	if !ok {
		t.Fatalf("%v is no number", v)
	}
	return s.String()
}
