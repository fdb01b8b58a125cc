package record

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/finding"
	"tonghop/internal/read/answer"
	"tonghop/internal/viet"
)

// Untouched says that nothing was typed in a form beyond what we filled in: it is no return.
type Untouched string

// What an untouched form is.
const (
	Blank     Untouched = "blank"     // nothing stands in it
	Unchanged Untouched = "unchanged" // what stands in it is what stood there when it was written
)

// Content is the digest of what is filled in: inputs by defined name, rows of tables in any
// order. A figure is the same however it is written, and text with other white space too.
func Content(values map[string]any, tables map[string][]map[string]any) string {
	all := lines(values)
	for table, rows := range tables {
		for _, row := range rows {
			if cells := lines(row); len(cells) > 0 {
				all = append(all, "row "+pair(table, strings.Join(cells, "")))
			}
		}
	}
	slices.Sort(all)
	h := sha256.New()
	for _, line := range all {
		_, _ = io.WriteString(h, line) // a hash takes everything
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// nothing is the content of a form in which nothing stands.
var nothing = Content(nil, nil)

// lines are the filled-in cells of a map in one spelling, in order.
func lines(cells map[string]any) []string {
	out := make([]string, 0, len(cells))
	for name, x := range cells {
		if text := Canonical(x); text != "" {
			out = append(out, pair(name, text))
		}
	}
	slices.Sort(out)
	return out
}

// pair is two texts, each with its length before it: no two pairs, or lists of them, come to the
// same.
func pair(a, b string) string {
	return strconv.Itoa(len(a)) + ":" + a + strconv.Itoa(len(b)) + ":" + b
}

// Canonical is a value in the one spelling in which it is compared, "" for none.
func Canonical(x any) string {
	switch x := x.(type) {
	case nil:
		return ""
	case decimal.Decimal:
		return x.String()
	case string:
		return viet.Clean(x)
	}
	if n, ok := x.(json.Number); ok && plainly(string(n)) {
		return string(n)
	}
	if d, ok := Number(x); ok {
		return d.String()
	}
	return viet.Clean(fmt.Sprint(x))
}

// FilledIn is the mark that a form carries of what it is filled in with. It names the level
// that wrote it: what goes up from one level is a return to the next, though nobody typed.
func FilledIn(self, content string) string {
	sum := sha256.Sum256([]byte(self + "\x00" + content))
	return hex.EncodeToString(sum[:16])
}

// touched works out what of the form was typed.
func (v *Verdict) touched(ret *answer.Return) {
	if slices.ContainsFunc(v.Findings, besides) {
		return
	}
	v.Content = Content(v.Typed, v.TypedRows)
	switch {
	case v.Content == nothing:
		v.Untouched = Blank
	case ret.Filled != "" && ret.Filled == FilledIn(ret.Plan.Round.Self, v.Content):
		if v.Untouched = Unchanged; ret.Copy <= 1 && len(ret.Sums) == 0 { // last year's figures at most
			v.Untouched = Blank
		}
	}
}

// besides tells whether a finding says that something stands in the form that no input
// holds: where nothing is asked, where it is not sure whose it is, or a formula.
func besides(f finding.Finding) bool {
	switch f.Code {
	case "TMPL-006":
		return f.Found != nil
	case "TMPL-007", "TMPL-008", "CELL-009", "CELL-010", "CELL-011":
		return true
	}
	return false
}
