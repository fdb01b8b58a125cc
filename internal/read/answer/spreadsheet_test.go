package answer_test

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"tonghop/internal/sheet"
)

// open writes the parts as a workbook again and reads it. It writes no more than the reader
// looks at, so that hundreds of damaged returns take a second.
func (b *book) open() *sheet.Book {
	b.t.Helper()
	w := spreadsheet{t: b.t, parts: map[string]string{}}
	w.workbook(b)
	for i, name := range b.order {
		w.parts[fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)] = w.worksheet(b.cells[name], b.merges[name])
	}
	w.parts["xl/styles.xml"] = w.styles()
	out, err := sheet.Open(w.zip(), sheet.DefaultLimits)
	if err != nil {
		b.t.Fatal(err)
	}
	return out
}

// look is how a cell is shown.
type look struct {
	font         string
	struck, date bool
}

// spreadsheet is a workbook that is written part by part.
type spreadsheet struct {
	t     *testing.T
	parts map[string]string
	looks []look
}

const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

func (w *spreadsheet) workbook(b *book) {
	var sheets, names, links, types strings.Builder
	for i, name := range b.order {
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="r%[2]d"/>`, escaped(name), i+1)
		fmt.Fprintf(&links, `<Relationship Id="r%d" Type="%s/worksheet" Target="worksheets/sheet%[1]d.xml"/>`, i+1, office)
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%sworksheet+xml"/>`, i+1, mime)
	}
	define := func(name string, p place, scope string) {
		fmt.Fprintf(&names, `<definedName name="%s"%s>%s</definedName>`, name, scope, escaped(fmt.Sprintf("'%s'!$%s$%d:$%s$%d",
			p.sheet, sheet.ColumnName(p.col), p.row, sheet.ColumnName(p.lastCol), p.lastRow)))
	}
	for n, p := range b.names {
		define(n, p, "")
	}
	for n, p := range b.local {
		define(n, p, fmt.Sprintf(` localSheetId="%d"`, slices.Index(b.order, p.sheet)))
	}
	w.parts["[Content_Types].xml"] = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="` + mime + `sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="` + mime + `styles+xml"/>` + types.String() + `</Types>`
	w.parts["_rels/.rels"] = relations(`<Relationship Id="r1" Type="` + office + `/officeDocument" Target="xl/workbook.xml"/>`)
	w.parts["xl/_rels/workbook.xml.rels"] = relations(links.String() +
		`<Relationship Id="styles" Type="` + office + `/styles" Target="styles.xml"/>`)
	w.parts["xl/workbook.xml"] = `<workbook xmlns="` + main + `" xmlns:r="` + office + `"><sheets>` + sheets.String() +
		`</sheets><definedNames>` + names.String() + `</definedNames></workbook>`
}

const (
	main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	mime = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

func relations(all string) string {
	return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + all + `</Relationships>`
}

func (w *spreadsheet) worksheet(cells map[[2]int]sheet.Cell, merges [][4]int) string {
	var out strings.Builder
	out.WriteString(`<worksheet xmlns="` + main + `"><sheetData>`)
	row := 0
	for _, at := range slices.SortedFunc(maps.Keys(cells), func(a, b [2]int) int {
		return cmp.Or(a[0]-b[0], a[1]-b[1])
	}) {
		if at[0] != row {
			if row > 0 {
				out.WriteString(`</row>`)
			}
			row = at[0]
			fmt.Fprintf(&out, `<row r="%d">`, row)
		}
		out.WriteString(w.cell(sheet.Ref(at[0], at[1]), cells[at]))
	}
	if row > 0 {
		out.WriteString(`</row>`)
	}
	out.WriteString(`</sheetData>`)
	if len(merges) > 0 {
		out.WriteString(`<mergeCells>`)
		for _, m := range merges {
			fmt.Fprintf(&out, `<mergeCell ref="%s:%s"/>`, sheet.Ref(m[0], m[1]), sheet.Ref(m[2], m[3]))
		}
		out.WriteString(`</mergeCells>`)
	}
	out.WriteString(`</worksheet>`)
	return out.String()
}

func (w *spreadsheet) cell(ref string, c sheet.Cell) string {
	is := look{c.Font, c.Struck, c.IsDate}
	if !slices.Contains(w.looks, is) {
		w.looks = append(w.looks, is)
	}
	at := fmt.Sprintf(`<c r="%s" s="%d"`, ref, slices.Index(w.looks, is))
	text, formula := escaped(c.Text), ""
	if c.Formula || c.Pending {
		formula = `<f>A1</f>`
	}
	switch {
	case c.Pending, c.Kind == sheet.Empty:
		return at + `>` + formula + `</c>`
	case c.Kind == sheet.Text && formula != "":
		return at + ` t="str">` + formula + `<v>` + text + `</v></c>`
	case c.Kind == sheet.Text:
		return at + ` t="inlineStr"><is>` + parts(c) + `</is></c>`
	}
	kind := map[sheet.Kind]string{sheet.Number: "n", sheet.Bool: "b", sheet.Fault: "e"}[c.Kind]
	return at + ` t="` + kind + `">` + formula + `<v>` + text + `</v></c>`
}

// parts are a text, run by run where it has some.
func parts(c sheet.Cell) string {
	if len(c.Runs) == 0 {
		return `<t xml:space="preserve">` + escaped(c.Text) + `</t>`
	}
	var out strings.Builder
	for _, run := range c.Runs {
		format := ""
		if run.Font != "" {
			format += `<rFont val="` + escaped(run.Font) + `"/>`
		}
		if run.Struck {
			format += `<strike/>`
		}
		if run.Raised {
			format += `<vertAlign val="superscript"/>`
		}
		if !run.Plain {
			format = `<rPr>` + format + `</rPr>`
		}
		out.WriteString(`<r>` + format + `<t xml:space="preserve">` + escaped(run.Text) + `</t></r>`)
	}
	return out.String()
}

func (w *spreadsheet) styles() string {
	var fonts, formats strings.Builder
	for i, is := range w.looks {
		struck, number := "", 0
		if is.struck {
			struck = `<strike/>`
		}
		if is.date {
			number = 14
		}
		fmt.Fprintf(&fonts, `<font>%s<name val="%s"/></font>`, struck, escaped(cmp.Or(is.font, "Times New Roman")))
		fmt.Fprintf(&formats, `<xf numFmtId="%d" fontId="%d"/>`, number, i)
	}
	return `<styleSheet xmlns="` + main + `"><fonts>` + fonts.String() + `</fonts><cellXfs>` + formats.String() +
		`</cellXfs></styleSheet>`
}

func (w *spreadsheet) zip() []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(w.parts)) {
		part, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil {
			_, err = part.Write([]byte(w.parts[name]))
		}
		if err != nil {
			w.t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		w.t.Fatal(err)
	}
	return out.Bytes()
}

func escaped(s string) string {
	var out strings.Builder
	_ = xml.EscapeText(&out, []byte(s)) // a builder takes all
	return out.String()
}
