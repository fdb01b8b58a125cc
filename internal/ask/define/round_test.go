package define

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tonghop/internal/ask/round"
)

const first = "../../../templates/antt-2019"

// copyOf is a copy of the first round, to be spoilt.
func copyOf(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{RoundFile, FormFile, RegisterFile} {
		data, err := os.ReadFile(filepath.Join(first, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// One spoilt place each: the mistake names it, in both languages, and nothing else
// is reported.
func TestEachMistakeIsToldWithItsPlace(t *testing.T) {
	for _, c := range []struct{ file, old, new, text string }{
		{RoundFile, "due: 2019-10-09", "due: 2019-13-09", "must be a date"},
		{RoundFile, "language: vi", "language: fr", "vi or en"},
		{RoundFile, "timezone: Asia/Ho_Chi_Minh", "timezone: Asia/Hanoi", "Asia/Ho_Chi_Minh"},
		{RoundFile, "letter: T,", "letter: X,", "used by “xa_phuong” already"},
		{RoundFile, "narrative_rows: 8", "narrative_rows: 7", "at least 8"},
		{RoundFile, "narrative_rows: 8", "largest_file: 0", "at least 1"},
		{RoundFile, "settings:", "severity: {CONS-999: query}\nsettings:", "no finding code and no rule"},
		{FormFile, "  - id: II.1\n", "  - id: I\n", "stands above already"},
		{FormFile, "required_when: tuyen_truyen_luot > 0", "required_when: tuyen_truyen_loot > 0", "tuyen_truyen_loot"},
		{FormFile, "id: nd_tin,", "id: don_vi_ma,", "the form's own"},
		{FormFile, "only: {loai: xã}", "only: {hang: xã}", "there is no attribute “hang”"},
		{FormFile, "values: [văn bản, hội nghị, lồng ghép]", "values: []", "the list of answers is empty"},
		{FormFile, "total: bvdp_tong", "total: bvdp_tog", "no figure has the id “bvdp_tog”"},
		{FormFile, "criterion: khong_5", "criterion: khong_9", "there is no criterion “khong_9”"},
		{FormFile, "Số mô hình xây dựng mới là {found}", "Số mô hình xây dựng mới là {fuond}", "there is no “{fuond}”"},
		{FormFile, "deduction: 5", "deduction: năm", "must be a number"},
		{FormFile, "tables:", "tablse:", "write: tables"},
		{FormFile, "check: ho_tong > 0", "check: ho_tong + 1", "must be a comparison"},
		{FormFile, "check: ho_tong > 0", "check: ho_tong > 'x'", "needs a number on both sides"},
		{FormFile, "values: [văn bản, hội nghị, lồng ghép]", "values: [\"văn bản, hội nghị\", lồng ghép]", "may hold no comma"},
		{FormFile, "values: [văn bản, hội nghị, lồng ghép]", "values: [hội nghị, " + strings.Repeat("x", 260) + "]", "Excel takes 255"},
		{FormFile, "{id: tuyen_truyen_luot,", "{id: so_ket_hinh_thuc_giai_trinh,", "a name that the form makes of another id"},
		{FormFile, "total_from: all", "total_from: X T", "write one kind of unit"},
		{FormFile, "only: {loai: xã}", "only: xã", "an attribute and its value"},
		{FormFile, "{id: tot_1,", "{share: {kind: X T, percent: 70}, id: tot_1,", "write one kind of unit"},
		{FormFile, "{id: tot_1,", "{share: {kind: T}, id: tot_1,", "from which share it is met"},
		{RoundFile, "each: xa_phuong", "each: X T", "write one kind of unit"},
		{RoundFile, "then: xdpt", "then: xdp", "desks has no “xdp”"},
		{RoundFile, "then: xdpt", "then: ca_xa", "in a circle"},
	} {
		dir := copyOf(t)
		path := filepath.Join(dir, c.file)
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(data), c.old) {
			t.Fatalf("%s does not hold %q", c.file, c.old)
		}
		line := strings.Count(string(data)[:strings.Index(string(data), c.old)], "\n") + 1
		if strings.HasPrefix(c.text, "used by") {
			line = strings.Count(string(data)[:strings.Index(string(data), "id: thon_kdc")], "\n") + 1
		}
		place := fmt.Sprintf("%s:%d:", c.file, line)
		if err := os.WriteFile(path, []byte(strings.Replace(string(data), c.old, c.new, 1)), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err = Load(dir)
		ms, ok := err.(Mistakes)
		if !ok {
			t.Errorf("%q: loaded (%v)", c.new, err)
			continue
		}
		found := false
		for _, m := range ms {
			found = found || strings.HasPrefix(m.Place(), place) && strings.Contains(m.EN, c.text)
			if m.VI == "" || m.EN == "" {
				t.Errorf("%q: no words in one language", c.new)
			}
		}
		if !found {
			t.Errorf("%q: told %v", c.new, ms)
		}
	}
}

func TestLateIsAfterTheLastDay(t *testing.T) {
	r, err := Load(first)
	if err != nil {
		t.Fatal(err)
	}
	if r.Late("co_quan", time.Date(2019, 10, 9, 16, 59, 59, 0, time.UTC)) { // 23:59:59 in Vietnam
		t.Error("the last second of the last day is late")
	}
	if !r.Late("co_quan", time.Date(2019, 10, 9, 17, 0, 0, 0, time.UTC)) {
		t.Error("the first second after the last day is on time")
	}
}

func TestWhoOwesWhat(t *testing.T) {
	r, err := Load(first)
	if err != nil {
		t.Fatal(err)
	}
	commune, _ := r.Register.Unit("le-loi")
	ward, _ := r.Register.Unit("SAO-DO")
	in, _ := r.Form.Indicator("ca_thon")
	if !in.Concerns(commune) || in.Concerns(ward) {
		t.Error("village police concern communes and not wards")
	}
	village, _ := r.Register.Unit("pha-lai-t01")
	self, _ := r.Register.Unit(r.Self)
	if r.Expected(village) || r.Expected(self) || !r.Expected(commune) {
		t.Error("a village that reports through its commune, or the city itself, is expected")
	}
	commune.From = r.Period.From.AddDate(0, 1, 0)
	if !r.NewInPeriod(commune) {
		t.Error("a unit that came to be within the period is not new")
	}
	commune.To = r.Period.From.AddDate(0, 0, -1)
	if r.Expected(commune) {
		t.Error("a unit that ended before the period is expected")
	}
}

// Whatever a form says, reading it ends in a form or in mistakes, never in a panic.
func FuzzForm(f *testing.F) {
	data, err := os.ReadFile(filepath.Join(first, FormFile))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data[:4000]))
	f.Add("version: \"1\"\nsections: [{id: I, title: T, indicators: [{type: ratio, of: [a, b]}]}]\nrules: [{id: r, check: \"1 == 1\"}]")
	f.Fuzz(func(t *testing.T, text string) {
		var ms Mistakes
		r := &loader{Round: round.New("")}
		r.Location, r.Language, r.Kinds = time.UTC, "vi", []round.Kind{{ID: "xa_phuong", Letter: "X"}}
		if root, ok := (&file{name: FormFile, mistakes: &ms}).parse([]byte(text)); ok {
			r.readForm(root)
		}
		for _, m := range ms {
			if m.VI == "" || m.EN == "" {
				t.Fatalf("a mistake without words: %+v", m)
			}
		}
	})
}
