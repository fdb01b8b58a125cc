// Package demo makes a newcomer's first minute: a register, returns filled in
// with made-up figures (clean, faulty, late, sent twice, corrected), dropped
// while the daemon runs.
package demo

import (
	"fmt"

	"tonghop/internal/ask/round"
	"tonghop/internal/viet"
)

// commune is one of the city's real wards and communes of 2019, with its
// official code.
type commune struct{ name, official, sort string }

var communes = []commune{
	{"Phả Lại", "10546", "phường"},
	{"Sao Đỏ", "10549", "phường"},
	{"Bến Tắm", "10552", "phường"},
	{"Hoàng Tiến", "10567", "phường"},
	{"Cộng Hòa", "10570", "phường"},
	{"Hoàng Tân", "10573", "phường"},
	{"Cổ Thành", "10576", "phường"},
	{"Văn An", "10579", "phường"},
	{"Chí Minh", "10582", "phường"},
	{"Văn Đức", "10585", "phường"},
	{"Thái Học", "10588", "phường"},
	{"An Lạc", "10594", "phường"},
	{"Đồng Lạc", "10600", "phường"},
	{"Tân Dân", "10603", "phường"},
	{"Hoàng Hoa Thám", "10555", "xã"},
	{"Bắc An", "10558", "xã"},
	{"Hưng Đạo", "10561", "xã"},
	{"Lê Lợi", "10564", "xã"},
	{"Nhân Huệ", "10591", "xã"},
}

const city = "chi-linh"

// Units is the demonstration register: the city, its real wards and communes,
// and villages, agencies, enterprises and schools that are made up and look so.
func Units() []round.Unit {
	units := []round.Unit{{Code: city, Name: "Thành phố Chí Linh", Kind: "thanh_pho", Direct: true}}
	for _, c := range communes {
		title := map[string]string{"phường": "Phường ", "xã": "Xã "}[c.sort]
		units = append(units, made(slug(c.name), title+c.name, "xa_phuong", city, map[string]string{
			"loai":          c.sort,
			"ma_hanh_chinh": c.official,
		}))
	}
	for i, c := range communes {
		for n := 1; n <= 2; n++ {
			code, name := fmt.Sprintf("%s-t%02d", slug(c.name), n), fmt.Sprintf("Thôn mẫu %02d", n)
			u := made(code, name, "thon_kdc", slug(c.name), nil)
			if c.sort == "phường" {
				u.Name = fmt.Sprintf("KDC mẫu %02d", n)
			}
			u.Direct = i%3 != 0 // the others report through their commune's list
			units = append(units, u)
		}
	}
	for _, k := range []struct {
		prefix, name, kind string
		n                  int
	}{
		{"cq", "Cơ quan mẫu", "co_quan", 20},
		{"dn", "Doanh nghiệp mẫu", "doanh_nghiep", 22},
		{"th", "Trường học mẫu", "truong_hoc", 20},
	} {
		for n := 1; n <= k.n; n++ {
			u := made(fmt.Sprintf("%s-%02d", k.prefix, n), fmt.Sprintf("%s %02d", k.name, n), k.kind, city, nil)
			if k.kind == "truong_hoc" && n > 12 { // run by a commune
				u.Parent, u.Desk = slug(communes[n-9].name), "ca_xa"
			}
			units = append(units, u)
		}
	}
	return units
}

func made(code, name, kind, parent string, attrs map[string]string) round.Unit {
	if attrs == nil {
		attrs = map[string]string{}
	}
	return round.Unit{
		Code:   code,
		Name:   name,
		Kind:   kind,
		Parent: parent,
		Attrs:  attrs,
		Email:  code + "@don-vi.example",
		Phone:  "0220 000 0000",
		Direct: true,
	}
}

func slug(name string) string {
	out := []rune(viet.Fold(name))
	for i, r := range out {
		if r == ' ' {
			out[i] = '-'
		}
	}
	return string(out)
}
