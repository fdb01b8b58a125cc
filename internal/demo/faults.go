package demo

import (
	"fmt"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/viet"
	"tonghop/internal/write/formbook"
)

// fault is one way in which a return goes wrong, as returns do.
type fault struct {
	name string
	do   func(r *round.Round, u round.Unit, f *form.Fill)
}

// faults are applied in turn; each leaves the rest of the return as it is.
var faults = []fault{
	{"a total that is not the sum of its parts", func(_ *round.Round, _ round.Unit, f *form.Fill) {
		f.Values["mo_hinh_duy_tri"] = number(f, "mo_hinh_duy_tri").Add(n(3))
	}},
	{
		"words where a number is asked for",
		func(_ *round.Round, _ round.Unit, f *form.Fill) { f.Values["hom_thu"] = "không rõ" },
	},
	{
		"a number that can be read in two ways",
		func(_ *round.Round, _ round.Unit, f *form.Fill) { f.Values["tuyen_truyen_luot"] = "1,234" },
	},
	{"figures left blank", func(_ *round.Round, _ round.Unit, f *form.Fill) {
		for _, id := range []string{"hinh_su_vu", "hinh_su_doi_tuong", "don_thu"} {
			delete(f.Values, id)
		}
	}},
	{"a negative figure", func(_ *round.Round, _ round.Unit, f *form.Fill) { f.Values["giao_uoc_chi_bo"] = n(-2) }},
	{"half a person", func(_ *round.Round, _ round.Unit, f *form.Fill) {
		f.Values["giao_uoc_nganh"] = decimal.RequireFromString("2.5")
	}},
	{"two figures in one cell", func(_ *round.Round, _ round.Unit, f *form.Fill) {
		f.Values["hinh_su_vu"] = "3 vụ/5 đối tượng"
	}},
	{"narratives not written", func(_ *round.Round, _ round.Unit, f *form.Fill) {
		delete(f.Values, "ton_tai")
		delete(f.Values, "kien_nghi")
	}},
	{"a part larger than its whole", func(_ *round.Round, _ round.Unit, f *form.Fill) {
		f.Values["don_thu_gia_tri"] = number(f, "don_thu").Add(n(4))
	}},
	{"the wrong unit of measure", func(_ *round.Round, _ round.Unit, f *form.Fill) { f.Values["te_nan_vu"] = "85%" }},
	{"no signature", func(_ *round.Round, _ round.Unit, f *form.Fill) { delete(f.Values, round.SignedOff) }},
	{"units of measure typed behind figures", func(_ *round.Round, _ round.Unit, f *form.Fill) {
		f.Values["hom_thu"] = number(f, "hom_thu").String() + " hòm thư"
		f.Values["don_thu"] = "0" + number(f, "don_thu").String() + " đơn thư"
	}},
	{"more cases handed over than there were", func(_ *round.Round, _ round.Unit, f *form.Fill) {
		f.Values["bg_te_nan_vu"] = number(f, "te_nan_vu").Add(n(2))
	}},
	{"a score out of range, a bonus without a ground", func(r *round.Round, u round.Unit, f *form.Fill) {
		if card, ok := r.Form.CardOf(u.Kind); ok {
			f.Values["tot_1"+round.ScoreSuffix] = n(15)
			f.Values[round.Bonus] = card.Bonus
			delete(f.Values, round.BonusNote)
		} else {
			f.Values["tu_danh_gia_tt23"] = "khá"
		}
	}},
	{"a legacy font", func(r *round.Round, _ round.Unit, f *form.Fill) {
		f.TextFont = ".VnTime"
		for _, in := range r.Form.Indicators {
			if s, ok := f.Values[in.ID].(string); ok && (in.Type == round.Narrative || in.Type == round.TextLine) {
				f.Values[in.ID] = viet.ToTCVN3(s)
			}
		}
	}},
}

func number(f *form.Fill, id string) decimal.Decimal {
	d, _ := f.Values[id].(decimal.Decimal)
	return d
}

// file is one file that a unit sends.
type file struct {
	name string
	data []byte
	unit string
	kind string // what was done to it, for the log
}

// cast is what each unit does in the demonstration.
type cast struct {
	clean, faulty, late, never, resaved []round.Unit
	twice                               []round.Unit
}

// play deals the units out: most are clean, some faulty, some late, some silent.
func play(r *round.Round) (c cast) {
	i := 0
	for _, u := range r.Register.Units {
		if !r.Expected(u) {
			continue
		}
		switch i++; {
		case i%9 == 0:
			c.never = append(c.never, u)
		case i%4 == 0:
			c.faulty = append(c.faulty, u)
		case i%11 == 0:
			c.late = append(c.late, u)
		case i%13 == 0:
			c.resaved = append(c.resaved, u)
		default:
			c.clean = append(c.clean, u)
			if i%17 == 0 {
				c.twice = append(c.twice, u)
			}
		}
	}
	return c
}

// returns makes the files of the units, faulty or not.
func returns(r *round.Round, units []round.Unit, seed uint64, faulty bool) (out []file, err error) {
	for i, u := range units {
		fill := Filled(r, u, seed)
		what := ""
		if faulty {
			f := faults[i%len(faults)]
			f.do(r, u, &fill)
			what = f.name
		}
		data, err := formbook.Form(r, u, fill)
		if err != nil {
			return nil, fmt.Errorf("fill in %s: %w", u.Code, err)
		}
		out = append(out, file{name: dropName(u, i), data: data, unit: u.Code, kind: what})
	}
	return out, nil
}

// dropName is a name such as people give their files.
func dropName(u round.Unit, i int) string {
	switch i % 4 {
	case 0:
		return "Báo cáo sơ kết - " + u.Name + " - " + u.Code + ".xlsx"
	case 1:
		return "bc_" + u.Code + "_2019.xlsx"
	case 2:
		return "thư " + u.Code + "/Báo cáo (bản chính).xlsx"
	}
	return u.Code + " bao cao ANTT nam 2019 FINAL.xlsx"
}
