// Package letter fills documents that officers edit in Word: the report that is signed, proposals, letters.
// A template's bytes and what its placeholders stand for become a document's bytes and what was wrong at which
// place. Pure: no clock, no files. What is not a placeholder stays byte for byte.
//
// A placeholder is {{name}}. {{#name}} … {{/name}} repeats what stands between for each row of a list, or keeps
// it where a figure or text is there (and is not zero), or where it is as stated: {{#name=value}};
// {{^name}} … {{/name}} keeps it where that is not so. Marks in different cells of a row repeat the row, marks in
// different paragraphs or rows repeat those, marks around a whole paragraph repeat it, and within a sentence
// they repeat a part of it. A text of several lines that stands alone in a paragraph becomes as many paragraphs.
package letter

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tonghop/internal/count/roll"
	"tonghop/internal/viet"
)

// Document is a template that was filled in.
type Document struct {
	Data     []byte
	Used     []string  // names of the placeholders in it, as the list shows them, each once
	Missing  []string  // those of them for which there is no answer yet: shown as "…"
	Problems []Problem // each cost its own place alone
}

// Filler fills documents with the same values.
type Filler struct {
	lang   string
	byName map[string]*value
	names  []string // of all, as the list shows them
}

// value is what a name stands for.
type value struct {
	name    string // as the list shows it
	text    string
	missing bool
	no      bool // zero, or nothing: a condition on it does not hold
	list    bool
	rows    []scope
}

// scope is what names stand for in a row of a list, before what they stand for everywhere.
type scope map[string]*value

// New is a filler in a language; each placeholder is found by its name in either.
func New(lang string, all []roll.Placeholder) *Filler {
	f := &Filler{lang: lang, byName: map[string]*value{}}
	for _, p := range all {
		v := &value{name: p.Name, text: p.Text, missing: p.Missing, no: p.Empty, list: p.List()}
		for i, cells := range p.Rows {
			row := scope{}
			for n, c := range cells {
				col := p.Columns[n]
				cell := &value{name: p.Name + "/" + col.Name, text: c.Text, missing: c.Missing, no: c.Empty}
				row.put(cell, col.Name, col.Other)
			}
			no := &value{name: p.Name + "/" + roll.RowNumber.In(lang), text: fmt.Sprint(i + 1)}
			row.put(no, roll.RowNumber.VI, roll.RowNumber.EN)
			v.rows = append(v.rows, row)
		}
		for _, name := range []string{p.Name, p.Other} {
			if key := keyOf(name); key != "" && f.byName[key] == nil { // the round's own ids stand first
				f.byName[key] = v
			}
		}
		f.names = append(f.names, p.Name)
	}
	return f
}

func (s scope) put(v *value, names ...string) {
	for _, n := range names {
		if key := keyOf(n); key != "" && s[key] == nil {
			s[key] = v
		}
	}
}

// keyOf is a name as it is compared: Word begins sentences with capitals, and people type
// accents, spaces and hyphens where names have none.
func keyOf(name string) string {
	if !strings.ContainsFunc(name, odd) {
		return name
	}
	parts := strings.Split(name, ".")
	for i, p := range parts {
		parts[i] = strings.ReplaceAll(viet.Fold(p), " ", "_")
	}
	return strings.Join(parts, ".")
}

// odd tells letters that names have which are typed as they stand in the list from others.
func odd(r rune) bool {
	return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '.' && r != '_'
}

// Fill fills a template in. An error is a *Refused: nothing of it can be filled.
func (f *Filler) Fill(template []byte) (Document, error) {
	a, err := openArchive(template)
	if err != nil {
		return Document{}, err
	}
	run := &filling{Filler: f, used: map[string]bool{}, missing: map[string]bool{}, told: map[Problem]bool{}}
	for _, p := range a.texts {
		if err := run.part(p); err != nil {
			return Document{}, err
		}
	}
	data, err := a.pack()
	if err != nil {
		return Document{}, err
	}
	return Document{Data: data, Used: sorted(run.used), Missing: sorted(run.missing), Problems: run.problems}, nil
}

func sorted(set map[string]bool) (out []string) {
	for name := range set {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// filling is one document being filled in.
type filling struct {
	*Filler
	of       Part // the part at hand
	copied   int  // bytes that repetition made
	looked   int  // steps in search of blocks' ends
	used     map[string]bool
	missing  map[string]bool
	told     map[Problem]bool
	problems []Problem
}

// part fills in one part of the document.
func (f *filling) part(p *textPart) error {
	root, err := parse(p.name, p.data)
	if err != nil {
		return err
	}
	if !root.marked() {
		return nil // not a byte of it changes
	}
	f.of = p.kind
	root.kids = f.blocks(root.kids, nil)
	if f.copied > mostCopied || f.looked > mostLooked {
		return refuse(TooLarge, p.name)
	}
	p.data = root.bytes()
	p.changed = true
	return nil
}

// tell notes a problem once, in the order of the text.
func (f *filling) tell(p Problem) {
	p.Part = f.of
	if !f.told[p] {
		f.told[p] = true
		f.problems = append(f.problems, p)
	}
}

// find is what a name stands for in a scope.
func (f *filling) find(name string, in []scope) (*value, bool) {
	key := keyOf(name)
	for _, s := range slices.Backward(in) {
		if v := s[key]; v != nil {
			return v, true
		}
	}
	v := f.byName[key]
	if v == nil {
		return nil, false
	}
	f.used[v.name] = true
	return v, true
}

// near are names that somebody may have meant.
func (f *filling) near(name string, in []scope) string {
	var all []string
	for _, s := range in {
		for key := range s {
			all = append(all, key)
		}
	}
	slices.Sort(all)
	return strings.Join(viet.Nearest(name, append(all, f.names...)), ", ")
}

// section is what a block's opening mark asks: the scopes in which what stands in it is
// written, one after the other. ok is false where the name is not known.
func (f *filling) section(m mark, in []scope) (each [][]scope, ok bool) {
	name, want, stated := strings.Cut(m.name, "=")
	v, ok := f.find(name, in)
	if !ok {
		return nil, false
	}
	holds := !v.missing && !v.no && (v.text != "" || v.list)
	switch {
	case stated:
		holds = !v.missing && viet.Fold(v.text) == viet.Fold(want)
	case v.list && m.kind == opens:
		for _, row := range v.rows {
			each = append(each, append(slices.Clip(in), row))
		}
		return each, true
	case v.list:
		holds = len(v.rows) > 0
	}
	if holds == (m.kind == opens) {
		return [][]scope{in}, true
	}
	return nil, true
}

// text is what stands in the place of a value's mark; bad where it is told as a problem there.
func (f *filling) text(m mark, in []scope) (text string, bad bool) {
	v, ok := f.find(m.name, in)
	switch {
	case !ok:
		f.tell(Problem{Why: Unknown, Name: m.name, Paragraph: m.paragraph, Near: f.near(m.name, in)})
		return unknownHere.With(f.lang, m.name), true
	case v.list:
		f.tell(Problem{Why: IsList, Name: m.name, Paragraph: m.paragraph})
		return listHere.With(f.lang, m.name), true
	case v.missing:
		f.missing[cmp.Or(v.name, m.name)] = true
		return cmp.Or(v.text, notAnswered), false
	}
	return v.text, false
}

// notAnswered stands for a figure or text that nobody gave: never zero, never blank.
const notAnswered = "…"
