package answer_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"tonghop/internal/ask/round"
	"tonghop/internal/demo"
	"tonghop/internal/finding"
	"tonghop/internal/read/answer"
	"tonghop/internal/seal"
	"tonghop/internal/sheet"
)

// spoken is a finding in one line: its code, the input, where, and what was found.
func spoken(f finding.Finding) string {
	out := []string{f.Code + dotted(f.Variant), f.ID}
	if len(f.Cells) > 0 {
		out = append(out, f.Sheet+"!"+strings.Join(f.Cells, ","))
	}
	if f.Found != nil {
		out = append(out, fmt.Sprintf("[%v]", f.Found))
	}
	if f.Expected != nil {
		out = append(out, fmt.Sprintf("not [%v]", f.Expected))
	}
	for _, name := range slices.Sorted(maps.Keys(f.Args)) {
		if name != "label" || f.ID == "" { // what an input is called is no news
			out = append(out, name+"="+f.Args[name])
		}
	}
	line := strings.Join(slices.DeleteFunc(out, func(s string) bool { return s == "" }), " ")
	return strings.ReplaceAll(line, "\n", "¶")
}

// spokenAll are findings in lines, in their order.
func spokenAll(fs []finding.Finding) (out []string) {
	for _, f := range fs {
		out = append(out, spoken(f))
	}
	return out
}

const stamp = "_tonghop"

// write puts texts into cells of a sheet, by their references; "" empties one.
func (b *book) write(of string, texts map[string]string) {
	b.t.Helper()
	for ref, text := range texts {
		row, col, err := sheet.ParseRef(ref)
		if err != nil {
			b.t.Fatal(err)
		}
		if b.set(of, row, col, text); text == "" {
			delete(b.cells[of], [2]int{row, col})
		}
	}
}

// lose takes a sheet out, and its names.
func (b *book) lose(of string) {
	b.order = slices.DeleteFunc(b.order, func(s string) bool { return s == of })
	b.dropNames(of)
}

