package viet

import (
	"regexp"
	"strings"
	"time"

	"github.com/shopspring/decimal"
	"golang.org/x/text/unicode/norm"
)

// NumberFault says why a text is no number that can be trusted.
type NumberFault int

// The faults of ParseNumber, from "is one" to "which one?".
const (
	NumberOK       NumberFault = iota
	NotNumber                  // no number at all, or with other words
	Ambiguous                  // "1,234" in a count: 1234 or 1.234?
	WrongUnit                  // "85%" where people are counted
	PairOfNumbers              // "3 vụ/5 đối tượng": two figures in one cell
	UnansweredDots             // "…", ".....": the blank of the printed form
)

// zeroWords are what people write for nothing to report, folded.
var zeroWords = set("khong", "khong co", "ko", "ko co", "00", "0", "khong phat sinh")

func set(words ...string) map[string]bool {
	out := make(map[string]bool, len(words))
	for _, w := range words {
		out[w] = true
	}
	return out
}

var (
	dots       = regexp.MustCompile(`^[.…_\s]+$`)
	grouped    = regexp.MustCompile(`^[1-9]\d{0,2}([. ]\d{3})+$`)
	groupedC   = regexp.MustCompile(`^[1-9]\d{0,2}(,\d{3}){2,}$`)
	commaThree = regexp.MustCompile(`^\d{1,3},\d{3}$`)
	wholeN     = regexp.MustCompile(`^\d+$`)
	groupDec   = regexp.MustCompile(`^\d{1,3}([. ]\d{3})+,\d+$`)
	enGroup    = regexp.MustCompile(`^\d{1,3}(,\d{3})+\.\d+$`)
	plainDec   = regexp.MustCompile(`^\d+[.,]\d+$`)
	threeEnd   = regexp.MustCompile(`^[1-9]\d{0,2}[.,]\d{3}$`)
	clock      = regexp.MustCompile(`^\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?Z?$`)
	leadingN   = regexp.MustCompile(`^([+-]?)\s*(\d[\d., ]*)`)
	pairMarks  = regexp.MustCompile(`\d\s*[^\d.,\s-]*\s*[/;+]\s*\d`)
)

// ParseNumber reads a number as Vietnamese clerks type it: decimal comma,
// thousand dot or (no-break) space, words for zero, the unit of measure behind.
// unit is the unit asked for ("hộ", "%", ""), whole says that a count is asked
// for, where a single dot groups thousands. The domain's table of typing is the source.
func ParseNumber(text string, whole bool, unit string) (decimal.Decimal, NumberFault) {
	s := strings.TrimSpace(Clean(norm.NFKC.String(unquoted(text))))
	switch {
	case s == "" || dots.MatchString(s):
		return decimal.Zero, UnansweredDots
	case s == "-" || s == "–" || zeroWords[Fold(s)]:
		return decimal.Zero, NumberOK
	case strings.IndexByte(s, ':') > 0 && clock.MatchString(s):
		return decimal.Zero, NotNumber
	case pairMarks.MatchString(s):
		return decimal.Zero, PairOfNumbers
	}
	m := leadingN.FindStringSubmatch(s)
	if m == nil {
		return decimal.Zero, NotNumber
	}
	digits := strings.TrimSpace(m[2])
	if strings.HasSuffix(digits, ".") || strings.HasSuffix(digits, ",") {
		return decimal.Zero, NotNumber
	}
	if fault := unitFault(strings.TrimSpace(s[len(m[0]):]), unit); fault != NumberOK {
		return decimal.Zero, fault
	}
	d, fault := digitsValue(digits, whole)
	if m[1] == "-" {
		d = d.Neg()
	}
	return d, fault
}

// unitFault checks what stands behind the digits against the unit asked for.
func unitFault(rest, unit string) NumberFault {
	if rest == "" || sameUnit(rest, unit) {
		return NumberOK
	}
	for _, r := range rest {
		if r >= '0' && r <= '9' {
			return PairOfNumbers
		}
	}
	if rest == "%" || knownUnits[Fold(rest)] {
		return WrongUnit
	}
	return NotNumber
}

