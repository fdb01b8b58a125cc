package office_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/demo"
	"tonghop/internal/finding"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/workspace"
	"tonghop/internal/write/formbook"
	"tonghop/internal/write/officers"
)

// another is a workspace with the round of another field.
func another(t *testing.T) (workspace.Options, *round.Round) {
	t.Helper()
	units := []round.Unit{{Code: "riverside", Name: "Riverside District", Kind: "district"}}
	for _, u := range [][3]string{{"s-01", "North School", "school"}, {"s-02", "South School", "school"}, {"c-01", "Hill Clinic", "clinic"}, {"m-01", "Old Market", "market"}, {"m-02", "New Market", "market"}} {
		units = append(units, round.Unit{Code: u[0], Name: u[1], Kind: u[2], Parent: "riverside", Email: u[0] + "@units.example", Direct: true})
	}
	return roundOf(t, "hygiene-2024", time.Date(2025, 1, 10, 9, 0, 0, 0, time.UTC), units)
}

// roundOf is a workspace with a round of testdata and a register of its own.
func roundOf(t *testing.T, id string, now time.Time, units []round.Unit) (workspace.Options, *round.Round) {
	t.Helper()
	dir := t.TempDir()
	to := filepath.Join(dir, "templates", id)
	if err := os.MkdirAll(to, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{define.RoundFile, define.FormFile} {
		data, err := os.ReadFile(filepath.Join("..", "..", "..", "testdata", "rounds", id, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(to, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	register, err := officers.Register("en", units, "Units")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(to, define.RegisterFile), register, 0o644); err != nil {
		t.Fatal(err)
	}
	r, err := define.Load(to)
	if err != nil {
		t.Fatal(err)
	}
	return workspace.Options{Dir: dir, Log: zerolog.Nop(), Settle: intake.Settle{Quiet: 50 * time.Millisecond, Unmarked: 60 * time.Millisecond, Incomplete: 200 * time.Millisecond}, Every: time.Second,
		Now: func() time.Time { now = now.Add(time.Second); return now }}, r
}

var vietnamese = regexp.MustCompile(`[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]`)

// inEnglish puts other words in the place of the demonstration's.
func inEnglish(f *form.Fill) {
	for name, v := range f.Values {
		if s, ok := v.(string); ok && vietnamese.MatchString(strings.ToLower(s)) {
			f.Values[name] = "As the unit describes it"
		}
	}
	for _, rows := range f.Tables {
		for _, row := range rows {
			for col, v := range row {
				if s, ok := v.(string); ok && vietnamese.MatchString(strings.ToLower(s)) {
					row[col] = "As described"
				}
			}
		}
	}
}

// Another field, another card, three kinds of unit, English: the whole line, without a
// change of code, and not a word of Vietnamese in what people read.
func TestAnotherFieldInEnglish(t *testing.T) {
	t.Parallel()
	opt, r := another(t)
	opt.Publishes = nil
	if len(r.Form.Rules) != 7 {
		t.Errorf("%d rules in force", len(r.Form.Rules))
	}
	send := func(code string, change func(*form.Fill)) {
		put(t, opt, code+".xlsx", bytesOf(t, r, unit(t, r, code), func(f *form.Fill) {
			f.Values["kitchens"], f.Values["kitchens_inspected"] = decimal.NewFromInt(3), decimal.NewFromInt(2)
			for id, n := range map[string]int64{"incidents": 0, "people_ill": 0, "reported": 0, "meals": 900} {
				if _, ok := f.Values[id]; ok {
					f.Values[id] = decimal.NewFromInt(n)
				}
			}
			inEnglish(f)
			if change != nil {
				change(f)
			}
		}))
	}
	send("s-01", func(f *form.Fill) { f.Values["water"] = "well" }) // only a market needs mains
	send("s-02", func(f *form.Fill) {
		f.Values["kitchens_inspected"], f.Values["clean_hands_tu_cham"] = decimal.NewFromInt(4), nil
		f.Values["people_ill"] = decimal.NewFromInt(2)
	})
	send("c-01", func(f *form.Fill) {
		f.Values["people_ill"], f.Values["people_ill_giai_trinh"] = decimal.NewFromInt(2), "They came from another clinic"
		f.Values["store_cold_tu_cham"] = "not met"
	})
	send("m-02", func(f *form.Fill) { f.Values["water"] = "well" })
	send("m-01", func(f *form.Fill) {
		f.Values["water"] = "mains"
		f.Tables["staff"] = []map[string]any{{"name": "A. Smith", "certificate": "basic"}}
	})
	put(t, opt, "notes.pdf", []byte("%PDF-1.4"))
	p := takeIn(t, opt)
	want := map[string]finding.Status{"s-01": finding.Clean, "s-02": finding.Returned, "c-01": finding.Clean, "m-01": finding.Clean, "m-02": finding.Returned}
	for code, st := range want {
		if s := p.Standing(code); s.Status() != st {
			t.Errorf("%s is %s, not %s: %v", code, s.Status(), st, s.Findings())
		}
	}
	rec := recordOf(t, p, "c-01")
	if c := rec.Scores.Criteria["store_cold"]; c.Self != "not met" {
		t.Errorf("a criterion judged in words: %+v", c)
	}
	codes := strings.Join(brief(recordOf(t, p, "s-02")), "; ")
	for _, code := range []string{"CONS-002 Figures", "SCOR-001 Scorecard", "CONS-004 Figures"} {
		if !strings.Contains(codes, code) {
			t.Errorf("s-02: no %s in %s", code, codes)
		}
	}
	issued := map[string][]byte{}
	for _, u := range r.Register.Units[1:] {
		fill := demo.Filled(r, u, 2)
		inEnglish(&fill)
		data, err := formbook.Form(r, u, fill)
		if err != nil {
			t.Fatal(err)
		}
		issued[u.Code] = data
	}
	for name, data := range tree(t, opt.Folder("outbox")) {
		if strings.HasSuffix(name, ".xlsx") {
			issued[name] = []byte(data)
		}
	}
	if len(issued) < 9 {
		t.Errorf("outputs: %d", len(issued))
	}
	for name, data := range issued {
		legibleBook(t, name, data, "en")
		f, err := excelize.OpenReader(strings.NewReader(string(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range f.GetSheetList() {
			rows, err := f.GetRows(s)
			if err != nil {
				t.Fatal(err)
			}
			for i, row := range append(rows, []string{s}) {
				for _, v := range row {
					if m := vietnamese.FindString(strings.ToLower(v)); m != "" {
						t.Errorf("%s, %s, row %d: %q", name, s, i+1, v)
					}
				}
			}
		}
		f.Close()
	}
}

// What a restore sets apart, and what it receives again without a name, is called in the round's
// language: people find it in their folders and on their lists.
func TestARestoreSpeaksTheRoundsLanguage(t *testing.T) {
	t.Parallel()
	opt, r := another(t)
	put(t, opt, "north.xlsx", bytesOf(t, r, unit(t, r, "s-01"), nil))
	takeIn(t, opt)
	p := lostLedger(t, opt)
	if len(p.Receipts) != 1 || !strings.HasPrefix(p.Receipts[0].Name, "restored/") {
		t.Errorf("received again as %+v", p.Receipts)
	}
	if apart, _ := filepath.Glob(opt.Folder("outbox", "before restoring *")); len(apart) != 1 {
		entries, err := os.ReadDir(opt.Folder("outbox"))
		t.Errorf("the outputs of before are in %v: %v, %v", apart, entries, err)
	}
}
