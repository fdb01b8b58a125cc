package viet

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// strokes are laid over the letter before them, which is struck out by that.
const strokes = "\u0335\u0336\u0337\u0338"

// Marked tells whether a text holds letters that are struck out or raised by what they are,
// not by their format. One that is raised or circled as a whole marks nothing.
func Marked(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			if strings.IndexFunc(s, mark) < 0 {
				return false
			}
			left := Unmarked(s)
			return left != s && (strings.TrimSpace(left) != "" || strings.ContainsAny(s, strokes))
		}
	}
	return false
}

// mark tells whether a letter stands for another one, or is a stroke over the one before it.
func mark(r rune) bool { return unicode.Is(marked, r) || strings.ContainsRune(strokes, r) }

// Unmarked leaves out letters that are raised, lowered or circled (the marks of footnotes: ²,
// ₂, ②) and those with a stroke laid over them.
func Unmarked(s string) string {
	var out []rune
	for _, r := range s {
		switch {
		case strings.ContainsRune(strokes, r):
			if len(out) > 0 {
				out = out[:len(out)-1]
			}
		case !unicode.Is(marked, r):
			out = append(out, r)
		}
	}
	return string(out)
}

// marked are the letters that stand for another one, raised, lowered or circled.
var marked = &unicode.RangeTable{
	R16: []unicode.Range16{{Lo: 'ª', Hi: 'ª', Stride: 1}, {Lo: '²', Hi: '³', Stride: 1}, {Lo: '¹', Hi: 'º', Stride: 1},
		{Lo: 0x2b0, Hi: 0x2b8, Stride: 1}, {Lo: 0x2e0, Hi: 0x2e4, Stride: 1}, {Lo: 0x1d2c, Hi: 0x1d6a, Stride: 1},
		{Lo: 0x2070, Hi: 0x209c, Stride: 1}, {Lo: 0x2460, Hi: 0x24ff, Stride: 1}, {Lo: 0x2776, Hi: 0x2793, Stride: 1},
		{Lo: 0x3200, Hi: 0x32bf, Stride: 1}},
	R32: []unicode.Range32{{Lo: 0x1f100, Hi: 0x1f16f, Stride: 1}},
}

// signs are what letters of fonts that hold signs show: ticks, crosses and boxes.
var signs = map[string]map[rune]rune{
	"wingdings": {0xFC: '✔', 0xFB: '✘', 0xFE: '☑', 0xFD: '☒', 0xA8: '☐', 'o': '☐', 'q': '☐', 'r': '☐',
		'x': '☒', 'v': '❖'},
	"wingdings 2": {'P': '✓', 'O': '✗', 'Q': '☒', 'R': '☑', 'S': '☒', 'T': '☒',
		'U': '✗', 'V': '✗', 'W': '✗', 0xA3: '☐', '*': '☐', '0': '☐'},
	"webdings": {'a': '✔', 'r': '✖', 'c': '☐', 'g': '■'},
	"marlett":  {'a': '✔', 'b': '✔', 'r': '✖'},
	"symbol":   {0xD6: '√', 0xB4: '×'},
}

// Sign is a text as a font of signs shows it; in any other font as it is. Programs store such
// letters as they are typed or in the private area (U+F0FC for ü).
func Sign(font, s string) string {
	of := signs[strings.ToLower(strings.TrimSpace(font))]
	private := strings.IndexFunc(s, func(r rune) bool { return r >= 0xF020 && r <= 0xF0FF }) >= 0
	if of == nil && private { // the font was lost: nearly always Wingdings
		of = signs["wingdings"]
	}
	if of == nil {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r >= 0xF020 && r <= 0xF0FF {
			r -= 0xF000
		}
		if sign, ok := of[r]; ok {
			return sign
		}
		return r
	}, s)
}
