package sheet

import (
	"errors"

	"tonghop/internal/sheet/bounds"
)

// refusal is an error as a refusal, nil where it is none.
func refusal(err error) *bounds.Refusal {
	var ref *bounds.Refusal
	if errors.As(err, &ref) {
		return ref
	}
	return nil
}

// sheets reads the cells of every sheet. Which of them are the form's is not known here: one
// that cannot be read, or is too large, is kept without its cells and says why (Unread).
func (p *parser) sheets(targets []string) error {
	total := 0
	for i, s := range p.Sheets {
		if s.Unread == nil {
			if err := p.sheet(s, targets[i]); err != nil {
				ref := refusal(err)
				if ref == nil {
					return err
				}
				p.x.Err = nil
				s.leave(ref)
			}
			p.boxes(s, targets[i])
		}
		for total += len(s.cells); total > p.lim.Cells; {
			s, part := p.heaviest(targets[:i+1])
			total -= len(s.cells)
			s.leave(refusal(bounds.Over(part, "more than %d cells", p.lim.Cells)))
		}
	}
	read := false
	for i, s := range p.Sheets {
		if read = read || s.Unread == nil; s.Unread != nil {
			p.note(targets[i], s.Unread.Cell, s.Unread.Reason)
		}
	}
	if !read {
		return p.Sheets[0].Unread
	}
	return p.lateStrings()
}

// leave lets go of what was read of a sheet.
func (s *Sheet) leave(why *bounds.Refusal) {
	s.Unread = why
	s.cells, s.merged, s.runs, s.asked, s.rowAt = nil, nil, nil, nil, nil
}

// heaviest is the sheet to do without where all together hold too much: the one with the
// fewest names, which a form's sheets have by the hundred, and of those the largest.
func (p *parser) heaviest(targets []string) (out *Sheet, part string) {
	if p.named == nil {
		p.named = map[string]int{}
		for _, ref := range p.Names {
			if title, _, ok := cutRef(ref); ok {
				p.named[fold(title)]++
			}
		}
	}
	for i := range targets {
		s := p.Sheets[i]
		if len(s.cells) == 0 {
			continue
		}
		if out == nil {
			out, part = s, targets[i]
			continue
		}
		n, most := p.named[fold(s.Name)], p.named[fold(out.Name)]
		if n < most || n == most && len(s.cells) > len(out.cells) {
			out, part = s, targets[i]
		}
	}
	return out, part
}

// lateStrings reads, of a table of strings that holds more than are read at once, those that
// the cells ask for which were kept.
func (p *parser) lateStrings() error {
	if p.many == "" {
		return nil
	}
	asked := map[int]item{}
	for c := range p.waiting() {
		if i, ok := digits(c.text); ok {
			asked[i] = item{}
		}
	}
	x := &p.x
	x.Scan("sst", p.many, p.archive.text(p.many), p.lim.Depth)
	x.Lenient = true
	n := 0
	for x.Next() {
		if x.Start != "si" {
			continue
		}
		if _, ok := asked[n]; ok {
			asked[n] = itemOf(x)
		} else {
			x.Skip()
		}
		n++
	}
	if x.Err != nil {
		return x.Err
	}
	for c, s := range p.waiting() {
		r := cellReader{parser: p, sheet: s, part: p.many}
		i, ok := digits(c.text)
		c.flags &^= isShared
		if !ok || i >= n {
			r.spoil(c, c.text, "no such shared string")
			continue
		}
		if asked[i].mixed {
			r.spoil(c, asked[i].text, "an element in its text")
			continue
		}
		if c.text = asked[i].text; c.text == "" {
			c.kind = Empty
		}
		s.rich(*c, asked[i].runs)
	}
	return nil
}

// waiting are the cells whose text is still the number of a shared string.
func (p *parser) waiting() func(yield func(*stored, *Sheet) bool) {
	return func(yield func(*stored, *Sheet) bool) {
		for _, s := range p.Sheets {
			for i := range s.cells {
				if s.cells[i].flags&isShared != 0 && !yield(&s.cells[i], s) {
					return
				}
			}
		}
	}
}
