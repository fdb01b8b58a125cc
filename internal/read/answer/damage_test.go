package answer_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/read/answer"
	"tonghop/internal/sheet"
)

var update = flag.Bool("update", false, "write what is read of the damaged returns anew")

// TestDamage reads returns that were damaged as testdata/damage.txt says, and holds what is
// understood and said of them against what stands there. A story is
//
//	# what a clerk or a program did
//	UNIT
//	a change a line
//	->
//	what is said and what is read otherwise than in the whole return, a line each
func TestDamage(t *testing.T) {
	r := load(t)
	path := filepath.Join("testdata", "damage.txt")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	wholes := map[string]*whole{}
	var out []string
	for _, story := range strings.Split(strings.TrimSpace(string(text)), "\n\n") {
		head, want, _ := strings.Cut(story, "\n->")
		lines := strings.Split(head, "\n")
		w := wholes[lines[1]]
		if w == nil {
			w = &whole{r: r, apart: takeApart(t, r, lines[1])}
			w.read = read(t, r, w.apart.open())
			wholes[lines[1]] = w
		}
		got := w.after(t, lines[2:])
		out = append(out, strings.Join(append(append(lines, "->"), got...), "\n"))
		if want = strings.TrimPrefix(want, "\n"); want != strings.Join(got, "\n") && !*update {
			t.Errorf("%s:\n%s\nread:\n%s\nwant:\n%s", lines[0], strings.Join(lines[2:], "\n"), strings.Join(got, "\n"), want)
		}
	}
	if *update {
		if err := os.WriteFile(path, []byte(strings.Join(out, "\n\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// whole is a faultless return.
type whole struct {
	r     *round.Round
	apart *book
	read  reading
}

// after is what is read of the return after some changes, where that differs.
func (w *whole) after(t *testing.T, changes []string) []string {
	t.Helper()
	b := w.apart.clone(t)
	for _, c := range changes {
		b.do(c)
	}
	book := b.open()
	ret, fs := answer.Read(book, w.r)
	return w.outcome(book, ret, fs)
}

func (w *whole) outcome(book *sheet.Book, ret *answer.Return, fs []finding.Finding) (out []string) {
	out = grouped(spokenAll(fs))
	if ret == nil {
		return append(out, "not read")
	}
	got := readingOf(ret, fs)
	ways := map[answer.How]int{}
	for _, how := range got.how {
		ways[how]++
	}
	for _, how := range []answer.How{answer.ByCode, answer.ByLabel, answer.ByPosition} {
		if ways[how] > 0 {
			out = append(out, fmt.Sprintf("by %s: %d", how, ways[how]))
		}
	}
	var wrong []string
	for i, in := range ret.Plan.Inputs {
		if a := ret.Of(i); a.State == answer.Wrong {
			wrong = append(wrong, fmt.Sprintf("wrong %s %s", in.Name, shortened(a.Raw)))
		}
	}
	out = append(out, grouped(wrong)...)
	for _, s := range ret.Plan.Sheets {
		if was, is := w.read.ret.Sheets[s.Key], ret.Sheets[s.Key]; is != was {
			out = append(out, fmt.Sprintf("on %q, was %q", is, was))
		}
	}
	if was, is := placed(w.read.ret), placed(ret); is != was {
		out = append(out, fmt.Sprintf("stand somewhere: %d, were %d", is, was))
	}
	return append(append(out, grouped(w.differ(got))...), misplaced(book, ret)...)
}

// placed is how many answers stand somewhere, given or not.
func placed(ret *answer.Return) (n int) {
	for i := range ret.Plan.Inputs {
		if ret.Of(i).Row > 0 {
			n++
		}
	}
	return n
}

// differ says which answers are others than in the whole return.
func (w *whole) differ(got reading) (out []string) {
	all := maps.Clone(w.read.answers)
	maps.Copy(all, got.answers)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if a, b := w.read.answers[name], got.answers[name]; a != b {
			out = append(out, name+": "+shortened(b)+", was "+shortened(a))
		}
	}
	return out
}

// shortened is how a text begins, and how many lines it has where that is more than one.
func shortened(s string) string {
	out := fmt.Sprintf("%.60q", s)
	if n := strings.Count(s, "\n"); n > 0 {
		out += fmt.Sprintf(" (%d lines)", n+1)
	}
	return out
}

// misplaced are answers that do not stand where the return says; there are none.
func misplaced(book *sheet.Book, ret *answer.Return) (out []string) {
	for i, in := range ret.Plan.Inputs {
		a := ret.Of(i)
		if !a.Known() || a.Implied || in.LastRow > in.Row {
			continue
		}
		s := book.Sheet(a.Sheet)
		if s == nil || s.Index != a.Order {
			out = append(out, fmt.Sprintf("%s stands on no sheet: %+v", in.Name, a))
		} else if c := s.At(a.Row, a.Col); !c.IsDate && c.Kind != sheet.Bool && strings.TrimSpace(c.Text) != strings.TrimSpace(a.Raw) {
			out = append(out, fmt.Sprintf("%s is %q, and at %s stands %q", in.Name, a.Raw, a.Ref(), c.Text))
		}
	}
	return out
}

// grouped counts lines that begin with the same word where there are many.
func grouped(lines []string) (out []string) {
	by := map[string][]string{}
	var order []string
	for _, l := range lines {
		first, _, _ := strings.Cut(l, " ")
		if strings.HasSuffix(first, ":") { // an answer
			first = "answers"
		}
		if by[first] == nil {
			order = append(order, first)
		}
		by[first] = append(by[first], l)
	}
	for _, first := range order {
		all := by[first]
		if len(all) > 6 {
			all = []string{all[0], fmt.Sprintf("... %d in all", len(all)), all[len(all)-1]}
		}
		out = append(out, all...)
	}
	return out
}

// do changes a return: a word, the sheet's key and what the word asks for.
func (b *book) do(change string) {
	b.t.Helper()
	args := strings.Fields(change)
	on := b.title(args[1])
	n := func(i int) int {
		v, err := strconv.Atoi(args[i])
		if err != nil {
			b.t.Fatal(change, err)
		}
		return v
	}
	rest := func(i int) string { return strings.Join(args[i:], " ") }
	follow := args[len(args)-1] == "names-follow"
	switch args[0] {
	case "rows": // put in, or taken out
		b.move(on, follow, shiftRows(n(2), n(3)))
	case "columns":
		b.move(on, follow, transposed(shiftRows(n(2), n(3))))
	case "column": // put elsewhere
		b.move(on, follow, columnTo(n(2), n(3)))
	case "cells": // of a range pushed down, over what stands there
		b.move(on, follow, pushed(b.area(args[2]), n(3), 0))
	case "aside": // of a range pushed to the right
		b.move(on, follow, pushed(b.area(args[2]), 0, n(3)))
	case "reverse":
		area := b.area(args[2])
		b.move(on, follow, func(row, col int) (int, int, bool) {
			if col >= area.col && col <= area.lastCol && row >= area.row && row <= area.lastRow {
				row = area.row + area.lastRow - row
			}
			return row, col, true
		})
	case "shift-names":
		b.shifted(on, n(2), n(3))
	case "own-names": // of the sheet, as a copied one has
		for n, p := range b.names {
			if p.sheet == on {
				b.local[n] = p
			}
		}
		b.dropNames(on)
	case "lose-names":
		b.dropNames(on, args[2:]...)
	case "name": // points elsewhere
		p := b.area(args[3])
		p.sheet = on
		b.names[args[2]] = p
	case "clear":
		area := b.area(args[2])
		for row := area.row; row <= area.lastRow; row++ {
			for col := area.col; col <= area.lastCol; col++ {
				delete(b.cells[on], [2]int{row, col})
			}
		}
	case "again": // what stands in one cell is written into another one
		from, to := b.area(args[2]), b.area(args[3])
		b.cells[on][[2]int{to.row, to.col}] = b.cells[on][[2]int{from.row, from.col}]
	case "write":
		b.put(on, args[2], sheet.Cell{Kind: sheet.Text, Text: rest(3)})
	case "number":
		b.put(on, args[2], sheet.Cell{Kind: sheet.Number, Text: rest(3)})
	case "formula":
		b.put(on, args[2], sheet.Cell{Kind: sheet.Text, Text: rest(3), Formula: true})
	case "pending":
		b.put(on, args[2], sheet.Cell{Pending: true})
	case "true-false":
		b.put(on, args[2], sheet.Cell{Kind: sheet.Bool, Text: rest(3)})
	case "error":
		b.put(on, args[2], sheet.Cell{Kind: sheet.Fault, Text: rest(3)})
	case "date":
		b.put(on, args[2], sheet.Cell{Kind: sheet.Number, Text: rest(3), IsDate: true})
	case "struck":
		b.put(on, args[2], sheet.Cell{Kind: sheet.Text, Text: rest(3), Struck: true})
	case "font":
		b.put(on, args[2], sheet.Cell{Kind: sheet.Text, Font: strings.ReplaceAll(args[3], "_", " "), Text: rest(4)})
	case "parts": // struck ~, raised ^, in a font of their own font=, or as the cell is
		b.put(on, args[2], sheet.Cell{Kind: sheet.Text, Text: "-", Runs: runsOf(rest(3))})
	case "struck-parts": // in a cell that is struck
		b.put(on, args[2], sheet.Cell{Kind: sheet.Text, Text: "-", Runs: runsOf(rest(3)), Struck: true})
	case "merge":
		p := b.area(args[2])
		b.merges[on] = append(b.merges[on], [4]int{p.row, p.col, p.lastRow, p.lastCol})
	case "copy":
		b.copySheet(on, rest(2))
	case "rename":
		b.rename(on, rest(2))
	case "lose":
		b.lose(on)
	default:
		b.t.Fatal("what is ", change)
	}
}

func (b *book) put(on, ref string, c sheet.Cell) {
	p := b.area(ref)
	if b.cells[on] == nil {
		b.order = append(b.order, on)
		b.cells[on] = map[[2]int]sheet.Cell{}
	}
	b.cells[on][[2]int{p.row, p.col}] = c
}

// runsOf are the parts of a text, which | parts.
func runsOf(text string) (out []sheet.Run) {
	for _, part := range strings.Split(text, "|") {
		run := sheet.Run{Text: strings.TrimLeft(part, "~^"), Struck: part[0] == '~', Raised: part[0] == '^'}
		if font, rest, ok := strings.Cut(part, "="); ok {
			run.Font, run.Text = strings.ReplaceAll(font, "_", " "), rest
		}
		run.Plain = !run.Struck && !run.Raised && run.Font == ""
		out = append(out, run)
	}
	return out
}

// title is the title of a sheet by its key, where it is one.
func (b *book) title(key string) string {
	titles := map[string]string{"unit": unit, "report": report, "figures": figures, "card": card, "lists": lists, "hidden": stamp}
	if t := titles[key]; t != "" {
		return t
	}
	return key
}

// area is a range on a sheet that is not told.
func (b *book) area(ref string) place {
	first, last, ok := strings.Cut(ref, ":")
	if !ok {
		last = first
	}
	row, col, err := sheet.ParseRef(first)
	lastRow, lastCol, err2 := sheet.ParseRef(last)
	if err != nil || err2 != nil {
		b.t.Fatal(ref, err, err2)
	}
	return place{row: row, col: col, lastRow: lastRow, lastCol: lastCol}
}

// pushed moves the cells of an area over others.
func pushed(p place, rows, cols int) func(row, col int) (int, int, bool) {
	in := func(row, col int) bool { return row >= p.row && row <= p.lastRow && col >= p.col && col <= p.lastCol }
	return func(row, col int) (int, int, bool) {
		if in(row, col) {
			return row + rows, col + cols, true
		}
		return row, col, !in(row-rows, col-cols)
	}
}

// shiftRows puts n rows in, or takes -n out.
func shiftRows(at, n int) func(row, col int) (int, int, bool) {
	return func(row, col int) (int, int, bool) {
		switch {
		case n < 0 && row >= at && row < at-n:
			return row, col, false
		case row >= at:
			row += n
		}
		return row, col, true
	}
}

func transposed(to func(row, col int) (int, int, bool)) func(row, col int) (int, int, bool) {
	return func(row, col int) (int, int, bool) {
		c, r, ok := to(col, row)
		return r, c, ok
	}
}

func columnTo(from, to int) func(row, col int) (int, int, bool) {
	return func(row, col int) (int, int, bool) {
		switch {
		case col == from:
			col = to
		case from < to && col > from && col <= to:
			col--
		case from > to && col >= to && col < from:
			col++
		}
		return row, col, true
	}
}
