package harmless

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// hidden are characters of every kind that acts or is not seen.
var hidden = []rune{0, 7, 8, '\t', '\n', '\v', '\r', 0x1b, 0x7f, 0x85, 0x9b, 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x180b, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029,
	0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2060, 0x2066, 0x2067, 0x2068, 0x2069, 0x206a, 0x3164, 0xfe0f, 0xfeff, 0xffa0, 0xfff9, 0xe000, 0xe0001, 0xe0041, 0xe0100}

func TestWhatIsNotSeenIsShown(t *testing.T) {
	for _, r := range hidden {
		for _, got := range []string{Text("a" + string(r) + "b"), Name("a" + string(r) + "b")} {
			if strings.ContainsRune(got, r) || !strings.HasPrefix(got, "a") || !strings.HasSuffix(got, "b") || len(got) < 3 {
				t.Errorf("%U: %q", r, got)
			}
		}
		if got := Lines(string(r)); strings.ContainsRune(got, r) != (r == '\n') {
			t.Errorf("%U in lines: %q", r, got)
		}
	}
	for _, r := range []rune{0, 7, 0x1b, 0x85, 0x9b, 0x61c, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0xe0041} {
		if got := Cell("a" + string(r)); strings.ContainsRune(got, r) {
			t.Errorf("%U in a cell: %q", r, got)
		}
	}
	for in, want := range map[string]string{
		"\x1b[31mđỏ\x1b[0m":          `\x1b[31mđỏ\x1b[0m`,
		"bao cao\u202excod.xlsx":     `bao cao\u202excod.xlsx`,
		"a\nb\tc\rd":                 `a\nb\tc\rd`,
		"\xff\xfe":                   `\xff\xfe`,
		"\u009b31m":                  `\u009b31m`,
		"\U000e0041":                 `\U000e0041`,
		"Báo cáo Xã Lê Lợi (1).xlsx": "Báo cáo Xã Lê Lợi (1).xlsx",
		"“12,5” – 5°":                "“12,5” – 5°",
		"e\u0301 一 ½ €":              "e\u0301 一 ½ €",
	} {
		if got := Text(in); got != want {
			t.Errorf("%q is shown as %q", in, got)
		}
	}
	if got := Cell("👨\u200d👩\r\n\tdòng\u200b"); got != "👨\u200d👩\r\n\tdòng\u200b" {
		t.Errorf("a cell: %q", got)
	}
}

func TestNames(t *testing.T) {
	for in, want := range map[string]string{
		"báo cáo": "báo cáo", "../../x": "_.._x", `a\b:c`: "a_b_c", "con": "_con", "NUL.tar": "_NUL.tar", "com¹": "_com¹", "aux ": "_aux", "": "_", "...": "_", " a. ": "a", "~$a": "a",
		"a\u00a0b\u3000c": "a b c", "con-1": "con-1", "lpt12": "lpt12", "a\u202eb": "a_b", "conin$": "conin", "\xff": "_", "--help": "help",
	} {
		if got := Name(in); got != want {
			t.Errorf("%q is named %q, want %q", in, got, want)
		}
	}
}

// Any text is shown without what acts, and makes a plain name of bounded length.
func TestAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.OneOf(rapid.String(), rapid.Map(rapid.SampledFrom(hidden), func(r rune) string { return string(r) }),
			rapid.SampledFrom([]string{"../", `\`, "con", "nul.", " ", ".", "\xff", "COM1", "…", "ế", "👨", "~$"}))
		s := strings.Join(rapid.SliceOfN(parts, 0, 30).Draw(t, "text"), "")
		for _, r := range Text(s) {
			if !unicode.IsGraphic(r) {
				t.Fatalf("%q is shown as %q", s, Text(s))
			}
		}
		name := Name(s)
		if len(name) > longestName+1 || !utf8.ValidString(name) || name == "" || !filepath.IsLocal(name) || filepath.Base(name) != name || device(name) ||
			strings.Trim(name, " .") != name || Text(name) != name || strings.ContainsAny(name, `<>:"/\|?*`) {
			t.Fatalf("%q is named %q", s, name)
		}
		if Name(name) != name && !strings.HasPrefix(name, "_") {
			t.Fatalf("%q is named %q, and that %q", s, name, Name(name))
		}
	})
}
