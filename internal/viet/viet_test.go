package viet

import (
	"os/exec"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestNumbersAsPeopleTypeThem(t *testing.T) {
	rows := []struct {
		text  string
		whole bool
		unit  string
		want  string
		fault NumberFault
	}{
		{"1.234", true, "hộ", "1234", NumberOK},
		{"1,234", true, "hộ", "", Ambiguous},
		{"12,5", false, "điểm", "12.5", NumberOK},
		{"12.5", false, "điểm", "12.5", NumberOK},
		{"1 250", true, "hộ", "1250", NumberOK},
		{"1\u00a0250", true, "hộ", "1250", NumberOK},
		{"05 đ/c", true, "đ/c", "5", NumberOK},
		{"05 đ/c", true, "người", "5", NumberOK},
		{"1.250 hộ", true, "hộ", "1250", NumberOK},
		{"12 lượt", true, "lượt", "12", NumberOK},
		{"3 thôn", true, "thôn/KDC", "3", NumberOK},
		{"2 triệu đồng", false, "triệu đồng", "2", NumberOK},
		{"1.234,5", false, "triệu đồng", "1234.5", NumberOK},
		{"12,5", true, "hộ", "12.5", NumberOK}, // not whole: said by the caller
		{"1,234,567", true, "hộ", "1234567", NumberOK},
		{"1\u2009250", true, "hộ", "1250", NumberOK},
		{"1\u202f250 hộ", true, "hộ", "1250", NumberOK},
		{"\u200b12\ufeff", true, "hộ", "12", NumberOK},
		{"1.500", false, "triệu đồng", "", Ambiguous},
		{"1,500", false, "triệu đồng", "", Ambiguous},
		{"0.125", false, "triệu đồng", "0.125", NumberOK},
		{"12.500.000 đ", false, "triệu đồng", "", WrongUnit},
		{"85%", true, "hộ", "", WrongUnit},
		{"5 vụ", true, "hộ", "", WrongUnit},
		{"3 vụ/5 đối tượng", true, "vụ", "", PairOfNumbers},
		{"120/125 hộ", true, "hộ", "", PairOfNumbers},
		{"Không", true, "vụ", "0", NumberOK},
		{"không có", true, "vụ", "0", NumberOK},
		{"ko", true, "vụ", "0", NumberOK},
		{"-", true, "vụ", "0", NumberOK},
		{"00", true, "vụ", "0", NumberOK},
		{"k", true, "vụ", "", NotNumber},
		{"không rõ", true, "vụ", "", NotNumber},
		{"n/a", true, "vụ", "", NotNumber},
		{"5.", true, "vụ", "", NotNumber},
		{"…", true, "vụ", "", UnansweredDots},
		{".....", true, "vụ", "", UnansweredDots},
		{"１２", true, "vụ", "12", NumberOK},
		{"-3", true, "vụ", "-3", NumberOK},
		{"khoảng 5", true, "vụ", "", NotNumber},
	}
	for _, r := range rows {
		got, fault := ParseNumber(r.text, r.whole, r.unit)
		if fault != r.fault || fault == NumberOK && got.String() != r.want {
			t.Errorf("ParseNumber(%q, %v, %q) = %s, %d; want %s, %d", r.text, r.whole, r.unit, got, fault, r.want, r.fault)
		}
	}
}

func TestFoldIsBlindToNormalFormAndTonePlacement(t *testing.T) {
	for _, pair := range [][2]string{{"Cộng Hòa", "cong hoa"}, {"Cộng Hoà", "cong hoa"}, {norm.NFD.String("Đồng Lạc"), "dong lac"}, {"  Xã  Lê-Lợi ", "xa le loi"}} {
		if got := Fold(pair[0]); got != pair[1] {
			t.Errorf("Fold(%q) = %q, want %q", pair[0], got, pair[1])
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		if Fold(s) != Fold(norm.NFD.String(s)) || Fold(Fold(s)) != Fold(s) {
			t.Fatalf("Fold(%q) depends on the normal form", s)
		}
	})
}

func TestVietnameseOrder(t *testing.T) {
	names := []string{"Văn Đức", "An Lạc", "Đồng Lạc", "Thôn mẫu 10", "Thôn mẫu 2", "Bắc An", "Cộng Hòa", "Chí Minh"}
	c := NewCollator()
	slices.SortFunc(names, c.Compare)
	want := []string{"An Lạc", "Bắc An", "Chí Minh", "Cộng Hòa", "Đồng Lạc", "Thôn mẫu 2", "Thôn mẫu 10", "Văn Đức"}
	if !slices.Equal(names, want) {
		t.Errorf("sorted %q, want %q", names, want)
	}
}

func TestTCVN3(t *testing.T) {
	if got := FromTCVN3("TiÕng ViÖt cã", false); got != "Tiếng Việt có" {
		t.Errorf("FromTCVN3 = %q", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.RuneFrom([]rune(letters)), 1, 40, -1).Draw(t, "s")
		if got := FromTCVN3(ToTCVN3(s), false); got != s {
			t.Fatalf("%q came back as %q", s, got)
		}
	})
}

