package answer

import (
	"strings"

	"tonghop/internal/ask/form"
	"tonghop/internal/sheet"
)

// twins looks for a second copy of a sheet of the form. A copy that nobody filled in,
// or that says the same, is left; where the copy was filled in and not the sheet, it
// is read instead; where both were, what they say differently is disputed.
func (f *finder) twins() {
	for _, s := range f.book.Sheets {
		if f.used[s] != "" || stamped(s) {
			continue
		}
		said := f.saidOn(s)
		if len(said) == 0 {
			continue
		}
		for _, inputs := range f.bySheet() {
			key := inputs[0].Sheet
			if !f.placed(key) || !resembles(said, inputs) {
				continue
			}
			g := f.survey(s, inputs)
			if f.compare(inputs, g.spots(f)) {
				f.cols[s] = [2]int{g.codeCol, g.labelCol}
			}
			f.used[s] = key
			break
		}
	}
}

func (f *finder) placed(k form.SheetKey) bool {
	for _, key := range f.used {
		if key == k {
			return true
		}
	}
	return false
}

// bySheet are the plan's inputs, sheet by sheet.
func (f *finder) bySheet() (out [][]form.Input) {
	all := f.plan.Inputs
	for i := 0; i < len(all); {
		j := i
		for j < len(all) && all[j].Sheet == all[i].Sheet {
			j++
		}
		out = append(out, all[i:j])
		i = j
	}
	return out
}

// saidOn are the plan's codes that stand on a sheet.
func (f *finder) saidOn(s *sheet.Sheet) map[string]bool {
	codes := f.plan.Remember(allCodes, func() any {
		all := map[string]bool{}
		for _, in := range f.plan.Inputs {
			all[in.Code] = true
		}
		return all
	}).(map[string]bool)
	var out map[string]bool
	for text := range s.Texts() {
		if len(text) > 80 {
			continue
		}
		if text = trim(text); codes[text] {
			if out == nil {
				out = map[string]bool{}
			}
			out[text] = true
		}
	}
	return out
}

// resembles tells whether a sheet says the codes of at least half of the inputs'
// lines.
func resembles(said map[string]bool, inputs []form.Input) bool {
	all, here, last := 0, 0, ""
	for _, in := range inputs {
		if in.Code == last {
			continue // of the same line
		}
		last = in.Code
		if all++; said[in.Code] {
			here++
		}
	}
	return here*2 >= all
}

// compare weighs a second copy of a sheet against the first; true where it is read
// instead.
func (f *finder) compare(inputs []form.Input, copied map[string]spot) bool {
	ours, theirs := 0, 0
	var differ []string
	for _, in := range inputs {
		if in.Part == form.Stamp || in.Part == form.Computed {
			continue
		}
		a, b := content(f.spot(in.Name)), content(copied[in.Name])
		if a != "" {
			ours++
		}
		if b != "" {
			theirs++
		}
		if a != b {
			differ = append(differ, in.Name)
		}
	}
	switch {
	case theirs == 0 || len(differ) == 0:
	case ours == 0:
		for name, sp := range copied {
			f.put(name, sp)
		}
		return true
	default:
		for _, name := range differ {
			sp := f.spot(name)
			sp.how = Twice
			f.put(name, sp)
		}
	}
	return false
}

// content is what stands in an input, as text.
func content(sp spot) string {
	if sp.area.Sheet == nil {
		return ""
	}
	var b strings.Builder
	for row := sp.area.Row; row <= sp.area.Sheet.LastIn(sp.area.LastRow); row++ {
		for col := sp.area.Col; col <= sp.area.LastCol; col++ {
			if t := trim(sp.area.Sheet.At(row, col).Text); t != "" {
				b.WriteString(t + "\n")
			}
		}
	}
	return b.String()
}
