package canvas

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"tonghop/internal/sheet"
)

var made = time.Date(2019, 10, 5, 7, 0, 0, 0, time.UTC)

// bytesOf is a workbook's bytes.
func bytesOf(t *testing.T, b *Book) []byte {
	t.Helper()
	data, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// partOf is one part of a workbook.
func partOf(t *testing.T, data []byte, name string) string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := r.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	body, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return html.UnescapeString(string(body))
}

func has(t *testing.T, part string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(part, want) {
			t.Errorf("no %s in %d characters", want, len(part))
		}
	}
}

// everything is a workbook with one of each thing that a page may have.
func everything() *Book {
	b := NewBook("Tổng hợp", "vi", made)
	p := b.Page("Số liệu", 30, 12, 12)
	p.Locked, p.Sorting, p.Filter, p.Freeze = true, true, "A1:C3", [2]int{1, 1}
	p.Printed, p.Repeat = 2, 1
	p.FitWidth()
	head := p.Row(20, Cell{V: "Đơn vị", Look: HeadLook}, Cell{V: "Số", Look: HeadLook}, Cell{V: "Chọn", Look: HeadLook})
	p.Block()
	p.Auto(18, Cell{V: "Xã A", Look: LineLook}, Cell{V: decimal.RequireFromString("12.5")}, Cell{V: "x", Look: InLook})
	p.Row(18, Cell{V: "=1+1"}, Cell{F: "B2*2", V: 25}, Cell{F: `""`})
	p.Full(3, 18, "Cộng", SectionLook)
	p.Links = []Link{
		{Row: 2, Col: 1, Target: Quote("Ẩn") + "!A1", Tip: "xem"},
		{Row: 3, Col: 1, Target: "mailto:a@example.org", Tip: "thư"},
	}
	p.Colours = []Colouring{
		{Ref: "B2:B3", Formula: "B2>10", Fill: RedFill, Text: RedText},
		{Ref: "C2:C3", Formula: "C2=1", Fill: RedFill, Text: RedText},
	}
	p.Checks = []Validation{
		{Refs: []string{"B2"}, Kind: "whole", Title: "Số", Message: "Số nguyên"},
		{Refs: []string{"B3"}, Kind: "decimal", Limits: &[2]decimal.Decimal{decimal.Zero, decimal.NewFromInt(7)}},
		{Refs: []string{"C2", "C3"}, Kind: "list", List: []string{"có", "không"}},
		{Refs: []string{"C4"}, Kind: "list", Source: "$A$2:$A$3"},
		{Refs: []string{"D2"}, Kind: "date"},
		{Kind: "whole"},
	}
	table := Plot{Row: head, Cols: 2, Lines: 2}
	p.Draw("E1", Chart{Kind: Bars, Title: "Biểu đồ", From: p.Name, Table: table, Width: 200, Height: 100,
		Colours: []string{"2F5597"}})
	p.Draw("E9", Chart{Kind: Curve, Title: "Theo ngày", From: p.Name, Table: table, Width: 200, Height: 100,
		Colours: []string{"2F5597"}})
	hidden := b.Page("Ẩn")
	hidden.Hidden = true
	hidden.Row(0, Cell{V: "bí mật"})
	b.Names = [][2]string{{"tong", Abs(p.Name, 2, 2, 3, 2)}}
	return b
}

// The same content gives the same bytes: the library orders several parts by maps.
func TestTwiceTheSameBytes(t *testing.T) {
	first := bytesOf(t, everything())
	for range 5 {
		if !bytes.Equal(first, bytesOf(t, everything())) {
			t.Fatal("the same content gave other bytes")
		}
	}
	r, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.IsSortedFunc(r.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("the parts are in no order of their own")
	}
	other := everything()
	other.Pages[0].At(2, 1).V = "Xã B"
	if bytes.Equal(first, bytesOf(t, other)) {
		t.Error("other content gave the same bytes")
	}
}