// The C library knows the same encoding; its table is the judge of ours.
func TestTCVN3AgreesWithIconv(t *testing.T) {
	if _, err := exec.LookPath("iconv"); err != nil {
		t.Skip("iconv is not installed")
	}
	for r, want := range tcvn3 {
		if r > 0xff {
			continue
		}
		cmd := exec.Command("iconv", "-f", "TCVN", "-t", "UTF-8")
		stdin, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		go func() { defer stdin.Close(); _, _ = stdin.Write([]byte{byte(r)}) }()
		out, err := cmd.Output()
		if err != nil {
			t.Skipf("iconv knows no TCVN: %v", err)
		}
		if got := norm.NFC.String(string(out)); got != string(want) {
			t.Errorf("byte %#x is %q, ours %q", r, got, want)
		}
	}
}

const letters = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"

func TestVNI(t *testing.T) {
	for stored, want := range map[string]string{
		"Tieáng Vieät coù": "Tiếng Việt có", "TIEÁNG VIEÄT COÙ": "TIẾNG VIỆT CÓ", "Coâng an phöôøng": "Công an phường", "ñöôïc höôûng öùng": "được hưởng ứng",
		"caùc hoä gia ñình": "các hộ gia đình", "nghæ heø, kyõ thuaät, tyû leä, quyõ": "nghỉ hè, kỹ thuật, tỷ lệ, quỹ", "Tiếng Việt": "Tiếng Việt",
	} {
		if got := FromVNI(stored); got != want {
			t.Errorf("FromVNI(%q) = %q, want %q", stored, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(strings.Fields("công an phường tổ chức tuyên truyền vận động quần chúng nhân dân tích cực tham gia phòng chống tội phạm tệ nạn xã hội được hưởng ứng nghỉ kỹ ỷ ĩ quỵ ĐẢNG ỦY")), 1, 9).Draw(t, "words")
		s := strings.Join(words, " ")
		if got := FromVNI(ToVNI(s)); got != s {
			t.Fatalf("%q came back as %q", s, got)
		}
	})
}

// A text in an encoding whose font was lost is known by its content; one in Unicode,
// or too short to tell, is left as it is.
func TestGuessByContent(t *testing.T) {
	text := "Công an phường phối hợp với các ngành, đoàn thể tổ chức tuyên truyền; vận động quần chúng nhân dân tích cực tham gia phòng, chống tội phạm và tệ nạn xã hội."
	for want, stored := range map[Encoding]string{TCVN3: ToTCVN3(text), VNI: ToVNI(text), Unicode: text} {
		if got := Guess(strings.SplitAfter(stored, ";")); got != want {
			t.Errorf("%q is %q, want %q", stored, got, want)
		}
		if got := want.Decode(stored, false); got != text {
			t.Errorf("%s decodes as %q", want, got)
		}
	}
	for _, s := range []string{"", "123", "là cá có", "Système d'éducation à l'école, où élèves réfléchissent déjà", "TiÕng"} {
		if got := Guess([]string{s}); got != Unicode {
			t.Errorf("%q is taken for %s", s, got)
		}
	}
}

func TestSyllables(t *testing.T) {
	for _, w := range strings.Fields("nghiêng quyển khuỷu hoà hòa thuở giữ gì được ưỡn oằn khoeo ngoằn xoong yêu uyên ý") {
		if w != "xoong" && !Syllable(w) {
			t.Errorf("%s is no syllable", w)
		}
	}
	for _, w := range []string{"Vieät", "ViÖt", "TiÕng", "wélt", "école"} {
		if Syllable(w) {
			t.Errorf("%s is a syllable", w)
		}
	}
}

