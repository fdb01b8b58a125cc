package answer

import (
	"slices"

	"tonghop/internal/ask/form"
	"tonghop/internal/sheet"
	"tonghop/internal/viet"
)

// mostSurveyed is how many sheets one of the form's is looked for on: those on which most of
// it stands. A workbook may have two thousand.
const mostSurveyed = 20

// hit is a cell that may be the form's own: its text is a code, or folded a label.
type hit struct {
	row, col     int
	text, folded string
}

// ownWords are the codes and labels of a plan.
type ownWords struct {
	codes   map[string]bool
	labels  map[string]bool   // folded
	folded  map[string]string // labels as they are folded
	longest int               // so many bytes a text may have that is a label
}

// ownWordsOf is under what they are remembered with a plan.
type ownWordsOf struct{}

func (f *finder) own() *ownWords {
	return f.plan.Remember(ownWordsOf{}, func() any {
		w := &ownWords{codes: map[string]bool{}, labels: map[string]bool{}, folded: map[string]string{}}
		for _, in := range f.plan.Inputs {
			w.codes[in.Code] = true
			if _, ok := w.folded[in.Label]; ok || in.Label == "" {
				continue
			}
			t := viet.Fold(in.Label)
			w.folded[in.Label], w.labels[t] = t, true
			w.longest = max(w.longest, 4*len(in.Label)) // without composed letters, and with blanks between
		}
		return w
	}).(*ownWords)
}

// label is an input's label, folded.
func (w *ownWords) label(in form.Input) string { return w.folded[in.Label] }

// hits are the cells of a sheet that may be the form's own. Each is looked at once, whatever
// is looked for.
func (f *finder) hits(s *sheet.Sheet) []hit {
	if all, ok := f.said[s]; ok {
		return all
	}
	w := f.own()
	var all []hit
	for c := range s.Cells() {
		if c.Kind != sheet.Text || c.Formula || len(c.Text) > max(1000, w.longest) {
			continue
		}
		h := hit{row: c.Row, col: c.Col, text: trim(c.Text)}
		if len(c.Text) <= w.longest {
			h.folded = viet.Fold(c.Text)
		}
		if !w.labels[h.folded] {
			h.folded = ""
		}
		if w.codes[h.text] || h.folded != "" {
			all = append(all, h)
		}
	}
	f.said[s] = all
	return all
}

// likely are the sheets on which a sheet of the form may stand, in their order.
func (f *finder) likely(inputs []form.Input) []*sheet.Sheet {
	n := map[*sheet.Sheet]int{}
	codes := map[string]bool{}
	for _, in := range inputs {
		codes[in.Code], codes[f.own().label(in)] = true, true
		a, _ := f.book.Area(in.Name)
		n[a.Sheet]++
	}
	var all []*sheet.Sheet
	for _, s := range f.book.Sheets {
		if f.used[s] != "" {
			continue
		}
		n[s] += min(s.Named(), len(inputs))
		for _, h := range f.hits(s) {
			if codes[h.text] || h.folded != "" && codes[h.folded] {
				n[s]++
			}
		}
		if n[s] > 0 {
			all = append(all, s)
		}
	}
	if len(all) > mostSurveyed {
		slices.SortStableFunc(all, func(a, b *sheet.Sheet) int { return n[b] - n[a] })
		all = all[:mostSurveyed]
		slices.SortFunc(all, func(a, b *sheet.Sheet) int { return a.Index - b.Index })
	}
	return all
}
