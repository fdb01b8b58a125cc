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
	"tonghop/internal/tier"
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
	if testing.Short() || tier.Raced {
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
		if n = 3000; testing.Short() || tier.Raced {
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