// Whose a return is: the code in the open says it, else the hidden one, else a name that one
// unit alone has; what does not agree with the form's own words is told.
func TestWhoseReturn(t *testing.T) {
	r := load(t)
	apart := takeApart(t, r, "th-01")
	for _, c := range []struct {
		name  string
		do    func(b *book)
		given string // by somebody who knows
		whose string // "" where it is nobody's
		said  []string
	}{
		{name: "as it was issued", whose: "th-01"},
		{name: "another code in the open", do: func(b *book) { b.write(unit, map[string]string{"B6": "th-02"}) }, whose: "th-02",
			said: []string{"UNIT-003 [th-02] label=Trường học mẫu 01", "UNIT-005 [th-02] not [th-01]"}},
		{name: "another code and its name", do: func(b *book) {
			b.write(unit, map[string]string{"B6": "th-02", "B7": "Trường học mẫu 02"})
		}, whose: "th-02", said: []string{"UNIT-005 [th-02] not [th-01]"}},
		{name: "the code in capitals", do: func(b *book) { b.write(unit, map[string]string{"B6": " TH-01 "}) }, whose: "th-01"},
		{name: "no code in the open", do: func(b *book) { b.write(unit, map[string]string{"B6": ""}) }, whose: "th-01"},
		{name: "no code in the open, another's name", do: func(b *book) {
			b.write(unit, map[string]string{"B6": "", "B7": "Trường học mẫu 02"})
		}, whose: "th-01", said: []string{"UNIT-003 [th-01] label=Trường học mẫu 02"}},
		{name: "a name that nobody has", do: func(b *book) { b.write(unit, map[string]string{"B7": "Trường học ABC"}) }, whose: "th-01"},
		{name: "a name alone", do: func(b *book) {
			b.write(unit, map[string]string{"B6": ""})
			b.write(stamp, map[string]string{"B5": ""})
		}, whose: "th-01"},
		{name: "a name alone, that nobody has", do: func(b *book) {
			b.write(unit, map[string]string{"B6": "", "B7": "Trường học mẫu 012"})
			b.write(stamp, map[string]string{"B5": ""})
		}, said: []string{"UNIT-002 [Trường học mẫu 012] near= (gần giống: Trường học mẫu 01, Trường học mẫu 02, Trường học mẫu 12)"}},
		{name: "a name alone, like nobody's", do: func(b *book) {
			b.write(unit, map[string]string{"B6": "", "B7": "Xí nghiệp"})
			b.write(stamp, map[string]string{"B5": ""})
		}, said: []string{"UNIT-002 [Xí nghiệp] near="}},
		{name: "a code that nobody has", do: func(b *book) { b.write(unit, map[string]string{"B6": "th-99", "B7": ""}) },
			said: []string{"UNIT-002 [th-99] near="}},
		{name: "a code that nobody has, with a name", do: func(b *book) { b.write(unit, map[string]string{"B6": "th-99"}) },
			said: []string{"UNIT-002 [th-99] near= (gần giống: Trường học mẫu 01, Trường học mẫu 02, Trường học mẫu 03)"}},
		{name: "neither code nor name", do: func(b *book) {
			b.write(unit, map[string]string{"B6": "", "B7": ""})
			b.write(stamp, map[string]string{"B5": ""})
		}, said: []string{"UNIT-001"}},
		{name: "a code of the form's own making", do: func(b *book) {
			b.cells[unit][[2]int{6, 2}] = sheet.Cell{Kind: sheet.Text, Text: "th-02", Formula: true}
		}, whose: "th-01"},
		{name: "given by hand", given: "th-02", whose: "th-02"},
		{name: "given by hand, of another kind", given: "cq-01", whose: "cq-01",
			said: []string{"UNIT-004 [Trường học] not [Cơ quan]"}},
		{name: "given by hand to nobody", given: "th-99", whose: "th-01"},
		{name: "another kind's form", do: func(b *book) { b.write(stamp, map[string]string{"B4": "co_quan"}) }, whose: "th-01",
			said: []string{"UNIT-004 [Cơ quan] not [Trường học]"}},
		{name: "no kind", do: func(b *book) { b.write(stamp, map[string]string{"B4": ""}) }, whose: "th-01"},
		{name: "another round", do: func(b *book) { b.write(stamp, map[string]string{"B2": "antt-2018"}) },
			said: []string{"TMPL-002 [antt-2018] not [antt-2019]"}},
		{name: "another version", do: func(b *book) { b.write(stamp, map[string]string{"B3": "0"}) }, whose: "th-01",
			said: []string{"TMPL-004 [0] not [1]"}},
		{name: "no hidden sheet", do: func(b *book) { b.lose(stamp) }, whose: "th-01"},
		{name: "a hidden sheet that says nothing", do: func(b *book) {
			b.write(stamp, map[string]string{"B2": "", "B3": "", "B4": "", "B5": "", "B6": ""})
		}, whose: "th-01"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := apart.clone(t)
			if c.do != nil {
				c.do(b)
			}
			ret, fs := answer.ReadOf(b.open(), r, c.given)
			whose := ""
			if ret != nil {
				whose = ret.Unit.Code
			}
			fs = slices.DeleteFunc(fs, func(f finding.Finding) bool { // what the other unit is asked besides
				return ret != nil && ret.Unit.Kind != "truong_hoc" && !strings.HasPrefix(f.Code, "UNIT")
			})
			if said := spokenAll(fs); whose != c.whose || !slices.Equal(said, c.said) {
				t.Errorf("it is of %q, %q; want %q, %q", whose, said, c.whose, c.said)
			}
		})
	}
}

