package round

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/rule"
)

func num(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func ptr(s string) *decimal.Decimal { d := num(s); return &d }

func day(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02", s, place)
	if err != nil {
		panic(err)
	}
	return t
}

var place = time.FixedZone("+07", 7*3600)

// city is a round of two levels: communes below a city, schools below communes.
func city() *Round {
	r := New("")
	r.Language, r.Location, r.Self = "vi", place, "TP"
	r.Period = Period{From: day("2019-01-01"), To: day("2019-12-31")}
	r.Due = day("2019-10-10")
	r.Desks = []Desk{
		{ID: "xa", Name: "Công an xã", Each: "xa", Then: "pho"},
		{ID: "pho", Name: "Công an thành phố"},
	}
	r.Kinds = []Kind{
		{ID: "tp", Name: "Thành phố", Level: true},
		{ID: "xa", Name: "Xã", Desk: "pho", Level: true},
		{ID: "truong", Name: "Trường", Desk: "xa", Due: day("2019-09-30"), Verdict: "danh_hieu"},
	}
	r.Register.Units = []Unit{
		{Code: "TP", Name: "Chí Linh", Kind: "tp", Direct: true},
		{Code: "X1", Name: "Bến Tắm", Kind: "xa", Parent: "TP", Direct: true},
		{Code: "X2", Name: "Sao Đỏ", Kind: "xa", Parent: "TP", Direct: true},
		{Code: "T1", Name: "Trường Tiểu học", Kind: "truong", Parent: "X1", Direct: true},
		{Code: "T2", Name: "Trường tiểu học", Kind: "truong", Parent: "X2", Direct: true},
		{Code: "T3", Name: "Trường Tiểu học", Kind: "truong", Parent: "TP", Desk: "pho"},
	}
	r.Register.ByCode = map[string]int{}
	for i, u := range r.Register.Units {
		r.Register.ByCode[FoldCode(u.Code)] = i
	}
	r.NameUnits()
	return r
}

func codes(units []Unit) (out []string) {
	for _, u := range units {
		out = append(out, u.Code)
	}
	return out
}

// A unit is found by what people write of it, and two of one name are told apart.
func TestAUnitIsFoundByItsCodeAndItsName(t *testing.T) {
	r := city()
	for written, want := range map[string]string{"x1": "X1", " X1 ": "X1", "tp": "TP", "X9": ""} {
		if u, ok := r.Register.Unit(written); u.Code != want || ok != (want != "") {
			t.Errorf("code %q finds %q", written, u.Code)
		}
	}
	for written, want := range map[string][]string{
		"BEN TAM":                    {"X1"},
		"trường tiểu học":            {"T1", "T2", "T3"},
		"Truong tieu hoc (Ben Tam)":  {"T1"},
		"Trường tiểu học (Sao Đỏ)":   {"T2"},
		"Trường tiểu học (Chí Linh)": nil,
		"không có":                   nil,
	} {
		if got := codes(r.Named(written)); !slices.Equal(got, want) {
			t.Errorf("name %q finds %v, want %v", written, got, want)
		}
	}
	shown := map[string]bool{}
	for _, u := range r.Register.Units {
		if name := r.DisplayName(u); shown[name] {
			t.Errorf("two units are shown as %q", name)
		} else {
			shown[name] = true
		}
	}
}

// The tree is the same with and without what was noted of it.
func TestTheTreeOfUnits(t *testing.T) {
	r := city()
	bare := Register{Units: r.Register.Units, ByCode: r.Register.ByCode}
	for code, want := range map[string][]string{
		"TP": {"X1", "X2", "T3"}, "X1": {"T1"}, "T1": nil, "": {"TP"},
	} {
		if got := codes(r.Register.Children(code)); !slices.Equal(got, want) {
			t.Errorf("below %q: %v, want %v", code, got, want)
		}
		if got := codes(bare.Children(code)); !slices.Equal(got, want) {
			t.Errorf("below %q, not noted: %v, want %v", code, got, want)
		}
	}
	kept := r.Register.Children("TP")
	_ = append(kept, Unit{Code: "X9"})
	if got := codes(r.Register.Children("TP")); len(got) != 3 {
		t.Errorf("a list that was added to changed the register: %v", got)
	}
}

// A return goes to its unit's desk, from there to the next one, and never around in a ring.
func TestWhoAppraisesAUnit(t *testing.T) {
	r := city()
	chain := func(code string) (out []string) {
		u, _ := r.Register.Unit(code)
		for _, d := range r.Chain(u) {
			out = append(out, d.ID+"@"+r.Seat(d, u))
		}
		return out
	}
	for code, want := range map[string][]string{
		"T1": {"xa@X1", "pho@"}, "X1": {"pho@"}, "T3": {"pho@"}, "TP": nil,
	} {
		if got := chain(code); !slices.Equal(got, want) {
			t.Errorf("%s is appraised by %v, want %v", code, got, want)
		}
	}
	r.Desks[1].Then = "xa"
	if got := chain("T1"); !slices.Equal(got, []string{"xa@X1", "pho@"}) {
		t.Errorf("in a ring: %v", got)
	}
	r.Desks[1].Then = "nobody"
	if got := chain("T1"); len(got) != 2 {
		t.Errorf("with a next desk that is not there: %v", got)
	}
	if got := r.Desk(Unit{Kind: "thôn"}); got.ID != "" {
		t.Errorf("a kind without a desk has %q", got.ID)
	}
	if got := r.Seat(r.Desks[0], Unit{Code: "Z", Parent: "Z", Kind: "truong"}); got != "" {
		t.Errorf("a unit below itself has its desk at %q", got)
	}
}

// The last day is on time to its end, in the round's own zone.
func TestTheLastDayIsOnTime(t *testing.T) {
	r := city()
	for _, c := range []struct {
		kind, at string
		late     bool
	}{
		{"xa", "2019-10-10T23:59:59+07:00", false},
		{"xa", "2019-10-11T00:00:00+07:00", true},
		{"xa", "2019-10-10T17:00:00Z", true},
		{"xa", "2019-10-10T16:59:59Z", false},
		{"truong", "2019-09-30T23:00:00+07:00", false},
		{"truong", "2019-10-01T00:00:00+07:00", true},
		{"unknown", "2019-10-10T12:00:00+07:00", false},
	} {
		at, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Late(c.kind, at); got != c.late {
			t.Errorf("%s at %s: late is %v", c.kind, c.at, got)
		}
	}
}

// A unit owes a return while it is there; one that came within the period has no year before.
func TestWhoIsThereInThePeriod(t *testing.T) {
	r := city()
	for _, c := range []struct {
		from, to         string
		exists, newcomer bool
	}{
		{"", "", true, false},
		{"2020-01-01", "", false, true},
		{"2019-12-31", "", true, true},
		{"2019-01-01", "", true, false},
		{"", "2018-12-31", false, false},
		{"", "2019-01-01", true, false},
		{"2019-03-01", "2019-04-01", true, true},
	} {
		u := Unit{Code: "Y", Direct: true}
		if c.from != "" {
			u.From = day(c.from)
		}
		if c.to != "" {
			u.To = day(c.to)
		}
		if r.Exists(u) != c.exists || r.Expected(u) != c.exists || r.NewInPeriod(u) != c.newcomer {
			t.Errorf("from %q to %q: there %v, expected %v, new %v",
				c.from, c.to, r.Exists(u), r.Expected(u), r.NewInPeriod(u))
		}
	}
	if r.Expected(r.Register.Units[0]) {
		t.Error("this level's own unit is expected of itself")
	}
	if r.Expected(r.Register.Units[5]) {
		t.Error("a unit that sends nothing of its own is expected")
	}
}

// What follows from the definition is worked out once, also by several at a time.
func TestWhatFollowsIsRememberedOnce(t *testing.T) {
	var none *Memo
	made := 0
	for range 2 {
		none.Remember("k", func() any { made++; return made })
	}
	if made != 2 {
		t.Errorf("nothing remembers: made %d times", made)
	}
	r := New("")
	done := make(chan any)
	for i := range 8 {
		go func() { done <- r.Remember("k", func() any { return i }) }()
	}
	first := <-done
	for range 7 {
		if got := <-done; got != first {
			t.Errorf("remembered %v and %v", first, got)
		}
	}
}

// ask is a form in which every kind of question stands.
func ask() Form {
	when := new(rule.Expr)
	f := Form{
		Sections: []Section{{ID: "II.5.a", Title: "A"}, {ID: "II.8", Print: "II.7", Title: "B"}},
		Indicators: []Indicator{
			{ID: "vu", Type: Count, Kinds: []string{"xa"}, TotalFrom: "xa", Prior: true, Carried: []string{"tp"}},
			{ID: "tien", Type: Amount, Kinds: []string{"xa", "truong"}, Optional: []string{"truong"},
				Min: ptr("-5"), Max: ptr("7.5"), TotalFrom: "all", Carried: []string{"tp"}},
			{ID: "ty_le", Type: Ratio, Kinds: []string{"xa"}},
			{ID: "danh_hieu", Type: Choice, Kinds: []string{"truong"}, Carried: []string{"xa"},
				Values: []Option{{"đạt", nil}, {"xuất sắc", []string{"truong"}}, {"chưa", []string{"xa"}}}},
			{ID: "nhan_xet", Type: Narrative, Kinds: []string{"xa"}, Carried: []string{"tp"}, When: when},
			{ID: "chi_phuong", Type: Count, Kinds: []string{"xa"}, Only: map[string]string{"loai": "phường"}},
		},
		Tables: []Table{{ID: "khen", Label: "Khen thưởng", Kinds: []string{"xa"}, Carried: []string{"tp"},
			Columns: []Column{{ID: "ten", Label: "Tên", Type: TextLine}, {ID: "so", Label: "Số", Type: Count}}}},
		Cards: []Card{
			{ID: "xa", Kinds: []string{"xa"}, Groups: []Group{
				{ID: "a", Criteria: []Criterion{{ID: "a1", Label: "A một", Points: num("12.5")},
					{ID: "a2", Label: "A hai", Points: num("7.5"), Only: map[string]string{"loai": "phường"}}}},
				{ID: "b", Criteria: []Criterion{{ID: "b1", Label: "B một", Points: num("80")}}},
			}},
			{ID: "truong", Kinds: []string{"truong"}, Answers: []string{"có", "không"},
				Groups: []Group{{ID: "c", Criteria: []Criterion{{ID: "c1", Points: num("1")}}}}},
		},
		ByID: map[string]int{},
	}
	for i, in := range f.Indicators {
		f.ByID[in.ID] = i
	}
	return f
}

// Who is asked, who owes an answer and who may leave it, kind by kind.
func TestWhoIsAskedWhat(t *testing.T) {
	r := city()
	r.Form = ask()
	for _, c := range []struct {
		indicator, kind   string
		asks, owed, inAll bool
	}{
		{"vu", "xa", true, true, true},
		{"vu", "truong", false, true, false},
		{"vu", "tp", true, false, true}, // a level carries the figure and need not give it
		{"tien", "truong", true, false, true},
		{"ty_le", "xa", true, false, true}, // computed, never asked
		{"nhan_xet", "tp", true, true, true},
		{"danh_hieu", "truong", true, true, true},
	} {
		in, ok := r.Form.Indicator(c.indicator)
		if !ok {
			t.Fatalf("%s is not in the form", c.indicator)
		}
		if in.Asks(c.kind) != c.asks || in.Owed(c.kind) != c.owed {
			t.Errorf("%s of %s: asked %v, owed %v", c.indicator, c.kind, in.Asks(c.kind), in.Owed(c.kind))
		}
		listed := slices.ContainsFunc(r.Indicators(Unit{Kind: c.kind}),
			func(i *Indicator) bool { return i.ID == c.indicator })
		if listed != c.inAll {
			t.Errorf("%s among what %s is asked: %v", c.indicator, c.kind, listed)
		}
	}
	only, _ := r.Form.Indicator("chi_phuong")
	for attr, want := range map[string]bool{"phường": true, "xã": false, "": true} {
		if got := only.Concerns(Unit{Kind: "xa", Attrs: map[string]string{"loai": attr}}); got != want {
			t.Errorf("a question for wards concerns a unit that is %q: %v", attr, got)
		}
	}
	verdict, _ := r.Form.Indicator("danh_hieu")
	for kind, want := range map[string][]string{
		"truong": {"đạt", "xuất sắc"}, "xa": {"đạt", "xuất sắc", "chưa"}, "tp": {"đạt"},
	} {
		if got := verdict.Choices(kind); !slices.Equal(got, want) {
			t.Errorf("open to %s: %v, want %v", kind, got, want)
		}
	}
}

// This level's own return need not give what those below it give.
func TestALevelOwesNoTotals(t *testing.T) {
	r := city()
	r.Form = ask()
	own, below := r.Register.Units[0], r.Register.Units[1]
	for id, want := range map[string][2]bool{"vu": {false, true}, "nhan_xet": {true, true}} {
		in, _ := r.Form.Indicator(id)
		if got := [2]bool{r.Owes(&in, own), r.Owes(&in, below)}; got != want {
			t.Errorf("%s is owed by this level and by a unit below: %v, want %v", id, got, want)
		}
	}
}

// The form says what rules may ask by which name, and within which limits it lies.
func TestNamesThatRulesMayAsk(t *testing.T) {
	f := ask()
	for name, want := range map[string]rule.Type{
		"vu": rule.Number, "vu_nam_truoc": rule.Number, "ty_le": rule.Number, "tien_nam_truoc": rule.Invalid,
		"danh_hieu": rule.Text, "khen": rule.Table, "a1_tu_cham": rule.Number, "a1_vi_pham": rule.Number,
		"c1_tu_cham": rule.Text, "z9_tu_cham": rule.Invalid, "nothing": rule.Invalid,
		rule.AttributePrefix + "kind": rule.Text,
	} {
		if got := f.Name(name); got != want {
			t.Errorf("%s is of type %v, want %v", name, got, want)
		}
	}
	for name, want := range map[string][2]string{
		"vu": {"0", "999999999"}, "vu_nam_truoc": {"0", "999999999"}, "tien": {"-5", "7.5"},
		"a1_tu_cham": {"0", "12.5"}, "khen": {"0", "999999998000000001"},
	} {
		least, most := f.Limits(name)
		if least.String() != want[0] || most.String() != want[1] {
			t.Errorf("%s lies from %s to %s, want %v", name, least, most, want)
		}
	}
	for column, want := range map[string]rule.Type{"ten": rule.Text, "so": rule.Number, "khac": rule.Invalid} {
		if got := f.Column("khen", column); got != want {
			t.Errorf("column %s is %v, want %v", column, got, want)
		}
	}
}

// What people call an input is words of the round, never its id.
func TestInputsAreCalledByTheirLabels(t *testing.T) {
	r := city()
	r.Form = ask()
	r.Form.Indicators[0].Label = "Số vụ"
	for lang, names := range map[string]map[string]string{
		"vi": {"vu": "Số vụ", "vu_nam_truoc": "Số vụ (năm trước)", "vu_giai_trinh": "Số vụ (giải trình)",
			"a1_tu_cham": "A một", "a1_vi_pham": "A một (số hành vi vi phạm)", "bang_khen": "Khen thưởng",
			"khen.so": "Số", UnitCode: "Mã đơn vị", "unheard": "unheard"},
		"en": {"vu_nam_truoc": "Số vụ (last year)", UnitCode: "Unit code", Verdict: "The unit's own verdict"},
	} {
		r.Language = lang
		for name, want := range names {
			if got := r.Label(name); got != want {
				t.Errorf("%s in %s is %q, want %q", name, lang, got, want)
			}
		}
	}
	if got := r.Form.Section("II.8").Number(); got != "II.7" {
		t.Errorf("a section is called %s, printed II.7", got)
	}
	if got := r.Form.Section("II.5.a").Number() + r.Form.Section("none").Number(); got != "II.5.anone" {
		t.Errorf("sections are called %s", got)
	}
}

// A card without a verdict of its own takes the unit's choice, then the usual words.
func TestTheWordsOfAVerdict(t *testing.T) {
	r := city()
	r.Form = ask()
	if got := r.Verdicts("xa"); !slices.Equal(got, []string{"đạt", "không đạt"}) {
		t.Errorf("the usual words are %v", got)
	}
	r.Language = "en"
	if got := r.Verdicts("xa"); !slices.Equal(got, []string{"met", "not met"}) {
		t.Errorf("the usual English words are %v", got)
	}
	if got := r.Verdicts("truong"); !slices.Equal(got, []string{"đạt", "xuất sắc"}) {
		t.Errorf("a kind that judges itself in a choice: %v", got)
	}
	if got := r.Verdicts("tp"); got != nil {
		t.Errorf("a kind that nobody judges: %v", got)
	}
	r.Form.Cards[0].Verdict = []Option{{"giỏi", nil}, {"khá", nil}, {"kém", []string{"truong"}}}
	if got := r.Verdicts("xa"); !slices.Equal(got, []string{"giỏi", "khá"}) {
		t.Errorf("a card's own words: %v", got)
	}
}

// An id becomes the name of a file: what one system refuses, all refuse.
func TestIDsAreNamesOnEverySystem(t *testing.T) {
	for id, want := range map[string]bool{
		"antt-2019": true, "X_1.a": true, "con": false, "CON.txt": false, "com1": false, "a.": false, "": false,
		"../a": false, "a/b": false, "đa": false, ".a": false, fmt.Sprintf("%060d", 1): true, fmt.Sprintf("%061d", 1): false,
	} {
		if got := NamesFiles(id); got != want {
			t.Errorf("%q names files: %v", id, got)
		}
	}
	for id, want := range map[string]bool{"tra-lai": false, "Thu": false, "a.xlsx": false, "antt-2020": true} {
		if got := RoundID(id); got != want {
			t.Errorf("%q names a round: %v", id, got)
		}
	}
	for id, want := range map[string]bool{"Tat-Ca": false, "khong-xac-dinh": false, "X1": true} {
		if got := IsUnitCode(id); got != want {
			t.Errorf("%q is a unit's code: %v", id, got)
		}
	}
	for id, want := range map[string]bool{"antt-2020": true, "ANTT": false, "a-": false, "a.b": false, "thu": false} {
		if err := ValidID(id); (err == nil) != want {
			t.Errorf("a new round %q: %v", id, err)
		}
	}
	for id, want := range map[string]bool{"vong": true, Nothing("II.5.a"): true, TableName("x"): true, "vu": false} {
		if got := Reserved(id); got != want {
			t.Errorf("%q is the form's own: %v", id, got)
		}
	}
}
