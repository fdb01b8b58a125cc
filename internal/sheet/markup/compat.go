package markup

import (
	"strings"
)

// Markup for older readers (ECMA-376-3): of alternatives the first is read that needs nothing
// beyond what we know, else the fallback; of an element that is not ours but whose content
// is to be processed, the content.

// mostPassages is how many kinds of elements may be in force whose content is read without
// them; it keeps every look-up short.
const mostPassages = 32

// passage is a kind of element, not ours, whose content is read as if it were not there.
type passage struct {
	uri   string // of its namespace, as written
	local string // its name there; "*" for any
	level int    // of the element that says so: it holds within
	from  int32  // where that one begins
}

// apart tells how an element of another namespace is told that stands in one whose content
// is read.
func (x *Scanner) apart(e element, seen uint8) uint8 {
	parent := &x.Open[len(x.Open)-1]
	switch local := x.S[e.local:e.Name.to]; {
	case seen == compat && local == "AlternateContent":
		return compat
	case seen == compat && local == "Choice":
		if parent.taken || !x.understood(x.Attr("Requires")) {
			return foreign
		}
		parent.taken = true
		return compat
	case seen == compat && local == "Fallback" && !parent.taken:
		return compat
	case len(x.through) > 0 && x.passed(e):
		return compat
	}
	return foreign
}

// understood tells whether all namespaces of a list of prefixes are known here.
func (x *Scanner) understood(prefixes string) bool {
	all := strings.Fields(prefixes)
	for _, p := range all {
		if !x.Pass(len(p)) || x.space(p) == foreign {
			return false
		}
	}
	return len(all) > 0
}

// process notes what the element that is being opened says of elements whose content is to
// be processed.
func (x *Scanner) process(e element) {
	live := x.through[:0]
	for _, p := range x.through {
		if p.level < len(x.Open) && x.Open[p.level].Name.From == p.from {
			live = append(live, p)
		}
	}
	x.through = live
	for _, a := range x.Attrs {
		prefix, local, _ := strings.Cut(x.Cut(a.Name), ":")
		if local != "ProcessContent" || x.space(prefix) != compat {
			continue
		}
		for name := range strings.FieldsSeq(x.Value(a)) {
			prefix, local, ok := strings.Cut(name, ":")
			if b := x.bound(prefix); ok && b != nil && len(x.through) < mostPassages {
				x.through = append(x.through, passage{x.Cut(b.uri), local, len(x.Open), e.Name.From})
			}
		}
	}
}

// passed tells whether the content of an element is read without it.
func (x *Scanner) passed(e element) bool {
	prefix := ""
	if e.local > e.Name.From {
		prefix = x.S[e.Name.From : e.local-1]
	}
	b := x.bound(prefix)
	if b == nil {
		return false
	}
	local := x.S[e.local:e.Name.to]
	for _, p := range x.through {
		x.Steps++
		within := p.level < len(x.Open) && x.Open[p.level].Name.From == p.from || p.from == e.Name.From
		if within && (p.local == local || p.local == "*") && p.uri == x.Cut(b.uri) {
			return true
		}
	}
	return false
}

// bound is the declaration of a prefix that is in force; nil for none.
func (x *Scanner) bound(prefix string) *binding {
	x.Steps += len(x.ns)
	for i := len(x.ns) - 1; i >= 0; i-- {
		if x.Cut(x.ns[i].prefix) == prefix {
			return &x.ns[i]
		}
	}
	return nil
}