// A name that several units have tells whose it is by none of them; four are named.
func TestUnitsOfOneName(t *testing.T) {
	r := load(t)
	name := "Trường học mẫu 01"
	for _, n := range []int{2, 4, 5} {
		for i, u := range r.Register.Units {
			if strings.HasPrefix(u.Code, "th-0") && u.Code <= fmt.Sprintf("th-%02d", n) {
				r.Register.Units[i].Name = name
			}
		}
		r.NameUnits()
		b := takeApart(t, r, "th-01")
		b.write(unit, map[string]string{"B6": ""})
		b.write(stamp, map[string]string{"B5": ""})
		ret, fs := answer.Read(b.open(), r)
		var near []string
		for i := range min(n, 4) {
			near = append(near, fmt.Sprintf("th-%02d %s", i+1, name))
		}
		if n > 4 {
			near = append(near, "…")
		}
		want := "UNIT-002.several [" + name + "] near=" + strings.Join(near, "; ")
		if said := spokenAll(fs); ret != nil || !slices.Equal(said, []string{want}) {
			t.Errorf("%d of one name: %q, want %q", n, said, want)
		}
	}
}

// The seal speaks for the unit that the hidden sheet names and for no other, and a form that was
// sealed elsewhere is taken by its code and name.
func TestSealSpeaksForOneUnit(t *testing.T) {
	r := load(t)
	r.Keys = seal.Keys{seal.New()}
	apart := takeApart(t, r, "th-01")
	broken := func(b *book) { b.write(stamp, map[string]string{"B6": "2"}) }
	other := func(b *book) { b.write(unit, map[string]string{"B6": "th-02", "B7": "Trường học mẫu 02"}) }
	nameless := func(b *book) {
		b.write(unit, map[string]string{"B6": "", "B7": "Trường học mẫu 02"})
		b.write(stamp, map[string]string{"B5": ""})
	}
	elsewhere := *r
	elsewhere.Keys = seal.Keys{seal.New()}
	for _, c := range []struct {
		name  string
		do    func(b *book)
		r     *round.Round
		given string
		seal  seal.Verdict
		said  []string
	}{
		{name: "as it was issued", r: r, seal: seal.Good},
		{name: "its copy's number changed", do: broken, r: r, seal: seal.Broken, said: []string{"UNIT-005 [th-01] not [th-01]"}},
		{name: "another unit's code", do: other, r: r, seal: seal.Broken, said: []string{"UNIT-005 [th-02] not [th-01]"}},
		{name: "its hidden code taken out", do: nameless, r: r, seal: seal.Broken, said: []string{"UNIT-005 [th-02] not []"}},
		{name: "given to another by hand", r: r, given: "th-02", seal: seal.Broken},
		{name: "sealed elsewhere", r: &elsewhere, seal: seal.Foreign},
		{name: "sealed elsewhere, another unit's code", do: other, r: &elsewhere, seal: seal.Foreign},
	} {
		b := apart.clone(t)
		if c.do != nil {
			c.do(b)
		}
		ret, fs := answer.ReadOf(b.open(), c.r, c.given)
		if ret == nil {
			t.Fatalf("%s: not read, %q", c.name, spokenAll(fs))
		}
		if said := spokenAll(fs); ret.Seal != c.seal || !slices.Equal(said, c.said) {
			t.Errorf("%s: seal %s, %q; want %s, %q", c.name, ret.Seal, said, c.seal, c.said)
		}
	}
}

