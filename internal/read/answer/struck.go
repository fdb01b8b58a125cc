package answer

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"tonghop/internal/ask/round"
	"tonghop/internal/sheet"
	"tonghop/internal/viet"
)

// unmarked is a cell without the characters that are struck through, raised or lowered: what
// was cancelled and what marks a footnote is no part of a figure. odd tells whether anything
// but blanks was left out. A text that is raised as a whole marks nothing. signs tells whether
// the small digits among the letters of a font are such marks.
func unmarked(c *sheet.Cell, signs func(font string) bool) (left sheet.Cell, odd bool) {
	if !c.Struck && len(c.Runs) == 0 && !viet.Marked(c.Text) {
		return *c, false
	}
	runs := c.Runs
	if len(runs) == 0 {
		runs = []sheet.Run{{Text: c.Text, Plain: true}}
	}
	level := func(r sheet.Run) bool { return !r.Raised && strings.TrimSpace(r.Text) != "" }
	raised := slices.ContainsFunc(runs, level)
	left = *c
	left.Runs, left.Struck = nil, false
	var text strings.Builder
	for _, run := range runs {
		all := run.Text
		switch {
		case run.Struck || run.Plain && c.Struck || run.Raised && raised:
			run.Text = ""
		case signs(cmp.Or(run.Font, c.Font)):
			run.Text = viet.Unmarked(all)
		}
		odd = odd || bare(run.Text) != bare(all)
		text.WriteString(run.Text)
		if run.Text != "" && len(c.Runs) > 0 {
			left.Runs = append(left.Runs, run)
		}
	}
	if !odd {
		return *c, false
	}
	left.Text = text.String()
	if c.Kind != sheet.Text || viet.Empty(left.Text) { // a stored number has no parts
		left.Kind, left.Text = sheet.Empty, ""
	}
	return left, true
}

// signs tells whether small digits in a font are marks: in the fonts of old programs they are
// letters, “®¹t” is “đạt”. No figure has letters.
func (rd *reader) signs(q *question) func(font string) bool {
	return func(font string) bool {
		enc, _ := rd.encoding(font)
		return enc == viet.Unicode || q.Figure()
	}
}

// bare is a text without white space.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// exact tells whether what is asked for is one thing that is read, not a text that is kept as
// it was typed.
func (q *question) exact() bool {
	return q.Mark || q.Figure() || q.Type == round.Date || q.Type == round.Choice
}

// crossed reads what is left of a cell with struck or raised characters, and asks for it to
// be typed again (CELL-013) with both readings. What was struck out whole is no answer; the
// workbook to correct does not offer it again.
func (rd *reader) crossed(a *Answer, c, left *sheet.Cell, q *question, report reporter) {
	all := rd.shown(c)
	if left.Kind == sheet.Empty {
		a.State, a.Raw, a.Figure = Unanswered, "", false
		if !q.Mark { // a box that was emptied is empty
			report("CELL-013.struck", all, nil)
		}
		return
	}
	rd.take(a, left, q, report)
	var read any = left.Text
	switch a.State {
	case Number:
		read = a.Num
	case Text:
		read = a.Text
	}
	report("CELL-013", all, read)
}

// marks are what people put into a box, folded; signs that are no letters stand in ticks.
var marks = []string{"x", "xx", "xxx", "v", "co", "yes", "1", "true", "dung", "ok",
	"dong y", "da xac nhan", "khong phat sinh"}

// signing are the words in which people say that something is signed, and nothing else; ký is
// written kí as well.
var signing = []string{"da", "ky", "ki", "ten", "va", "dong", "dau", "xac", "nhan", "duyet", "roi"}

// signed tells whether a folded text says that something is signed.
func signed(folded string) bool {
	words := strings.Fields(folded)
	return (slices.Contains(words, "ky") || slices.Contains(words, "ki")) && len(words) <= 8 &&
		!slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(signing, w) })
}

// ticks are the signs that mark a box, one of them anywhere in a short text.
const ticks = "✓✔√☑🗸🗹✅✗✘✕✖☒🗴🗵🗶🗷×⨯⌧❎❌⊠⊗"

// letters are signs of other scripts that look like the letters that mark a box.
var letters = strings.NewReplacer("х", "x", "Х", "x", "χ", "x", "Χ", "x", "ν", "v", "∨", "v")

// ticked tells whether a box is marked. "Không", 0 and FALSE say that it is not.
func ticked(text string) bool {
	bare := strings.TrimSpace(strings.NewReplacer("\ufe0e", "", "\ufe0f", "").Replace(viet.Clean(text)))
	if r := []rune(bare); len(r) > 0 && len(r) <= 3 && strings.ContainsAny(bare, ticks) {
		return true
	}
	folded := viet.Fold(letters.Replace(bare))
	return slices.Contains(marks, folded) || signed(folded)
}

// box reads a box: what is seen in it, also in fonts whose letters are signs.
func (rd *reader) box(a *Answer, c *sheet.Cell, q *question) {
	text := rd.text(a, c, q)
	if len(c.Runs) > 0 {
		var b strings.Builder
		for _, run := range c.Runs {
			b.WriteString(viet.Sign(cmp.Or(run.Font, c.Font), run.Text))
		}
		text = b.String()
	} else if c.Kind == sheet.Text {
		if seen := viet.Sign(c.Font, c.Text); seen != c.Text {
			text = seen
		}
	}
	a.State, a.Text = Text, text
}
