package words

import "testing"

func TestATextIsReadInItsLanguage(t *testing.T) {
	p := Pair{"%d điểm của %s", "%[2]s has %[1]d points"}
	for lang, want := range map[string]string{
		VI: "3 điểm của Sao Đỏ", EN: "Sao Đỏ has 3 points", "": "3 điểm của Sao Đỏ", "fr": "3 điểm của Sao Đỏ",
	} {
		if got := p.With(lang, 3, "Sao Đỏ"); got != want {
			t.Errorf("in %q: %q, want %q", lang, got, want)
		}
	}
	if got := (Pair{"100 %", "100 %"}).In(EN); got != "100 %" {
		t.Errorf("a text without verbs is %q", got)
	}
}
