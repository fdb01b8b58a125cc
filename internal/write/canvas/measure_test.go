package canvas

import (
	"bytes"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The widths are those of Times New Roman, as its metrics are published: in thousandths of the size.
func TestWidthsAreThoseOfTimesNewRoman(t *testing.T) {
	for _, c := range []struct {
		text          string
		regular, bold float64
	}{
		{"", 0, 0},
		{"a", 444, 500},
		{"Hello", 722 + 444 + 278 + 278 + 500, 778 + 444 + 278 + 278 + 500},
		{"1.234.567,89", 9*500 + 3*250, 9*500 + 3*250},
		{"Việt Nam", 722 + 278 + 444 + 278 + 250 + 722 + 444 + 778, 722 + 278 + 444 + 333 + 250 + 722 + 500 + 833},
		{"CỘNG HÒA", 667 + 722 + 722 + 722 + 250 + 722 + 722 + 722, 722 + 778 + 722 + 778 + 250 + 778 + 778 + 722},
		{"đủ – “ổ”", 500 + 500 + 250 + 500 + 250 + 444 + 500 + 444, 556 + 556 + 250 + 500 + 250 + 500 + 500 + 500},
		{"e\u0301", 444, 444}, // an accent that stands alone takes no room
		{"漢\U0001f4c4", 2000, 2000},
	} {
		for i, want := range []float64{c.regular, c.bold} {
			if got := wide(c.text, 1000, i == 1); math.Abs(got-want) > float64(len(c.text)) {
				t.Errorf("%q, bold %v: %v, want %v", c.text, i == 1, got, want)
			}
		}
	}
}

// A letter is as wide in each of its accents: what is measured does not depend on how it is read.
func TestAccentsTakeNoRoom(t *testing.T) {
	for plain, accented := range map[string]string{
		"a": "àáảãạăằắẳẵặâầấẩẫậ", "e": "èéẻẽẹêềếểễệ", "o": "òóỏõọôồốổỗộ", "y": "ỳýỷỹỵ", "ư": "ừứửữự", "ơ": "ờớởỡợ",
		"A": "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬ", "E": "ÈÉẺẼẸÊỀẾỂỄỆ", "O": "ÒÓỎÕỌÔỒỐỔỖỘ", "Y": "ỲÝỶỸỴ", "Ư": "ỪỨỬỮỰ", "Ơ": "ỜỚỞỠỢ",
	} {
		for _, r := range accented {
			for _, bold := range []bool{false, true} {
				if got, want := wide(string(r), 12, bold), wide(plain, 12, bold); got != want {
					t.Errorf("%c, bold %v: %v, %s is %v", r, bold, got, plain, want)
				}
			}
		}
	}
}

// The tables are what the generator makes of the font, where it is installed in that revision.
func TestWidthsAreGenerated(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the generator")
	}
	fonts, err := filepath.Glob("/usr/share/fonts/*/*/LiberationSerif-Regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	if len(fonts) == 0 {
		missing(t, "Liberation Serif is not installed")
	}
	out := filepath.Join(t.TempDir(), "widths.go")
	run := exec.Command("go", "run", "gen.go", "-fonts", filepath.Dir(fonts[0]), "-o", out)
	if said, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	want, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("widths_generated.go")
	if err != nil {
		t.Fatal(err)
	}
	if made, now := firstLine(got), firstLine(want); made != now {
		t.Skipf("%s, here it would be %s", made, now)
	}
	if !bytes.Equal(got, want) {
		t.Error("the widths are not those of the font: go generate")
	}
}

// missing skips a test for want of something that is not Go, but not where all is said to be there.
func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("TONGHOP_REQUIRE_PROGRAMS") != "" {
		t.Fatal(what)
	}
	t.Skip(what)
}

func firstLine(code []byte) string {
	line, _, _ := strings.Cut(string(code), "\n")
	return line
}