func TestFonts(t *testing.T) {
	for font, want := range map[string]Encoding{".VnTime": TCVN3, ".VnTimeH": TCVN3, "VNI-Times": VNI, "vni-helve": VNI, "Times New Roman": Unicode, "": Unicode} {
		if enc, capitals := EncodingOf(font); enc != want || capitals != (font == ".VnTimeH") {
			t.Errorf("%s shows %q, capitals %v", font, enc, capitals)
		}
	}
}

func TestDates(t *testing.T) {
	for text, want := range map[string]string{"5/10/2019": "2019-10-05", "05-10-2019": "2019-10-05", "2019-10-05": "2019-10-05", "5.10.2019": "2019-10-05", "ngày 05 tháng 10 năm 2019": "2019-10-05", "5/10/19": "2019-10-05"} {
		if got, ok := ParseDate(text); !ok || got.Format("2006-01-02") != want {
			t.Errorf("ParseDate(%q) = %v, %v", text, got, ok)
		}
	}
	for _, text := range []string{"31/2/2019", "tháng 10", "10/2019", ""} {
		if got, ok := ParseDate(text); ok {
			t.Errorf("ParseDate(%q) = %v, want none", text, got)
		}
	}
}

func TestNearestNames(t *testing.T) {
	got := Nearest("Cộng Hoàa", []string{"Hoàng Tân", "Cộng Hòa", "Lê Lợi"})
	if len(got) != 1 || got[0] != "Cộng Hòa" {
		t.Errorf("Nearest = %q", got)
	}
}

func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"1.234,5", "05 đ/c", "120/125 hộ", "Không", "1,0010"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, fault := ParseNumber(s, true, "hộ")
		if fault == NumberOK {
			shown := d.String()
			if i := strings.IndexByte(shown, '.'); i > 0 && len(shown)-i == 4 { // three digits behind the mark might group thousands; four cannot
				shown += "0"
			}
			again, f2 := ParseNumber(shown, false, "")
			if f2 != NumberOK || !again.Equal(d) {
				t.Fatalf("%q read as %s, which reads as %s", s, d, again)
			}
		}
	})
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"TiÕng ViÖt cã", "Tieáng Vieät coù", "Đồng\r\nLạc \u00a0", "ngày 05 tháng 10 năm 2019", "\u00ad\u0301", "a\u200b\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if c := Clean(s); Clean(c) != c {
			t.Errorf("Clean is not steady: %q, %q", c, Clean(c))
		}
		if Empty(s) != (Clean(s) == "") {
			t.Errorf("%q: empty is %v, cleaned it is %q", s, Empty(s), Clean(s))
		}
		if x := Text(s); Text(x) != x {
			t.Errorf("Text is not steady: %q, %q", x, Text(x))
		}
		if x := Fold(s); Fold(x) != x {
			t.Errorf("Fold is not steady: %q, %q", x, Fold(x))
		}
		for _, e := range []Encoding{Unicode, TCVN3, VNI} {
			e.Decode(s, true)
			e.Decode(s, false)
		}
		Guess([]string{s, s})
		Nearest(s, []string{s, "Cộng Hòa"})
		if d, ok := ParseDate(s); ok {
			if again, ok := ParseDate(d.Format("02/01/2006")); !ok || !again.Equal(d) {
				t.Errorf("%q is %v, which reads as %v", s, d, again)
			}
		}
	})
}

// A text that passes for composed is one: its normal form is itself.
func TestComposedTextIsNFC(t *testing.T) {
	for r := rune(0); r <= 0x2fff; r++ {
		if s := string(r); composed(s) && !norm.NFC.IsNormalString(s) {
			t.Errorf("%U", r)
		}
	}
	letters := []rune("aăâđeêioôơuưyAĐ 1.ệộữ…“”\u0300\u0301\u0323\u1e9e\u00a0\u2000\u2126k\ufeff")
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOf(rapid.SampledFrom(letters)).Draw(t, "text"))
		if Text(s) != norm.NFC.String(s) {
			t.Fatalf("%q", s)
		}
		if want := strings.TrimSpace(norm.NFC.String(soft.Replace(norm.NFC.String(s)))); Clean(s) != want {
			t.Fatalf("%q: %q, want %q", s, Clean(s), want)
		}
	})
}
