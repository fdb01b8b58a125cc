// Command make writes the documents of the first round from texts with a light markup, so that what they say
// can be read and compared: go run ./templates/make. Officers edit the documents themselves, in Word.
//
// A line is a paragraph. Before its text it may have a look in square brackets:
//
//	c r j      centred, right, justified (the usual)
//	b i        bold, italic
//	n          no indent of the first line
//	k          on one page with what follows
//	12         the size of its letters in points
//	before=6   points of room before it; after= behind it
//	page       on a new page
//	line       a short rule under nothing, as stands below titles
//
// *text* within a paragraph is italic, \* is a star. A blank line ends a table. [letterhead] and [signature] begin
// tables of two columns without borders, filled cell by cell; [table 8 50 42] begins one with borders and columns of
// those shares, a line a row, its cells parted by |. Paragraphs of a cell are parted by //.
package main

import (
	"archive/zip"
	"bytes"
	"embed"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

//go:embed *.txt
var texts embed.FS

func main() {
	dir := "templates/antt-2019"
	if len(os.Args) > 1 {
		dir = os.Args[1]
	}
	if err := write(dir); err != nil {
		fmt.Fprintln(os.Stderr, "make:", err)
		os.Exit(1)
	}
}

// write writes every document into a folder.
func write(dir string) error {
	files, err := texts.ReadDir(".")
	if err != nil {
		return err
	}
	for _, f := range files {
		data, err := document(f.Name())
		if err != nil {
			return fmt.Errorf("%s: %w", f.Name(), err)
		}
		name := strings.TrimSuffix(f.Name(), ".txt") + ".docx"
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// document is the bytes of a text's document.
func document(name string) ([]byte, error) {
	text, err := texts.ReadFile(name)
	if err != nil {
		return nil, err
	}
	body, err := bodyOf(string(text))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, p := range []struct{ name, data string }{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", packageRelations},
		{"word/document.xml", declaration + `<w:document ` + spaces + `><w:body>` + body + section + bodyEnd},
		{"word/_rels/document.xml.rels", documentRelations},
		{"word/styles.xml", styles},
		{"word/settings.xml", settings},
		{"word/header1.xml", header},
	} {
		to, err := w.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate})
		if err != nil {
			return nil, err
		}
		if _, err := to.Write([]byte(p.data)); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// The width of the text in twentieths of a point: A4 without margins of 30 and 15 mm.
const textWidth = 11906 - 1701 - 850

// bodyOf is a text's paragraphs and tables.
func bodyOf(text string) (string, error) {
	var out strings.Builder
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		line := strings.TrimSpace(lines[i])
		head, _, _ := strings.Cut(strings.TrimPrefix(line, "["), "]")
		kind, shares, _ := strings.Cut(head, " ")
		switch {
		case line == "":
		case strings.HasPrefix(line, "[") && slices.Contains([]string{"letterhead", "signature", "table"}, kind):
			from := i + 1
			for i+1 < len(lines) && strings.TrimSpace(lines[i+1]) != "" {
				i++
			}
			t, err := table(kind, shares, lines[from:i+1])
			if err != nil {
				return "", fmt.Errorf("line %d: %w", from, err)
			}
			out.WriteString(t)
		default:
			p, err := paragraph(line, false)
			if err != nil {
				return "", fmt.Errorf("line %d: %w", i+1, err)
			}
			out.WriteString(p)
		}
	}
	return out.String(), nil
}

// table is a table; those of letterhead and signature have two columns and no borders.
func table(kind, shares string, lines []string) (string, error) {
	columns := []int{45, 55}
	if kind == "table" {
		columns = nil
		for _, s := range strings.Fields(shares) {
			n, err := strconv.Atoi(s)
			if err != nil {
				return "", fmt.Errorf("the share %q of a column is no number", s)
			}
			columns = append(columns, n)
		}
	}
	if kind != "table" { // its lines are cells
		var rows []string
		for i := 0; i+1 < len(lines); i += 2 {
			rows = append(rows, lines[i]+" | "+lines[i+1])
		}
		lines = rows
	}
	var out strings.Builder
	fmt.Fprintf(&out, `<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/>`, textWidth)
	if kind == "table" {
		out.WriteString(tableBorders + `<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`)
	} else {
		out.WriteString(`<w:tblLayout w:type="fixed"/>` + bare + `</w:tblPr><w:tblGrid>`)
	}
	for _, c := range columns {
		fmt.Fprintf(&out, `<w:gridCol w:w="%d"/>`, textWidth*c/100)
	}
	out.WriteString(`</w:tblGrid>`)
	for i, line := range lines {
		row, err := tableRow(line, columns, kind == "table" && i == 0)
		if err != nil {
			return "", err
		}
		out.WriteString(row)
	}
	out.WriteString(`</w:tbl>`)
	return out.String(), nil
}

func tableRow(line string, columns []int, head bool) (string, error) {
	cells := strings.Split(line, " | ")
	if len(cells) != len(columns) {
		return "", fmt.Errorf("%d cells in %d columns: %s", len(cells), len(columns), line)
	}
	var out strings.Builder
	out.WriteString(`<w:tr><w:trPr><w:cantSplit/>`)
	if head {
		out.WriteString(`<w:tblHeader/>`)
	}
	out.WriteString(`</w:trPr>`)
	for i, c := range cells {
		fmt.Fprintf(&out, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, textWidth*columns[i]/100)
		for _, p := range strings.Split(c, "//") {
			text, err := paragraph(strings.TrimSpace(p), true)
			if err != nil {
				return "", err
			}
			out.WriteString(text)
		}
		out.WriteString(`</w:tc>`)
	}
	out.WriteString(`</w:tr>`)
	return out.String(), nil
}

// starred stands for a star that is meant while a line is parted by stars.
const starred = "\x00"

// look is how a paragraph looks.
type look struct {
	align                    string
	bold, italic, keep, line bool
	page                     bool
	indent                   bool
	size, before, after      int
}

// lookOf reads what stands in brackets.
func lookOf(text string, cell bool) (l look, err error) {
	l = look{align: "both", indent: !cell, size: 14, before: 3, after: 3}
	if cell {
		l.before, l.after, l.align = 0, 0, "left"
	}
	for _, word := range strings.Fields(text) {
		name, value, _ := strings.Cut(word, "=")
		n, number := strconv.Atoi(value)
		switch {
		case word == "c":
			l.align, l.indent = "center", false
		case word == "r":
			l.align, l.indent = "right", false
		case word == "j":
			l.align = "both"
		case word == "b":
			l.bold = true
		case word == "i":
			l.italic = true
		case word == "n":
			l.indent = false
		case word == "k":
			l.keep = true
		case word == "line":
			l.line = true
		case word == "page":
			l.page = true
		case name == "before" && number == nil:
			l.before = n
		case name == "after" && number == nil:
			l.after = n
		default:
			if l.size, err = strconv.Atoi(word); err != nil {
				return l, fmt.Errorf("%q is no look of a paragraph", word)
			}
		}
	}
	return l, nil
}

// paragraph is a line as a paragraph.
func paragraph(line string, cell bool) (string, error) {
	inside, text := "", line
	if strings.HasPrefix(line, "[") {
		inside, text, _ = strings.Cut(line[1:], "]")
	}
	l, err := lookOf(inside, cell)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	out.WriteString(`<w:p><w:pPr>`)
	if l.keep {
		out.WriteString(`<w:keepNext/>`)
	}
	if l.page {
		out.WriteString(`<w:pageBreakBefore/>`)
	}
	if l.line {
		l.size, l.before = 2, 1
		out.WriteString(`<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>`)
	}
	fmt.Fprintf(&out, `<w:spacing w:before="%d" w:after="%d"/>`, 20*l.before, 20*l.after)
	switch {
	case l.line && cell:
		out.WriteString(`<w:ind w:left="1300" w:right="1300"/>`)
	case l.line:
		out.WriteString(`<w:ind w:left="3600" w:right="3600"/>`)
	case l.indent:
		out.WriteString(`<w:ind w:firstLine="720"/>`)
	}
	fmt.Fprintf(&out, `<w:jc w:val="%s"/></w:pPr>`, l.align)
	for i, piece := range strings.Split(strings.ReplaceAll(strings.TrimSpace(text), `\*`, starred), "*") {
		if piece = strings.ReplaceAll(piece, starred, "*"); piece != "" {
			out.WriteString(run(piece, l, i%2 == 1))
		}
	}
	out.WriteString(`</w:p>`)
	return out.String(), nil
}

// run is a piece of text in one look.
func run(text string, l look, slanted bool) string {
	var out strings.Builder
	out.WriteString(`<w:r><w:rPr>`)
	if l.bold {
		out.WriteString(`<w:b/>`)
	}
	if l.italic != slanted {
		out.WriteString(`<w:i/>`)
	}
	fmt.Fprintf(&out, `<w:sz w:val="%d"/><w:szCs w:val="%d"/></w:rPr><w:t xml:space="preserve">`, 2*l.size, 2*l.size)
	_ = xml.EscapeText(&out, []byte(text))
	out.WriteString(`</w:t></w:r>`)
	return out.String()
}