// What the hidden sheet tells besides: the copy, whether the form is a kind's, what it was filled
// in with and the marks of that.
func TestWhatTheHiddenSheetTells(t *testing.T) {
	r := load(t)
	u, _ := r.Register.Unit("th-01")
	apart := takeApart(t, r, "th-01")
	b := apart.clone(t)
	b.rename(stamp, "Sheet9")
	b.write("Sheet9", map[string]string{"A1": " tonghop-form\n", "B6": "7", "A19": answer.StampFilled, "B19": "abc", "A20": answer.StampKind, "B20": "co_quan",
		"E1": "m1", "E2": " m2 ", "E4": "m4"})
	ret, fs := answer.Read(b.open(), r)
	if ret == nil || len(fs) > 0 || ret.Round != r.ID || ret.Version != r.Form.Version || ret.Copy != 7 || ret.OfKind ||
		ret.Filled != "abc" || !slices.Equal(ret.Sums, []string{"m1", "m2"}) {
		t.Fatalf("%q; %+v", spokenAll(fs), ret)
	}
	if !answer.IsForm(apart.open(), r) {
		t.Error("a form is taken for none")
	}
	fill := demo.Filled(r, u, 3)
	data, err := chosen(r, u, fill)
	if err != nil {
		t.Fatal(err)
	}
	book, err := sheet.Open(data, sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	if ret, fs = answer.Read(book, r); ret == nil || !ret.OfKind || ret.Unit.Code != "th-01" {
		t.Errorf("a kind's form: %q", spokenAll(fs))
	}
	b = apart.clone(t)
	b.lose(stamp)
	b.lose(unit)
	if answer.IsForm(b.open(), r) {
		t.Error("a book without hidden sheet and unit is taken for a form")
	}
}

// A book with macros, or with links to other files, is read, and said to be one.
func TestMacrosAndLinksAreTold(t *testing.T) {
	r := load(t)
	book := takeApart(t, r, "th-01").open()
	book.Macros, book.Links = true, true
	ret, fs := answer.Read(book, r)
	if said := spokenAll(fs); ret == nil || !slices.Equal(said, []string{"FILE-005", "FILE-006"}) {
		t.Errorf("said %q", said)
	}
}

// Where nothing but the code in the open says whose a return is, it is found where it stands: by
// its name, its code or its label, whatever a program moved; and of two it is none.
func TestWhereTheUnitsCodeStands(t *testing.T) {
	r := load(t)
	apart := takeApart(t, r, "th-01")
	apart.write(unit, map[string]string{"B7": ""})
	apart.write(stamp, map[string]string{"B5": ""})
	for _, c := range []struct {
		name string
		do   []string
		none bool
	}{
		{name: "as it was issued"},
		{name: "its name lost", do: []string{"lose-names unit"}},
		{name: "its code lost", do: []string{"clear unit D6"}},
		{name: "its code and label lost", do: []string{"clear unit D6", "clear unit A6"}},
		{name: "name and code lost", do: []string{"lose-names unit", "clear unit D6"}, none: true},
		{name: "names and all codes lost", do: []string{"lose-names unit", "clear unit D1:D20"}, none: true},
		{name: "a column put in before it", do: []string{"columns unit 2 1"}},
		{name: "the same, and a note in it", do: []string{"columns unit 2 1", "write unit B6 th-02"}, none: true},
		{name: "the same, and it is a copy", do: []string{"columns unit 2 1", "lose-names unit", "write unit B6 th-02"}, none: true},
		{name: "a column put in behind it", do: []string{"columns unit 3 1", "lose-names unit"}},
		{name: "a column put in behind it, its label lost", do: []string{"columns unit 3 1", "lose-names unit", "clear unit A6"}, none: true},
		{name: "columns put in on both sides", do: []string{"columns unit 2 1", "columns unit 4 1", "lose-names unit"}, none: true},
		{name: "its name on its label", do: []string{"shift-names unit 0 -1"}},
		{name: "its name on its code", do: []string{"shift-names unit 0 2"}},
		{name: "its name on a note in the next row", do: []string{"shift-names unit 1 1", "write unit C6 th-02", "write unit C7 th-03"}},
		{name: "its name on another sheet", do: []string{"name figures don_vi_ma C6", "write unit C6 th-02"}},
		{name: "its name on another sheet, its code lost", do: []string{"name figures don_vi_ma C6", "clear unit D6"}, none: true},
		{name: "its code written elsewhere too near the edge", do: []string{"lose-names unit", "write Nháp B3 don_vi_ma"}},
		{name: "a number beside it", do: []string{"lose-names unit", "number unit D20 5"}},
		{name: "its rows moved", do: []string{"rows unit 1 3"}},
	} {
		b := apart.clone(t)
		for _, change := range c.do {
			b.do(change)
		}
		ret, fs := answer.Read(b.open(), r)
		if c.none != (ret == nil) || ret != nil && ret.Unit.Code != "th-01" {
			t.Errorf("%s: %q", c.name, spokenAll(fs))
		}
	}
}
