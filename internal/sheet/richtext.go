package sheet

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"tonghop/internal/sheet/markup"
)

// richText reads a string item (18.4.8 si, 18.3.1.53 is): plain text or runs,
// leaving out phonetic guides, and leaves it. Runs are returned only where one of
// them has a font of its own, or is struck through or raised.
func richText(x *markup.Scanner) (string, []Run) {
	level := len(x.Open)
	var whole string
	var more strings.Builder // where there are several parts
	var runs []Run
	own, phonetic, parts := false, 0, 0
	run := Run{}
	for x.Next() {
		switch {
		case x.Start == "t":
			s := x.Text()
			if phonetic > 0 {
				continue
			}
			switch parts++; parts {
			case 1:
				whole = s
			case 2:
				more.WriteString(whole)
				fallthrough
			default:
				more.WriteString(s)
			}
			if len(x.Open) > level { // inside a run
				run.Text = s
				runs = append(runs, run)
			}
		case x.Start == "r":
			run = Run{Plain: true}
		case x.Start == "rPr":
			run.Plain = false
		case x.Start == "rFont", x.Start == "strike", x.Start == "vertAlign":
			format(x, &run)
			own = own || run.Font != "" || run.Struck || run.Raised
		case x.Start == "rPh":
			phonetic++
		case x.End == "rPh":
			phonetic--
		case x.End != "" && len(x.Open) < level:
			if parts > 1 {
				whole = more.String()
			}
			if own {
				for i := range runs {
					runs[i].Text = unescape(runs[i].Text)
				}
				return unescape(whole), runs
			}
			return unescape(whole), nil
		}
	}
	return "", nil
}

// unescape reads the _xHHHH_ escapes of 22.9.2.19 ST_Xstring.
func unescape(s string) string {
	at := strings.Index(s, "_x")
	if at < 0 {
		return s
	}
	var b strings.Builder
	for at >= 0 {
		b.WriteString(s[:at])
		s = s[at:]
		r, ok := escaped(s)
		switch {
		case !ok:
			b.WriteString(s[:2])
			s = s[2:]
		case utf16.IsSurrogate(r):
			s = s[7:]
			low, _ := escaped(s)
			if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
				s = s[7:]
			}
			b.WriteRune(r)
		default:
			b.WriteRune(r)
			s = s[7:]
		}
		at = strings.Index(s, "_x")
	}
	b.WriteString(s)
	return b.String()
}

// escaped is the unit that an escape at the start of s stands for.
func escaped(s string) (rune, bool) {
	if len(s) < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_' {
		return 0, false
	}
	var r rune
	for i := 2; i < 6; i++ {
		d, ok := markup.HexDigit(s[i])
		if !ok {
			return 0, false
		}
		r = r<<4 | d
	}
	return r, true
}
