// Package legible reads a workbook that was written here as a person's eyes meet it, and tells
// what is hard to read: pale texts, inputs without an edge, charts without words, headings that
// are cut, dates in several styles, marks that a program would put on it. Tests alone ask.
package legible

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// leastCalc is the version of calculation that programs of today write: Excel computes what an older
// one says anew, and then asks on closing whether to save.
const leastCalc = 191029

// Faults lists what is hard to read in a workbook whose words are in a language, each with its
// sheet and cell, in order.
func Faults(data []byte, lang string) ([]string, error) {
	b, err := open(data)
	if err != nil {
		return nil, err
	}
	l := &looker{book: b, seen: map[string]bool{}}
	l.properties(lang)
	for _, s := range b.sheets {
		if err := l.sheet(s); err != nil {
			return nil, err
		}
	}
	for _, name := range b.names() {
		if err := l.drawing(name, lang); err != nil {
			return nil, err
		}
	}
	return l.faults, nil
}

// looker collects faults; one of many cells with the same look is told once a sheet.
type looker struct {
	book   *book
	seen   map[string]bool
	faults []string
}

// fault notes what is wrong at a place, once for each kind of it.
func (l *looker) fault(where, kind, what string, args ...any) {
	if l.seen[kind] {
		return
	}
	l.seen[kind] = true
	l.faults = append(l.faults, where+": "+fmt.Sprintf(what, args...))
}

// properties asks what the workbook says of itself.
func (l *looker) properties(lang string) {
	if got := l.book.core.Language; got != lang {
		l.fault("docProps/core.xml", "language", "the language is %q, not %q", got, lang)
	}
	if calc := l.book.main.Calc; calc.ID < leastCalc || calc.OnLoad {
		l.fault("xl/workbook.xml", "calc", "computed anew on opening: calcId %d, fullCalcOnLoad %v", calc.ID,
			calc.OnLoad)
	}
}

// book is a workbook's parts with what all its sheets share.
type book struct {
	parts  map[string]*zip.File
	core   coreProperties
	main   workbook
	styles styles
	sheets []sheetPart
}

type coreProperties struct {
	Language string `xml:"language"`
}

type workbook struct {
	Sheets []struct {
		Name  string `xml:"name,attr"`
		State string `xml:"state,attr"`
		ID    string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
	} `xml:"sheets>sheet"`
	Calc struct {
		ID     int  `xml:"calcId,attr"`
		OnLoad bool `xml:"fullCalcOnLoad,attr"`
	} `xml:"calcPr"`
}

type relationships struct {
	Links []struct {
		ID     string `xml:"Id,attr"`
		Target string `xml:"Target,attr"`
	} `xml:"Relationship"`
}

type sheetPart struct{ name, part string }

// open reads what all sheets share, and which sheets people see.
func open(data []byte) (*book, error) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("open workbook: %w", err)
	}
	b := &book{parts: map[string]*zip.File{}}
	for _, f := range r.File {
		b.parts[f.Name] = f
	}
	var links relationships
	for name, to := range map[string]any{
		"docProps/core.xml":          &b.core,
		"xl/workbook.xml":            &b.main,
		"xl/_rels/workbook.xml.rels": &links,
		"xl/styles.xml":              &b.styles,
	} {
		if err := b.read(name, to); err != nil {
			return nil, err
		}
	}
	for _, s := range b.main.Sheets {
		for _, link := range links.Links {
			if link.ID == s.ID && s.State == "" {
				part := strings.TrimPrefix(path.Join("/xl", link.Target), "/")
				if strings.HasPrefix(link.Target, "/") {
					part = strings.TrimPrefix(link.Target, "/")
				}
				b.sheets = append(b.sheets, sheetPart{name: s.Name, part: part})
			}
		}
	}
	return b, nil
}

// names are the names of all parts, in order.
func (b *book) names() []string {
	var out []string
	for name := range b.parts {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// part is the bytes of a part.
func (b *book) part(name string) ([]byte, error) {
	f, ok := b.parts[name]
	if !ok {
		return nil, fmt.Errorf("read part %s: not in the workbook", name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("read part %s: %w", name, err)
	}
	defer r.Close()
	return io.ReadAll(r)
}

// read reads a part of XML.
func (b *book) read(name string, to any) error {
	data, err := b.part(name)
	if err != nil {
		return err
	}
	if err := xml.Unmarshal(data, to); err != nil {
		return fmt.Errorf("read part %s: %w", name, err)
	}
	return nil
}
