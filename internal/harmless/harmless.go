// Package harmless shows strangers' text without what acts on whoever shows it: characters
// that steer a terminal, turn the direction of writing, or are not seen at all. They are shown
// as escapes, so that a name which is spoofed looks so. What programs read stays exact.
package harmless

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// invisible tells of characters that are not seen: controls, formats such as marks of
// direction, separators of lines and paragraphs, private and unassigned code points, joiners,
// variation selectors and fillers.
func invisible(r rune) bool {
	return !unicode.IsGraphic(r) ||
		unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// turning tells of characters that act on the text around them: controls, marks and overrides
// of direction (UAX #9), separators of lines and paragraphs, tags, and interlinear annotations.
func turning(r rune) bool {
	switch {
	case unicode.In(r, unicode.Cc, unicode.Bidi_Control, unicode.Zl, unicode.Zp):
		return true
	}
	return r >= 0xfff9 && r <= 0xfffb || r >= 0xe0000 && r <= 0xe007f
}

// Text is a text for one line of a terminal, or a name in a table: everything that is not seen
// is an escape, line breaks and tabs among it.
func Text(s string) string { return shown(s, invisible) }

// Lines is Text for several lines.
func Lines(s string) string {
	return shown(s, func(r rune) bool { return r != '\n' && invisible(r) })
}

// Cell is a text for a cell of a workbook, where line breaks are kept and so is what spelling
// or an emoji needs.
func Cell(s string) string {
	return shown(s, func(r rune) bool { return r != '\n' && r != '\r' && r != '\t' && turning(r) })
}

// shown writes the characters of a kind, and bytes that are no text, as escapes.
func shown(s string, harmful func(rune) bool) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r == utf8.RuneError || harmful(r) }) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, s[0])
		case !harmful(r):
			b.WriteString(s[:n])
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < 0x80:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
		s = s[n:]
	}
	return b.String()
}

// longestName is how many bytes a part of a file's name has at most: with what is put around
// it, less than the 255 that file systems take.
const longestName = 160

// Name makes a part of a file's name of any text, such as every system takes: no path, none of
// the characters that Windows forbids or shells read, nothing that is not seen, no device's
// name, neither a blank nor a dot at its ends.
func Name(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || invisible(r) || strings.ContainsRune(`<>:"/\|?*`, r) {
			return '_'
		}
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, s)
	for n, i := 0, 0; i < len(s); n++ {
		_, width := utf8.DecodeRuneInString(s[i:])
		if n == 60 || i+width > longestName {
			s = s[:i]
			break
		}
		i += width
	}
	s = strings.Trim(s, " .~$-")
	if s == "" {
		return "_"
	}
	if device(s) {
		return "_" + s
	}
	return s
}

// device tells whether Windows takes a name for a device: before the first dot, whatever
// blanks follow.
func device(name string) bool {
	stem, _, _ := strings.Cut(strings.ToLower(name), ".")
	stem = strings.TrimRight(stem, " ")
	switch stem {
	case "con", "prn", "aux", "nul", "conin$", "conout$", "clock$":
		return true
	}
	port, ok := strings.CutPrefix(stem, "com")
	if !ok {
		port, ok = strings.CutPrefix(stem, "lpt")
	}
	return ok && utf8.RuneCountInString(port) == 1 && strings.Contains("0123456789¹²³", port)
}
