package record_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tonghop/internal/judge/record"
)

var anyCell = regexp.MustCompile(`(?s)<c r="([A-Z])(\d+)"([^>]*?)(/>|>.*?</c>)`)

// tearing moves the cells of some columns to other rows; the names stay where they were.
func tearing(columns string, to func(row int) int) func(body string) string {
	return func(body string) string {
		from, until := strings.Index(body, "<sheetData>")+len("<sheetData>"), strings.Index(body, "</sheetData>")
		rows := map[int][]string{}
		for _, m := range anyCell.FindAllStringSubmatch(body[from:until], -1) {
			row, _ := strconv.Atoi(m[2])
			if strings.Contains(columns, m[1]) {
				row = to(row)
			}
			rows[row] = append(rows[row], fmt.Sprintf(`<c r="%s%d"%s%s`, m[1], row, m[3], m[4]))
		}
		var b strings.Builder
		for row := range 400 {
			if cells := rows[row]; cells != nil {
				slices.Sort(cells)
				fmt.Fprintf(&b, `<row r="%d">%s</row>`, row, strings.Join(cells, ""))
			}
		}
		return body[:from] + b.String() + body[until:]
	}
}

// Where what people see of a line was moved and its code and name were not, as sorting the
// columns that are seen does, a figure is right or asked for again, and none is another line's.
func TestLinesTornFromTheirCodes(t *testing.T) {
	r := shipped(t)
	data := inTestdata(t, "odd/chi-minh")
	base := record.JudgeOf(data, r, "")
	const first, last, seen = 4, 147, "ABCDEFGH"
	within := func(to func(row int) int) func(int) int {
		return func(row int) int {
			if row < first || row > last {
				return row
			}
			return to(row)
		}
	}
	moved := func(rows map[int]int) func(int) int {
		return func(row int) int {
			if to, ok := rows[row]; ok {
				return to
			}
			return row
		}
	}
	exchanged := moved(map[int]int{20: 21, 21: 20})
	down := within(func(row int) int {
		if row < 20 {
			return row
		}
		return row + 1
	})
	anyhow := rand.New(rand.NewPCG(1, 2)).Perm(last - first + 1)
	for name, c := range map[string]struct {
		columns string
		to      func(int) int
		atMost  int // how many are asked for again
	}{
		"two lines exchanged":   {seen, exchanged, 2},
		"cells put in":          {seen, down, 140},
		"sorted":                {seen, within(func(row int) int { return first + anyhow[row-first] }), 160},
		"the other way round":   {seen, within(func(row int) int { return first + last - row }), 160},
		"two labels exchanged":  {"AB", exchanged, 2},
		"lines of one label":    {seen, moved(map[int]int{88: 103, 103: 88, 20: 21, 21: 22, 22: 20}), 10},
		"lines with their code": {seen + "IJKLMN", within(func(row int) int { return first + last - row }), 0},
	} {
		got := record.JudgeOf(respelt(t, data, "xl/worksheets/sheet4.xml", tearing(c.columns, c.to)), r, "")
		asked := map[string]bool{}
		for _, f := range got.Findings {
			if f.Code == "TMPL-006" || f.Code == "CELL-001" {
				asked[f.ID] = true
			}
		}
		for _, both := range []struct{ was, is map[string]any }{{base.Values, got.Values}, {base.Prior, got.Prior}} {
			for id, v := range both.was {
				if is, read := both.is[id]; read && is != v {
					t.Errorf("%s: %s is %v, was %v", name, id, is, v)
				}
			}
		}
		for id := range base.Values {
			if _, read := got.Values[id]; !read && !asked[id] {
				t.Errorf("%s: %s is neither read nor asked for", name, id)
			}
		}
		if lost := len(base.Values) - len(got.Values); got.Unit != "chi-minh" || lost > c.atMost || lost == 0 && c.atMost > 0 {
			t.Errorf("%s: %s, %d figures are asked for again", name, got.Unit, lost)
		}
	}
}
