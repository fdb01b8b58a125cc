package sheet_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"tonghop/internal/sheet"
)

// spelt is how many workbooks are generated in generated spellings; 0 for 3,000, or 200 in the
// short tier.
var spelt = flag.Int("spelt", 0, "workbooks in generated spellings")

// tree is an element as encoding/xml tells it.
type tree struct {
	xml.StartElement
	kids []*tree
	text string
}

// attr is an attribute: without a namespace, or of relationships. White space that is written
// as such in an attribute is blanks, which encoding/xml leaves to others.
func (t *tree) attr(name string) (string, bool) {
	local, link := strings.CutPrefix(name, "r:")
	for _, a := range t.Attr {
		isLink := a.Name.Space == linkNS || a.Name.Space == strictly[linkNS]
		if a.Name.Local == local && (link && isLink || !link && a.Name.Space == "") {
			return strings.NewReplacer("\n", " ", "\t", " ", "\r", " ").Replace(a.Value), true
		}
	}
	return "", false
}

func (t *tree) get(name string) string {
	s, _ := t.attr(name)
	return s
}

func (t *tree) number(name string) int {
	n, err := strconv.Atoi(strings.TrimSpace(t.get(name)))
	if err != nil {
		return -1
	}
	return n
}

// all are the elements at a path below, in the spreadsheet's namespaces.
func (t *tree) all(names ...string) (out []*tree) {
	if len(names) == 0 {
		return []*tree{t}
	}
	for _, k := range t.kids {
		ours := k.Name.Space == mainNS || k.Name.Space == strictly[mainNS] || k.Name.Space == relNS
		if ours && k.Name.Local == names[0] {
			out = append(out, k.all(names[1:]...)...)
		}
	}
	return out
}

func (t *tree) one(names ...string) *tree {
	if all := t.all(names...); len(all) > 0 {
		return all[0]
	}
	return nil
}

// parsed reads a part by encoding/xml.
func parsed(body string) (*tree, error) {
	for _, mark := range []string{"\xff\xfe", "\xfe\xff", "<\x00"} {
		if strings.HasPrefix(body, mark) {
			u := make([]uint16, len(body)/2)
			for i := range u {
				low, high := body[2*i], body[2*i+1]
				if mark == "\xfe\xff" {
					low, high = high, low
				}
				u[i] = uint16(low) | uint16(high)<<8
			}
			body = strings.TrimPrefix(string(utf16.Decode(u)), "\ufeff")
		}
	}
	d := xml.NewDecoder(strings.NewReader(strings.TrimPrefix(body, "\ufeff")))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	root := &tree{}
	open := []*tree{root}
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return root.kids[0], nil
		}
		if err != nil {
			return nil, err
		}
		in := open[len(open)-1]
		switch v := tok.(type) {
		case xml.StartElement:
			e := &tree{StartElement: v.Copy()}
			in.kids, open = append(in.kids, e), append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			in.text += string(v)
		}
	}
}

// other is a workbook as encoding/xml and archive/zip tell it.
type other struct {
	parts    map[string]*tree
	date1904 bool
	strs     []said
	fonts    []string
	looks    []struct {
		font string
		date bool
	}
}

// said is a text and its runs, as they are told.
type said struct{ text, runs string }