// sameUnit tells whether what was typed names the unit asked for: "đ/c" for
// "đ/c" or "người", "hộ" for "hộ", "xe" for nothing.
func sameUnit(typed, unit string) bool {
	if typed == "%" || unit == "%" {
		return typed == unit
	}
	t := Fold(typed)
	for _, u := range strings.Split(unit, "/") {
		if t == Fold(u) {
			return true
		}
	}
	return t == Fold(unit) || people[t] && people[Fold(unit)]
}

// people are the words for people, folded: any of them stands for another.
var people = set("d c", "dong chi", "nguoi", "doi tuong", "can bo", "hoc sinh", "hoi vien")

// knownUnits are units of measure that people write behind a figure, folded.
var knownUnits = set(
	"vu", "doi tuong", "nguoi", "ho", "luot", "d c", "dong chi",
	"d", "vnd", "trieu", "trieu dong", "dong", "nghin dong", "ty", "ty dong",
	"to", "chi bo", "mo hinh", "lop", "buoi", "tin", "diem", "don vi",
)

// mostDigits is how long a figure may be: beyond it nobody counts, and reading the digits takes
// a time that grows with the square.
const mostDigits = 100

// digitsValue reads digits with their separators.
func digitsValue(s string, whole bool) (decimal.Decimal, NumberFault) {
	if len(s) > mostDigits {
		return decimal.Zero, NotNumber
	}
	plain := func(cut, point string) (decimal.Decimal, NumberFault) {
		s := s
		for _, c := range cut {
			s = strings.ReplaceAll(s, string(c), "")
		}
		if point != "" {
			s = strings.ReplaceAll(s, point, ".")
		}
		d, err := decimal.NewFromString(s)
		if err != nil {
			return decimal.Zero, NotNumber
		}
		return d, NumberOK
	}
	switch {
	case wholeN.MatchString(s):
		return plain("", "")
	case groupedC.MatchString(s): // several groups: no decimal comma can stand twice
		return plain(",", "")
	case commaThree.MatchString(s) && whole:
		return decimal.Zero, Ambiguous
	case grouped.MatchString(s) && (whole || strings.Count(s, ".") != 1):
		return plain(". ", "")
	case groupDec.MatchString(s):
		return plain(". ", ",")
	case enGroup.MatchString(s):
		return plain(",", "")
	case threeEnd.MatchString(s): // 1.500 million: 1500, or one and a half?
		return decimal.Zero, Ambiguous
	case plainDec.MatchString(s):
		return plain("", ",")
	}
	return decimal.Zero, NotNumber
}

// quotes are what people type before a figure so that it is kept as they typed it; programs
// that do not know the sign keep it as a part of the text.
const quotes = "'’‘‛`´ʹʼʻ′＇\"“”„‟″"

// unquoted is a text without apostrophes and quotes at its ends; one that is nothing else
// stays: it may say "as above".
func unquoted(s string) string {
	if !strings.ContainsAny(s, quotes) {
		return s
	}
	s = Clean(s)
	if inner := strings.Trim(s, quotes); inner != "" {
		return inner
	}
	return s
}

// timeBehind is a day with its time of day, as programs write one.
var timeBehind = regexp.MustCompile(`^(\d+[-/.]\d+[-/.]\d+)(?:T|\s+)` +
	`\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$`)

// longDate is how official papers write a day, folded.
var longDate = regexp.MustCompile(`^(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})$`)

// dateMarks are what people put between day, month and year.
var dateMarks = strings.NewReplacer(".", "/", "-", "/", " ", "")

// ParseDate reads dd/mm/yyyy and its usual spellings (d-m-yyyy, d.m.yyyy,
// yyyy-mm-dd), with or without a time of day behind. The day comes first, as everywhere in
// Vietnam.
func ParseDate(text string) (time.Time, bool) {
	s := strings.TrimSpace(Clean(norm.NFKC.String(unquoted(text))))
	if strings.IndexByte(s, ':') > 0 {
		if m := timeBehind.FindStringSubmatch(s); m != nil {
			s = m[1]
		}
	}
	if m := longDate.FindStringSubmatch(Fold(s)); m != nil {
		s = m[1] + "/" + m[2] + "/" + m[3]
	}
	s = dateMarks.Replace(s)
	for _, layout := range []string{"2/1/2006", "2006/1/2", "2/1/06"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}