// What is put into a page is read back at its place.
func TestReadBack(t *testing.T) {
	book, err := sheet.Open(bytesOf(t, everything()), sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	s := book.Sheet("Số liệu")
	for ref, want := range map[[2]int]string{
		{1, 1}: "Đơn vị", {2, 1}: "Xã A", {2, 2}: "12.5", {2, 3}: "x", {3, 2}: "25", {4, 1}: "Cộng",
	} {
		if got := s.Text(ref[0], ref[1]); got != want {
			t.Errorf("%v: %q, want %q", ref, got, want)
		}
	}
	if !s.Formula(3, 2) || s.At(3, 2).Pending || s.At(3, 3).Pending {
		t.Error("a formula has no result")
	}
	if s.Formula(3, 1) {
		t.Error("a text became a formula")
	}
	if a, ok := s.Merged(4, 1); !ok || a.LastCol != 3 {
		t.Errorf("merged %+v", a)
	}
	if a, ok := book.Area("tong"); !ok || a.Row != 2 || a.LastRow != 3 || a.Col != 2 {
		t.Errorf("name %+v", a)
	}
	if h := book.Sheet("Ẩn"); !h.Hidden || h.Text(1, 1) != "bí mật" {
		t.Errorf("hidden sheet %+v", h)
	}
}

// Everything that programs show or enforce stands in the parts.
func TestPartsHoldWhatAPageHas(t *testing.T) {
	data := bytesOf(t, everything())
	has(t, partOf(t, data, "xl/workbook.xml"), `state="veryHidden"`, `_xlnm.Print_Area`, `_xlnm.Print_Titles`,
		`'Số liệu'!$A$1:$B$4`, `'Số liệu'!$1:$1`)
	part := partOf(t, data, "xl/worksheets/sheet1.xml")
	has(t, part,
		`<dimension ref="A1:C4"`, `ySplit="1"`, `xSplit="1"`, `width="30"`, `<autoFilter ref="$A$1:$C$3"`,
		`type="whole"`, `type="decimal"`, `<formula2>7</formula2>`, `type="date"`, `sqref="C2 C3"`, `có,không`,
		`$A$2:$A$3`, `errorStyle="stop"`, `<cfRule`, `B2>10`, `insertRows="false"`, `'Ẩn'!A1`, `tooltip="xem"`,
		`orientation="landscape"`, `showGridLines="false"`, `differentFirst="true"`)
	if n := strings.Count(part, "<dataValidation "); n != 5 {
		t.Errorf("%d validations, want 5: one without cells is none", n)
	}
	if n := strings.Count(partOf(t, data, "xl/styles.xml"), "<dxf>"); n != 1 {
		t.Errorf("%d styles of conditions, want 1 that both share", n)
	}
	has(t, partOf(t, data, "xl/styles.xml"), Navy, InputFill, `locked="false"`, `val="Times New Roman"`)
	has(t, partOf(t, data, "xl/worksheets/_rels/sheet1.xml.rels"), "mailto:a@example.org")
	has(t, partOf(t, data, "xl/charts/chart1.xml"), "Biểu đồ", "'Số liệu'!$B$2:$B$3", "2F5597", "barChart")
	has(t, partOf(t, data, "xl/charts/chart2.xml"), "lineChart")
	has(t, partOf(t, data, "docProps/core.xml"), "<cp:coreProperties", "2019-10-05T07:00:00Z", "Tổng hợp")
}

// What was typed into an input stays as it was; elsewhere characters that turn the direction of a
// line are shown instead of obeyed. No text becomes a formula.
func TestOnlyOurOwnTextsAreMadeHarmless(t *testing.T) {
	turned := "a\u202egpj.exe"
	b := NewBook("", "vi", made)
	b.Page("A", 10).Row(0, Cell{V: turned}, Cell{V: turned, Look: InLook}, Cell{V: "=1+1"})
	book, err := sheet.Open(bytesOf(t, b), sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	s := book.Sheet("A")
	if strings.Contains(s.Text(1, 1), "\u202e") || s.Text(1, 2) != turned || s.Formula(1, 3) {
		t.Errorf("%q, %q", s.Text(1, 1), s.Text(1, 2))
	}
}

// A text longer than a cell holds is cut, and two sheets of one name get two.
func TestLimitsOfTheFormat(t *testing.T) {
	b := NewBook("", "vi", made)
	b.Page("Thẻ").Row(0, Cell{V: strings.Repeat("ạ", 40_000)})
	if p := b.Page("thẻ"); p.Name != "thẻ 2" {
		t.Errorf("second sheet %q", p.Name)
	}
	book, err := sheet.Open(bytesOf(t, b), sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	if n := len([]rune(book.Sheet("Thẻ").Text(1, 1))); n != 32_001 {
		t.Errorf("%d characters", n)
	}
}

// A row that may grow has no height that counts as a person's, others have.
func TestRowsThatGrow(t *testing.T) {
	b := NewBook("", "vi", made)
	p := b.Page("A", 10)
	p.Row(20.25, Cell{V: "fixed"})
	p.Row(20.25, Cell{V: "grows"})
	p.Grow()
	p.Row(900, Cell{V: "high"})
	part := partOf(t, bytesOf(t, b), "xl/worksheets/sheet1.xml")
	has(t, part, `<row r="1" ht="20.25" customHeight="1"`, `<row r="2" ht="20.25">`, `<row r="3" ht="409"`)
}

// A row is as high as its highest text needs, for texts of any length: every line that words fill
// has its room, and more text never needs less.
func TestTextsFitTheirRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-zàạđốỹA-ZĐ0-9.,%]{1,60}`)
		words := rapid.SliceOfN(word, 0, 200).Draw(t, "words")
		width := rapid.Float64Range(3, 120).Draw(t, "width")
		look := Look{Size: rapid.SampledFrom([]float64{0, 8, 11, 14}).Draw(t, "size"), Wrap: true}
		text := strings.Join(words, " ")
		p := &Page{Widths: []float64{8, width}}
		p.Auto(10, Cell{V: "x"}, Cell{V: text, Look: look})
		size := look.Size
		if size == 0 {
			size = 12
		}
		room := ColPoints(width)
		need := math.Ceil(wide(text, size, false)/room) * size
		if got := p.Rows[0].Height; got < need {
			t.Fatalf("a height of %v for a text that needs %v", got, need)
		}
		more := HeightIn(text+" thêm", room, size, false)
		if less := HeightIn(text, room, size, false); more < less {
			t.Fatalf("%v with more text, %v with less", more, less)
		}
		if two := HeightIn(text+"\n"+text, room, size, false); two < 2*(HeightIn(text, room, size, false)-5) {
			t.Fatalf("two paragraphs need %v", two)
		}
	})
}

// high is what each page holds, between breaks, in points at full size.
func high(p *Page, breaks []int) (out []float64) {
	from := 0
	for _, to := range append(slices.Clone(breaks), len(p.Rows)) {
		h := 0.0
		for row := from; row < to; row++ {
			h += p.rowHeight(row)
		}
		out, from = append(out, h), to
	}
	return out
}

// Pages end between blocks, never within one that fits on a page, and are never fuller than paper.
func TestPagesBreakBetweenBlocks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := &Page{Widths: []float64{40}, Scale: rapid.IntRange(40, 100).Draw(t, "scale")}
		p.Portrait = rapid.Bool().Draw(t, "portrait")
		var starts []int
		for range rapid.IntRange(1, 60).Draw(t, "blocks") {
			p.Block()
			starts = append(starts, len(p.Rows))
			for range rapid.IntRange(1, 5).Draw(t, "rows") {
				p.Row(rapid.Float64Range(10, 60).Draw(t, "height"), Cell{V: "x"})
			}
		}
		breaks := p.breaks()
		for _, b := range breaks {
			if !slices.Contains(starts, b) || b == 0 {
				t.Fatalf("a page ends at %d; blocks begin at %v", b, starts)
			}
		}
		paper := float64(landscapeHigh)
		if p.Portrait {
			paper = portraitHigh
		}
		for i, h := range high(p, breaks) {
			if h > paper*100/float64(p.Scale) {
				t.Fatalf("page %d holds %v", i+1, h)
			}
		}
	})
}

// A page that is begun on purpose is one, and a page fitted to the paper has no breaks.
func TestAskedBreaks(t *testing.T) {
	b := NewBook("", "vi", made)
	p := b.Page("A", 10)
	p.Scale = 100
	p.Block()
	p.Row(20, Cell{V: "1"})
	p.NewPage()
	p.Row(20, Cell{V: "2"})
	if got := p.breaks(); !slices.Equal(got, []int{1}) {
		t.Errorf("breaks %v", got)
	}
	has(t, partOf(t, bytesOf(t, b), "xl/worksheets/sheet1.xml"), `<rowBreaks`, `<brk id="1"`)
	p.Scale = 0
	if got := p.breaks(); got != nil {
		t.Errorf("breaks of a fitted page %v", got)
	}
}

// Excel opens a sheet with at most 1,026 breaks.
func TestNoMoreBreaksThanExcelTakes(t *testing.T) {
	p := &Page{Widths: []float64{10}, Scale: 100}
	for range 3000 {
		p.NewPage()
		p.Row(20, Cell{V: "x"})
	}
	if n := len(p.breaks()); n > 1024 {
		t.Errorf("%d breaks", n)
	}
}

// A table's columns give its widths, its head and the cells of each line.
func TestTable(t *testing.T) {
	table := Table[int]{
		Col("n", 5, MidLook, func(n int) any { return n }),
		ColAs("square", 9, func(n int) Cell { return Cell{V: n * n, Look: Look{Bold: n > 1}} }),
	}
	if got := table.Widths(); !slices.Equal(got, []float64{5, 9}) {
		t.Errorf("widths %v", got)
	}
	p := &Page{}
	if row := table.Head(p, 20); row != 1 || p.At(1, 2).V != "square" || p.At(1, 2).Look != HeadLook {
		t.Errorf("head %+v", p.Rows)
	}
	want := []Cell{{V: 3, Look: MidLook}, {V: 9, Look: Look{Bold: true}}}
	if got := table.Line(3); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("line %v", got)
	}
}

// How far a text may run, and how a sheet is scaled to the paper, follow from the widths.
func TestWidths(t *testing.T) {
	cols, points := Across([]float64{10, 10, 10, 200}, 500)
	if cols != 3 || points > 500 || points < 150 {
		t.Errorf("%d columns, %v points", cols, points)
	}
	if cols, _ := Across([]float64{500}, 100); cols != 1 {
		t.Errorf("%d columns", cols)
	}
	narrow, broad := &Page{Widths: []float64{20}}, &Page{Widths: []float64{100, 100, 50}, Printed: 2, Portrait: true}
	narrow.FitWidth()
	broad.FitWidth()
	if narrow.Scale != 100 || broad.Scale >= 60 || broad.Scale < 20 {
		t.Errorf("scales %d, %d", narrow.Scale, broad.Scale)
	}
}

// Formulas write texts with their quotes and line breaks, and resaving keeps what a workbook says.
func TestLiteralAndResave(t *testing.T) {
	if got := Literal("a\"b\nc"); got != `"a""b"&CHAR(10)&"c"` {
		t.Errorf("literal %s", got)
	}
	data := bytesOf(t, everything())
	again, err := Resave(data)
	if err != nil {
		t.Fatal(err)
	}
	book, err := sheet.Open(again, sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(again, data) || book.Sheet("Số liệu").Text(2, 1) != "Xã A" {
		t.Error("resaving must give other bytes of the same content")
	}
	if _, err := Resave([]byte("x")); err == nil {
		t.Error("what is no workbook was resaved")
	}
}
