package letter

import (
	"slices"
	"strings"
)

// leaf is an element that holds a piece of a paragraph's text.
type leaf struct {
	n, run   *node
	from, to int // in the paragraph's text
}

// line is a paragraph's own text: what its runs hold, whatever stands between them, without
// the text of boxes that hang in it.
type line struct {
	p      *node
	leaves []leaf
	text   string
}

// lineOf gathers a paragraph's text.
func lineOf(p *node) line {
	l := line{p: p}
	var text strings.Builder
	var walk func(n, run *node)
	walk = func(n, run *node) {
		for _, k := range n.kids {
			said, is := said(k)
			switch {
			case run != nil && is:
				from := text.Len()
				text.WriteString(said)
				l.leaves = append(l.leaves, leaf{k, run, from, text.Len()})
			case k.is("r"):
				walk(k, k)
			case !apart(k):
				walk(k, run)
			}
		}
	}
	walk(p, nil)
	l.text = text.String()
	return l
}

// apart tells what holds no text of the paragraph it stands in.
func apart(n *node) bool {
	if !n.word {
		return n.name == "" || n.name == "Fallback"
	}
	return slices.Contains([]string{"pPr", "rPr", "p", "txbxContent", "del", "moveFrom"}, n.name)
}

// said is what an element of a run says.
func said(n *node) (string, bool) {
	switch {
	case n.is("t"):
		text := ""
		for _, k := range n.kids {
			text += k.text
		}
		return text, true
	case n.is("tab"):
		return "\t", true
	case n.is("br"), n.is("cr"):
		return "\n", true
	case n.is("noBreakHyphen"):
		return "-", true
	}
	return "", false
}

// edit is a step of writing a line anew: a piece that is kept as it stands, or a text put at
// a place in the look of what stands there.
type edit struct {
	from, to int
	put      string
	bad      bool // it is told as a problem
	value    bool
}

// write writes the line anew from steps in the order of their places. Runs keep their looks; a
// text that is put has the look of the run in which its mark begins.
func (l line) write(edits []edit) {
	for _, lf := range l.leaves {
		var pieces []edit
		kept := 0
		for _, e := range edits {
			switch {
			case e.value:
				if e.from >= lf.from && e.from < lf.to {
					pieces = append(pieces, e)
				}
			case max(e.from, lf.from) < min(e.to, lf.to):
				text := l.text[max(e.from, lf.from):min(e.to, lf.to)]
				kept += len(text)
				pieces = append(pieces, edit{put: text})
			}
		}
		switch {
		case kept == lf.to-lf.from && len(pieces) <= 1: // as it stood
		case !lf.n.is("t"): // a tab or break within a mark
			*lf.n = node{}
		default:
			lf.rewrite(pieces)
		}
	}
}

// rewrite has a leaf hold other text.
func (lf leaf) rewrite(pieces []edit) {
	t := lf.n.prefix()
	open := "<" + t + `t xml:space="preserve">`
	shut := "</" + t + "t>"
	var b strings.Builder
	b.WriteString(open)
	for _, p := range pieces {
		text := escapedLines(p.put, shut+"<"+t+"br/>"+open, shut+"<"+t+"tab/>"+open)
		if !p.bad {
			b.WriteString(text)
			continue
		}
		end := shut + "</" + t + "r>"
		b.WriteString(end + lf.run.start + lf.marked(t) + open + text + end + lf.run.start + lf.look() + open)
	}
	b.WriteString(shut)
	*lf.n = node{start: b.String()}
}

// look is how a run looks, as it stands.
func (lf leaf) look() string {
	if look := lf.run.child("rPr"); look != nil {
		return string(look.bytes())
	}
	return ""
}

// marked is the same look on a yellow ground.
func (lf leaf) marked(t string) string {
	inner := ""
	if look := lf.run.child("rPr"); look != nil {
		for _, k := range look.kids {
			if !k.is("highlight") {
				inner += string(k.bytes())
			}
		}
	}
	return "<" + t + "rPr>" + inner + "<" + t + "highlight " + t + `val="yellow"/></` + t + "rPr>"
}

func escapedLines(text, br, tab string) string {
	var b strings.Builder
	for i, l := range strings.Split(text, "\n") {
		if i > 0 {
			b.WriteString(br)
		}
		for n, cell := range strings.Split(l, "\t") {
			if n > 0 {
				b.WriteString(tab)
			}
			b.WriteString(escaped(cell))
		}
	}
	return b.String()
}

// without takes marks out of a line and leaves the rest, to be read again.
func (l line) without(marks ...mark) line {
	for _, lf := range l.leaves {
		text := l.text[lf.from:lf.to]
		for i := len(marks) - 1; i >= 0; i-- {
			from, to := max(marks[i].from, lf.from)-lf.from, min(marks[i].to, lf.to)-lf.from
			if from < to {
				text = text[:from] + text[to:]
			}
		}
		switch {
		case len(text) == lf.to-lf.from:
		case lf.n.is("t"):
			open := "<" + lf.n.prefix() + `t xml:space="preserve">`
			lf.n.hold(&node{start: escaped(text), text: text})
			lf.n.start = open
		default:
			*lf.n = node{}
		}
	}
	return lineOf(l.p)
}

// blank tells whether a line says nothing; a section's last paragraph is never blank, nor one
// with a picture.
func (l line) blank() bool {
	return strings.TrimSpace(l.text) == "" && !holds(l.p, "sectPr", "drawing", "pict", "object")
}

func holds(n *node, names ...string) bool {
	for _, k := range n.kids {
		for _, name := range names {
			if k.is(name) {
				return true
			}
		}
		if holds(k, names...) {
			return true
		}
	}
	return false
}
