package finding

import (
	"encoding/json"
	"regexp"
	"testing"

	"github.com/shopspring/decimal"
)

func TestCatalogueIsCompleteInBothLanguages(t *testing.T) {
	if len(Catalogue) != 70 {
		t.Errorf("%d codes in the catalogue, want 70", len(Catalogue))
	}
	holes := regexp.MustCompile(`\{(\w+)\}`)
	for code, e := range Catalogue {
		if e.What == "" || e.Severity == "" {
			t.Errorf("%s: no description or severity", code)
		}
		if _, ok := e.Words[""]; !ok {
			t.Errorf("%s: no usual words", code)
		}
		for variant, w := range e.Words {
			for _, s := range []string{w.VI.Message, w.VI.Fix, w.EN.Message, w.EN.Fix} {
				if s == "" {
					t.Errorf("%s.%s: words missing in one language", code, variant)
				}
			}
			if a, b := holes.FindAllString(w.VI.Message, -1), holes.FindAllString(w.EN.Message, -1); len(a) != len(b) {
				t.Errorf("%s.%s: the languages show different facts: %v, %v", code, variant, a, b)
			}
		}
	}
}

func TestStatusFollowsWhatTheUnitMustAnswer(t *testing.T) {
	of := func(codes ...string) (fs []Finding) {
		for _, c := range codes {
			fs = append(fs, New(c))
		}
		return fs
	}
	for _, c := range []struct {
		findings []Finding
		want     Status
	}{
		{nil, Clean},
		{of("CELL-004", "SUBM-004"), Clean},
		{of("SUBM-003", "FILE-005"), Clean}, // an officer's, not the unit's
		{of("SUBM-006"), Queried},
		{of("SUBM-006", "CELL-001"), Returned},
		{of("CELL-001", "TMPL-001"), Unreadable},
		{of("TMPL-001", "SYS-001"), Held},
	} {
		if got := StatusOf(c.findings); got != c.want {
			t.Errorf("%v: %s, want %s", c.findings, got, c.want)
		}
	}
}

func TestWordsShowNumbersInTheReadersWay(t *testing.T) {
	f := New("CONS-001").With("label", "Tổng").With("parts", "a, b")
	f.Found, f.Expected = decimal.RequireFromString("1234.5"), decimal.RequireFromString("-1000000")
	d := decimal.RequireFromString("3")
	f.Difference = &d
	if got, _ := f.Text("vi"); got != "“Tổng” là 1.234,5 nhưng tổng các phần là -1.000.000 (chênh 3)." {
		t.Error(got)
	}
	if got, _ := f.Text("en"); got != "“Tổng” is 1,234.5 but its parts sum to -1,000,000 (difference 3)." {
		t.Error(got)
	}
}

// What was typed as “1.234” is shown as it was read: one number, nothing grouped.
func TestAReadingIsNotWrittenAsItWasTyped(t *testing.T) {
	for _, c := range []struct{ typed, read, lang, want string }{
		{"1.234", "1234", "vi", "“Lượt”: “1.234” được hiểu là 1234."},
		{"1,234,567", "1234567", "en", "“Lượt”: “1,234,567” was read as 1234567."},
		{"12,50 triệu đồng", "12.5", "vi", "“Lượt”: “12,50 triệu đồng” được hiểu là 12,5."},
	} {
		f := New("CELL-004").With("label", "Lượt")
		f.Found = c.typed
		for _, read := range []any{decimal.RequireFromString(c.read), json.Number(c.read)} {
			f.Expected = read
			if got, _ := f.Text(c.lang); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		}
	}
}
