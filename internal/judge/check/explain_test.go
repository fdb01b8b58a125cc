package check_test

import (
	"slices"
	"testing"

	"tonghop/internal/ask/form"
	"tonghop/internal/finding"
)

// A query is closed by an explanation that says something beside one of its figures;
// a word, the form's own words or one beside another figure close nothing.
func TestCorrectOrExplain(t *testing.T) {
	r := load(t)
	const rule = "CONS-002 phan_loai_hinh_su_vu bg_hinh_su_vu"
	query := func(v map[string]any) {
		v["hinh_su_vu"], v["bg_hinh_su_vu"], v["hinh_su_doi_tuong"], v["bg_hinh_su_doi_tuong"] = num("1"), num("2"), num("9"), num("2")
		v["khong_1_tu_cham"], v["khong_1_vi_pham"] = num("5"), num("1")
	}
	label := r.Label("hinh_su_vu")
	for _, c := range []struct {
		name   string
		change func(v map[string]any)
		want   []string
		status finding.Status
		closed bool
	}{
		{"nothing said", func(map[string]any) {}, []string{rule}, finding.Queried, false},
		{"beside the chief figure", func(v map[string]any) { v["bg_hinh_su_vu_giai_trinh"] = "Một vụ chuyển từ năm 2018 sang" }, []string{rule}, finding.Clean, true},
		{"beside the other figure", func(v map[string]any) { v["hinh_su_vu_giai_trinh"] = "Một vụ chuyển từ năm 2018 sang" }, []string{rule}, finding.Clean, true},
		{"beside a figure that has nothing to do with it", func(v map[string]any) { v["hom_thu_giai_trinh"] = "Một vụ chuyển từ năm 2018 sang" }, []string{rule}, finding.Queried, false},
		{"a word", func(v map[string]any) { v["bg_hinh_su_vu_giai_trinh"] = "đúng" }, []string{rule, "EXPL-001  bg_hinh_su_vu_giai_trinh"}, finding.Queried, false},
		{"one long word", func(v map[string]any) { v["bg_hinh_su_vu_giai_trinh"] = "xxxxxxxxxxxxxxxxxxxxx" }, []string{rule, "EXPL-001  bg_hinh_su_vu_giai_trinh"}, finding.Queried, false},
		{"the form's words", func(v map[string]any) { v["bg_hinh_su_vu_giai_trinh"] = " " + label + "." }, []string{rule, "EXPL-001  bg_hinh_su_vu_giai_trinh"}, finding.Queried, false},
		{"a word here, a reason there", func(v map[string]any) {
			v["bg_hinh_su_vu_giai_trinh"], v["hinh_su_vu_giai_trinh"] = "đúng", "Một vụ chuyển từ năm 2018 sang"
		}, []string{rule}, finding.Clean, true},
	} {
		v, got := judge(t, r, "cq-01", func(v map[string]any, _ *form.Fill) { query(v); c.change(v) })
		slices.Sort(c.want)
		if !slices.Equal(got, c.want) || v.Status != c.status {
			t.Errorf("%s: %s, %v; want %s, %v", c.name, v.Status, got, c.status, c.want)
		}
		for _, f := range v.Findings {
			if f.Rule != "" && (f.Explained != "") != c.closed {
				t.Errorf("%s: explained by %q", c.name, f.Explained)
			}
		}
	}
	v, _ := judge(t, r, "cq-01", func(v map[string]any, _ *form.Fill) {
		plus(v, "bv_cqdn_tong", "1")
		v["bv_cqdn_tong_giai_trinh"] = "Có một người vừa nghỉ việc tháng trước"
	})
	if v.Status != finding.Returned {
		t.Errorf("an error was explained away: %s", v.Status)
	}
	r.Settings.Explanation = 40
	if v, _ := judge(t, r, "cq-01", func(v map[string]any, _ *form.Fill) {
		query(v)
		v["bg_hinh_su_vu_giai_trinh"] = "Một vụ chuyển từ năm 2018 sang"
	}); v.Status != finding.Queried {
		t.Errorf("the setting does not count: %s", v.Status)
	}
}

// Eight people, six of them fined and three warned: one was both. No true figure is an
// error: it is asked about, and an explanation closes it.
func TestEightPeopleHandledInTwoWays(t *testing.T) {
	r := load(t)
	people := func(v map[string]any, _ *form.Fill) {
		v["hinh_su_vu"], v["hinh_su_doi_tuong"] = num("20"), num("20")
		v["hinh_su_vu_nam_truoc"], v["hinh_su_doi_tuong_nam_truoc"] = num("20"), num("20")
		v["bg_hinh_su_vu"], v["bg_hinh_su_doi_tuong"] = num("1"), num("1")
		v["xl_hinh_su_vu"], v["xl_hinh_su_doi_tuong"] = num("8"), num("8")
		v["xl_hinh_su_hanh_chinh_vu"], v["xl_hinh_su_hanh_chinh_doi_tuong"] = num("6"), num("6")
		v["xl_hinh_su_hanh_chinh_tien"] = num("3")
		v["xl_hinh_su_canh_cao_vu"], v["xl_hinh_su_canh_cao_doi_tuong"] = num("3"), num("3")
		v["xl_hinh_su_khac_vu"], v["xl_hinh_su_khac_doi_tuong"] = num("0"), num("0")
	}
	v, got := judge(t, r, "le-loi", people)
	if v.Status != finding.Queried || len(got) != 1 || got[0] != "CONS-001 tong_xl_hinh_su_doi_tuong xl_hinh_su_doi_tuong" {
		t.Fatalf("%s, %v", v.Status, got)
	}
	v, _ = judge(t, r, "le-loi", func(values map[string]any, f *form.Fill) {
		people(values, f)
		values["xl_hinh_su_doi_tuong_giai_trinh"] = "Một đối tượng vừa bị phạt tiền vừa bị cảnh cáo"
	})
	if v.Status != finding.Clean {
		t.Errorf("explained: %s, %v", v.Status, v.Findings)
	}
}