func (o *other) load(data []byte) error {
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	o.parts = map[string]*tree{}
	for _, f := range zr.File {
		r, err := f.Open()
		if err != nil {
			return err
		}
		body, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		name := strings.ToLower(path.Clean("/" + strings.ReplaceAll(f.Name, `\`, "/")))
		if o.parts[name], err = parsed(string(body)); err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	return nil
}

// targets are the relationships of a part by id, and by the last word of their type.
func (o *other) targets(part string) map[string]string {
	out := map[string]string{}
	for _, r := range o.parts[path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")].all("Relationship") {
		target := strings.ReplaceAll(r.get("Target"), `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(path.Dir(part), target)
		}
		target = strings.ToLower(path.Clean(target))
		out[r.get("Id")], out[path.Base(r.get("Type"))] = target, target
	}
	return out
}

// picture is what the workbook says, as picture tells what our book says.
func (o *other) picture() string {
	var s strings.Builder
	main := o.targets("/")["officeDocument"]
	rels, book := o.targets(main), o.parts[main]
	for _, si := range o.parts[rels["sharedStrings"]].all("si") {
		o.strs = append(o.strs, item(si))
	}
	o.styles(o.parts[rels["styles"]])
	o.date1904 = book.one("workbookPr") != nil && book.one("workbookPr").get("date1904") == "1"
	sheets := book.all("sheets", "sheet")
	for i, sh := range sheets {
		fmt.Fprintln(&s, sh.get("name"), strings.Contains(strings.ToLower(sh.get("state")), "hidden"))
		part := o.parts[rels[sh.get("r:id")]]
		for r, row := range part.all("sheetData", "row") {
			for c, cell := range row.all("c") {
				o.cell(&s, cell, r+1, c+1)
			}
		}
		for _, m := range part.all("mergeCells", "mergeCell") {
			fmt.Fprintln(&s, "merged", m.get("ref"))
		}
		var local []string
		for _, n := range book.all("definedNames", "definedName") {
			if id, ok := n.attr("localSheetId"); ok && strings.Trim(strings.TrimSpace(id), "0") == strings.Trim(strconv.Itoa(i), "0") {
				local = append(local, strings.ToLower(n.get("name"))+" "+strings.TrimSpace(n.text))
			}
		}
		slices.Sort(local)
		fmt.Fprintln(&s, local)
	}
	names := map[string]string{}
	for _, n := range book.all("definedNames", "definedName") {
		if _, local := n.attr("localSheetId"); !local && strings.Contains(n.text, "$") {
			names[strings.ToLower(n.get("name"))] = strings.TrimSpace(n.text)
		}
	}
	fmt.Fprint(&s, names, o.date1904)
	return s.String()
}

func item(si *tree) (out said) {
	fonts := false
	for _, k := range si.kids {
		switch {
		case k.Name.Space != mainNS && k.Name.Space != strictly[mainNS]:
		case k.Name.Local == "t":
			out.text += k.text
		case k.Name.Local == "r":
			font := ""
			if f := k.one("rPr", "rFont"); f != nil {
				font = f.get("val")
			}
			fonts = fonts || font != ""
			text := ""
			for _, t := range k.all("t") {
				text += t.text
			}
			out.text += text
			out.runs += fmt.Sprintf("[%s:%q]", font, text)
		}
	}
	if !fonts {
		out.runs = ""
	}
	return out
}

func (o *other) styles(root *tree) {
	dates := map[string]bool{"14": true, "22": true}
	for _, n := range root.all("numFmts", "numFmt") {
		dates[n.get("numFmtId")] = strings.ContainsAny(n.get("formatCode"), "dmy")
	}
	for _, f := range root.all("fonts", "font") {
		o.fonts = append(o.fonts, f.one("name").get("val"))
	}
	for _, xf := range root.all("cellXfs", "xf") {
		o.looks = append(o.looks, struct {
			font string
			date bool
		}{o.fonts[xf.number("fontId")], dates[strconv.Itoa(xf.number("numFmtId"))]})
	}
}

// cell tells one cell as one line; nothing of an empty one.
func (o *other) cell(s *strings.Builder, c *tree, row, col int) {
	if ref, ok := c.attr("r"); ok {
		row, col, _ = sheet.ParseRef(ref)
	}
	var value, formula *string
	if v := c.one("v"); v != nil {
		value = &v.text
	}
	if f := c.one("f"); f != nil {
		formula = &f.text
	}
	kind, text, runs, date := sheet.Number, "", "", false
	switch t := c.get("t"); {
	case t == "inlineStr":
		it := item(c.one("is"))
		kind, text, runs = sheet.Text, it.text, it.runs
	case value == nil:
	case t == "s":
		n, _ := strconv.Atoi(strings.TrimSpace(*value))
		kind, text, runs = sheet.Text, o.strs[n].text, o.strs[n].runs
	case t == "str":
		kind, text = sheet.Text, *value
	case t == "b":
		kind, text = sheet.Bool, strings.TrimSpace(*value)
	case t == "e":
		kind, text = sheet.Fault, *value
	case t == "d":
		day, _ := time.Parse("2006-01-02", *value)
		days := int(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours()) / 24
		if o.date1904 {
			days -= 1462
		}
		text, date = strconv.Itoa(days), true
	default:
		text = strings.TrimSpace(*value)
	}
	source, pending := "", formula != nil && text == "" && kind == sheet.Number
	if pending {
		source = "=" + *formula
	}
	if text == "" {
		kind = sheet.Empty
	}
	if text == "" && !pending {
		return
	}
	font := ""
	if n := c.number("s"); n >= 0 {
		font, date = o.looks[n].font, date || o.looks[n].date
	}
	tell(s, sheet.Cell{Row: row, Col: col, Kind: kind, Text: text, Formula: formula != nil, Pending: pending, Source: source, IsDate: date, Font: font}, runs)
}

func tell(s *strings.Builder, c sheet.Cell, runs string) {
	fmt.Fprintf(s, "%s %d %q %v %v %q %v %q %s\n", sheet.Ref(c.Row, c.Col), c.Kind, c.Text, c.Formula, c.Pending, c.Source, c.IsDate, c.Font, runs)
}

// ours is what our book says; of merged areas and sheets' own names what is asked for.
func ours(b *sheet.Book, merged map[string][]string, local []string) (out string, cells int) {
	var s strings.Builder
	for _, sh := range b.Sheets {
		fmt.Fprintln(&s, sh.Name, sh.Hidden)
		for c := range sh.Cells() {
			runs := ""
			for _, r := range c.Runs {
				runs += fmt.Sprintf("[%s:%q]", r.Font, r.Text)
			}
			tell(&s, c, runs)
			cells++
		}
		for _, ref := range merged[sh.Name] {
			first, last, _ := strings.Cut(ref, ":")
			row, col, _ := sheet.ParseRef(last)
			if a, ok := sh.Merged(row, col); ok && sheet.Ref(a.Row, a.Col) == first && sheet.Ref(a.LastRow, a.LastCol) == last {
				fmt.Fprintln(&s, "merged", ref)
			}
		}
		var own []string
		for _, name := range local {
			if a, ok := b.Own(sh, name); ok {
				own = append(own, fmt.Sprintf("%s '%s'!$%s$%d", strings.ToLower(name), strings.ReplaceAll(a.Sheet.Name, "'", "''"), sheet.ColumnName(a.Col), a.Row))
			}
		}
		slices.Sort(own)
		fmt.Fprintln(&s, own)
	}
	fmt.Fprint(&s, b.Names, b.Date1904)
	return s.String(), cells
}

// model is a workbook before it is spelt.
type model struct {
	book, strs, styles *element
	sheets             []*element
	merged             map[string][]string
	local              []string
}

// pick is one of several.
func pick[T any](rnd *rand.Rand, of ...T) T { return of[rnd.IntN(len(of))] }

var sayings = []string{"x", "Thôn Mẫu 2", "  hai  khoảng ", "dòng 1\ndòng 2", "\ttab", `<b>&"'</b>`, "it's > \"that\"", "]]>", "1.234,5", "=A1", "Hoà", "😀 ﬀ", "\u00a0", "a\n\nb", "'267", "M'Nông Ea H'leo", "&amp;", "-->", "x\r\ny", strings.Repeat("dài ", 50)}

// generated is a workbook of any content.
func generated(rnd *rand.Rand) *model {
	m := &model{merged: map[string][]string{}, strs: el("sst", "count", "5", "uniqueCount", "5"), styles: el("styleSheet")}
	for range 5 {
		m.strs.kids = append(m.strs.kids, stringItem(rnd, "si"))
	}
	m.styles.kids = []*element{
		el("numFmts", el("numFmt", "numFmtId", "170", "formatCode", `dd"'>"mm`), el("numFmt", "numFmtId", "171", "formatCode", `0"ngày"`[:1])),
		el("fonts", el("font", el("b"), el("name", "val", ".VnTime")), el("font", el("name", "val", `A & "B" 'C' > D`))),
		el("cellXfs", el("xf", "numFmtId", "0", "fontId", "0"), el("xf", "numFmtId", "14", "fontId", "1", el("alignment", "wrapText", "1")), el("xf", "numFmtId", "170", "fontId", "1"), el("xf", "numFmtId", "171", "fontId", "0")),
		el("dxfs", el("dxf", el("font", el("name", "val", "x'y>")))),
	}
	titles := []string{"Số liệu", "It's & <that>", `Ea H'leo "x" > y`}
	list, names := el("sheets"), el("definedNames")
	for i := range 1 + rnd.IntN(3) {
		list.kids = append(list.kids, el("sheet", "name", titles[i], "sheetId", strconv.Itoa(i+1), "state", pick(rnd, "visible", "hidden", "veryHidden"), "r:id", fmt.Sprintf("rId%d", i+10)))
		m.sheets = append(m.sheets, m.sheet(rnd, titles[i]))
		place := "'" + strings.ReplaceAll(titles[i], "'", "''") + "'!$B$" + strconv.Itoa(i+2)
		names.kids = append(names.kids, says("definedName", place, "name", fmt.Sprintf("Ten_%d", i), "comment", "it's > \"x\""), says("definedName", place, "name", "rieng", "localSheetId", strconv.Itoa(i)), says("definedName", "#REF!", "name", fmt.Sprintf("j%d", i)))
	}
	m.local = []string{"rieng"}
	m.book = el("workbook", el("fileVersion", "appName", "x'>"), el("workbookPr", "date1904", pick(rnd, "0", "1")), el("bookViews", el("workbookView")), list, names, el("calcPr", "calcId", "1"))
	return m
}

func stringItem(rnd *rand.Rand, name string) *element {
	switch rnd.IntN(4) {
	case 0:
		return el(name, el("r", el("rPr", el("b"), el("rFont", "val", pick(rnd, ".VnTime", "VNI 'x' >"))), says("t", pick(rnd, sayings...))), el("r", says("t", pick(rnd, sayings...))))
	case 1:
		return el(name, says("t", pick(rnd, sayings...)), el("rPh", "sb", "0", "eb", "1", says("t", "ẩn")), el("phoneticPr"))
	case 2:
		return el(name, el("r", el("rPr", el("vertAlign", "val", "baseline")), says("t", pick(rnd, sayings...))))
	}
	return el(name, says("t", pick(rnd, sayings...)))
}

func (m *model) sheet(rnd *rand.Rand, title string) *element {
	data := el("sheetData")
	placed := rnd.IntN(4) > 0
	for row := range rnd.IntN(5) {
		r := el("row", "r", strconv.Itoa(row+1), "spans", "1:9", "ht", "12.5")
		if !placed {
			r.attrs = nil
		}
		for col := range rnd.IntN(6) {
			c := cellOf(rnd)
			if placed {
				c.attrs = append([][2]string{{"r", sheet.Ref(row+1, col+1)}}, c.attrs...)
			}
			r.kids = append(r.kids, c)
		}
		data.kids = append(data.kids, r)
	}
	root := el("worksheet", el("sheetPr", el("tabColor", "rgb", "FF00'>")), el("dimension", "ref", "A1"), el("cols", el("col", "min", "1", "max", "2", "width", "9>'\"")), data)
	if rnd.IntN(2) == 0 {
		m.merged[title] = []string{"A1:B2", "C3:C9"}
		root.kids = append(root.kids, el("mergeCells", "count", "2", el("mergeCell", "ref", "A1:B2"), el("mergeCell", "ref", "C3:C9")))
	}
	root.kids = append(root.kids,
		el("conditionalFormatting", "sqref", "A1", el("cfRule", "type", "containsText", "text", "M'Nông > \"x\"", says("formula", `NOT(ISERROR(SEARCH("M'Nông",A1)))`))),
		el("dataValidations", el("dataValidation", "prompt", `3'20 "hai" > một`, "sqref", "A1", says("formula1", `"có,không"`))),
		el("hyperlinks", el("hyperlink", "ref", "A1", "display", "Ea H'leo", "r:id", "rId1")),
		el("extLst", el("ext", "uri", "{x'>}")))
	return root
}

// cellOf is a cell of any kind, without its place.
func cellOf(rnd *rand.Rand) *element {
	number := pick(rnd, "0", "1", "267", "-3", "12.5", "1E3", "1.5e-7", "43743", "0.1")
	style := pick(rnd, "0", "1", "2", "3")
	text := pick(rnd, sayings...)
	switch rnd.IntN(12) {
	case 0:
		return el("c", "s", style, "t", "s", says("v", strconv.Itoa(rnd.IntN(5))))
	case 1:
		is := stringItem(rnd, "is")
		return el("c", "t", "inlineStr", is)
	case 2:
		return el("c", "t", "str", says("f", `A1&"it's > <x>"`), says("v", text))
	case 3:
		return el("c", "t", "b", says("v", pick(rnd, "0", "1")))
	case 4:
		return el("c", "t", "e", says("v", pick(rnd, "#REF!", "#N/A", "#DIV/0!")))
	case 5:
		return el("c", "s", style, says("f", "SUM(A1:A2)&\"<'\""))
	case 6:
		return el("c", says("f", `IF(A1>1,"a'b",2)`, "t", "shared", "ref", "A1:A9", "si", "0"), says("v", number))
	case 7:
		return el("c", "t", "d", says("v", "2019-10-05"))
	case 8:
		return el("c", "s", style)
	case 9:
		return el("c", "t", "n", says("v", ""))
	}
	return el("c", "s", style, "t", "n", says("v", number))
}

// file spells a workbook.
func (m *model) file(t testing.TB, w *speller) []byte {
	t.Helper()
	target := func(s string) string {
		return w.first(s, absolute, "/xl/"+s, dotted, "./x/.././"+s, backTargets, strings.ReplaceAll(s, "/", `\`))
	}
	rel := func(id, kind, to string) *element {
		return el("Relationship", "Id", id, "Type", linkNS+"/"+kind, "Target", to)
	}
	rels := el("Relationships", rel("rId1", "sharedStrings", target("sharedStrings.xml")), rel("rId2", "styles", target("styles.xml")), rel("rId3", "theme", "theme/theme1.xml"))
	type part struct{ name, body string }
	parts := []part{{"[Content_Types].xml", w.part("http://schemas.openxmlformats.org/package/2006/content-types", el("Types", el("Default", "Extension", "xml", "ContentType", "application/xml")))},
		{"_rels/.rels", w.part(relNS, el("Relationships", rel("rId1", "officeDocument", w.first("xl/workbook.xml", absolute, "/xl/workbook.xml"))))}}
	for i, s := range m.sheets {
		name := fmt.Sprintf("worksheets/sheet%d.xml", i+1)
		rels.kids = append(rels.kids, rel(fmt.Sprintf("rId%d", i+10), "worksheet", target(name)))
		parts = append(parts, part{"xl/" + name, w.part(mainNS, s)})
	}
	parts = append(parts, part{"xl/workbook.xml", w.part(mainNS, m.book)}, part{"xl/sharedStrings.xml", w.part(mainNS, m.strs)}, part{"xl/styles.xml", w.part(mainNS, m.styles)}, part{"xl/_rels/workbook.xml.rels", w.part(relNS, rels)})
	if w.is(partsReversed) {
		slices.Reverse(parts)
	}
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, p := range parts {
		name := p.name
		if w.is(capitals) {
			name = strings.ToUpper(name)
		}
		name = w.first("", slashFirst, "/", dotFirst, "./") + name
		if w.is(backslashes) {
			name = strings.ReplaceAll(name, "/", `\`)
		}
		h := &zip.FileHeader{Name: name, Method: zip.Deflate}
		if w.is(stored) {
			h.Method = zip.Store
		}
		f, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, p.body); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// held compares what we read with what encoding/xml does.
func held(m *model, data []byte) (cells int, difference string) {
	b, err := sheet.Open(data, sheet.DefaultLimits)
	if err != nil {
		return 0, err.Error()
	}
	var o other
	if err := o.load(data); err != nil {
		return 0, "the other reader: " + err.Error()
	}
	want := o.picture()
	got, cells := ours(b, m.merged, m.local)
	if got == want {
		return cells, ""
	}
	a, c := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(a), len(c)) {
		if a[i] != c[i] {
			return cells, fmt.Sprintf("we read %s, the other %s", a[i], c[i])
		}
	}
	return cells, fmt.Sprintf("%d lines and %d", len(a), len(c))
}

// A workbook in each spelling alone reads as it does in the usual one.
func TestEachSpellingOfAWholeWorkbook(t *testing.T) {
	if len(spellings) < 40 {
		t.Fatalf("%d spellings", len(spellings))
	}
	n, otherwise := uint64(20), map[spelling]bool{}
	if testing.Short() {
		n = 4
	}
	for seed := range n {
		m := generated(rand.New(rand.NewPCG(seed, 7)))
		plain := m.file(t, &speller{})
		b, err := sheet.Open(plain, sheet.DefaultLimits)
		if err != nil {
			t.Fatal(err)
		}
		want, _ := ours(b, m.merged, m.local)
		for _, s := range spellings {
			on := map[spelling]bool{s: true}
			data := m.file(t, &speller{on: on})
			otherwise[s] = otherwise[s] || !bytes.Equal(data, plain)
			if _, d := held(m, data); d != "" {
				t.Errorf("%s, workbook %d: %s", s, seed, d)
				continue
			}
			b, err := sheet.Open(data, sheet.DefaultLimits)
			if err != nil {
				t.Errorf("%s, workbook %d: %v", s, seed, err)
				continue
			}
			if got, _ := ours(b, m.merged, m.local); got != want {
				t.Errorf("%s, workbook %d: read otherwise", s, seed)
			}
		}
	}
	for _, s := range spellings {
		if !otherwise[s] {
			t.Errorf("%s: spelt as usual", s)
		}
	}
}

// Generated workbooks in generated spellings read as encoding/xml reads them.
func TestGeneratedSpellingsAgreeWithEncodingXML(t *testing.T) {
	n, cells := *spelt, 0
	if n == 0 {
		if n = 3000; testing.Short() {
			n = 200
		}
	}
	for seed := range uint64(n) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		w := &speller{on: map[spelling]bool{}, rnd: rnd}
		for range 1 + rnd.IntN(12) {
			w.on[pick(rnd, spellings...)] = true
		}
		m := generated(rnd)
		k, d := held(m, m.file(t, w))
		if cells += k; d != "" {
			t.Fatalf("workbook %d, spelt in %v: %s", seed, w.on, d)
		}
	}
	if cells < 4*n {
		t.Errorf("only %d cells", cells)
	}
	t.Logf("%d workbooks, %d cells", n, cells)
}
