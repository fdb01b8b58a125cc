package legible

import (
	"archive/zip"
	"bytes"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"tonghop/internal/write/canvas"
)

// The contrasts that are published with WCAG's formula, and what looked pale here before it was
// measured.
func TestContrast(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"000000", "FFFFFF", 21},
		{"FFFFFF", "FFFFFF", 1},
		{"767676", "FFFFFF", 4.54},
		{"A6A6A6", "FFFFFF", 2.43},
		{"FFFFFF", "7F7F7F", 4.00},
		{"FFF8DC", "FFFFFF", 1.07},
	} {
		if got := Contrast(c.a, c.b); math.Abs(got-c.want) > 0.005 {
			t.Errorf("%s on %s: %.3f, want %.2f", c.a, c.b, got, c.want)
		}
	}
	if enough("no colour", white, leastText) {
		t.Error("what is no colour is seen")
	}
}

// written is a workbook with one of each thing that is looked at.
func written(t *testing.T) []byte {
	t.Helper()
	b := canvas.NewBook("Sổ", "vi", time.Date(2019, 10, 25, 2, 0, 0, 0, time.UTC))
	p := b.Page("Số liệu", 30, 12, 12, 40)
	p.Locked = true
	p.Row(18, canvas.Cell{}, canvas.Cell{}, canvas.Cell{},
		canvas.Cell{V: canvas.NationalMotto, Look: canvas.Look{Bold: true, Align: "center"}})
	p.Row(34, canvas.Cell{V: "Đơn vị", Look: canvas.HeadLook}, canvas.Cell{V: "Số vụ năm nay", Look: canvas.HeadLook})
	p.Row(18, canvas.Cell{V: "Xã A", Look: canvas.LineLook}, canvas.Cell{V: 4, Look: canvas.InLook},
		canvas.Cell{V: "12", Look: canvas.OurLook})
	p.Row(18, canvas.Cell{V: "lúc 09:01 25/10/2019", Look: canvas.LineLook}, canvas.Cell{F: "B3+B3", V: 8, Look: canvas.OurLook})
	day := canvas.OurLook
	day.Format = canvas.DayFormat
	p.Row(18, canvas.Cell{V: 43763, Look: day}, canvas.Cell{V: "x", Look: canvas.CodeLook})
	p.Colours = []canvas.Colouring{
		{Ref: "B3", Formula: "B3>9", Fill: canvas.RedFill, Text: canvas.RedText},
	}
	p.Draw("A9", canvas.Chart{Kind: canvas.Stacked, Title: "Số vụ", From: p.Name, Table: canvas.Plot{Row: 2, Cols: 2, Lines: 1},
		Width: 200, Height: 100, Colours: []string{canvas.SeriesGreen}})
	hidden := b.Page("Ẩn")
	hidden.Hidden = true
	hidden.Row(0, canvas.Cell{V: "2019-10-25"})
	data, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// with is the workbook with a text of one of its parts replaced, wherever it stands there.
func with(t *testing.T, data []byte, part, from, to string) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w, found := zip.NewWriter(&out), false
	for _, f := range r.File {
		from1, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(from1)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == part {
			found = bytes.Contains(body, []byte(from))
			body = bytes.ReplaceAll(body, []byte(from), []byte(to))
		}
		to1, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := to1.Write(body); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if !found {
		t.Errorf("no %s in %s", from, part)
	}
	return out.Bytes()
}

// What canvas writes is legible; whatever of it is taken out is missed.
func TestWhatIsTakenOutIsMissed(t *testing.T) {
	good := written(t)
	if faults, err := Faults(good, "vi"); err != nil || len(faults) > 0 {
		t.Errorf("%v, %v", faults, err)
	}
	const sheet1, styles, chart = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/charts/chart1.xml"
	for _, c := range []struct{ part, from, to, want string }{
		{"docProps/core.xml", ">vi<", ">en<", `the language is "en", not "vi"`},
		{"xl/workbook.xml", "191029", "122211", "calcId 122211"},
		{"xl/workbook.xml", `calcId="191029"`, `calcId="191029" fullCalcOnLoad="1"`, "fullCalcOnLoad true"},
		{styles, canvas.CodeText, "A6A6A6", "text A6A6A6 on FFFFFF has a contrast of 2.43"},
		{styles, canvas.RedText, "E06666", "conditional text E06666 on F8CBAD"},
		{styles, "737373", "BFBFBF", "the edge BFBFBF of an input has a contrast of 1.84 to FFFFFF"},
		{styles, `<bottom style="thin"><color rgb="FF737373"></color></bottom>`, "<bottom></bottom>", "lacks a side"},
		{styles, "dd/mm/yyyy", "yyyy-mm-dd", "the format"},
		{sheet1, "numberStoredAsText", "evalError", `"12" is a number as a text`},
		{sheet1, "năm nay", "nămmmmmmmmnay", "is broken in the heading"},
		{sheet1, "Số vụ năm nay", "Số vụ năm nay và năm trước", "needs a height of"},
		{sheet1, `width="40"`, `width="20"`, "takes several lines"},
		{sheet1, "09:01 25/10/2019", "25/10/2019 09:01", "another style of dates"},
		{sheet1, "09:01 25/10/2019", "2019-10-25", "another style of dates"},
		{sheet1, "B3+B3", "B3+TODAY()", "computed anew on every opening"},
		{sheet1, "<sheetViews>", "<drawing/><sheetViews>", "sheetViews is out of its place"},
		{chart, canvas.SeriesGreen, "FFC000", "a series in FFC000 has a contrast of 1.64"},
		{chart, canvas.SeriesGreen, canvas.SeriesBlue, "labels 000000 on 2F5597"},
		{chart, canvas.Navy, "A6A6A6", "a chart's text in A6A6A6"},
		{chart, `lang="vi"`, `lang="en-US"`, `said to be in "en-US"`},
		{"xl/drawings/drawing1.xml", "descr=", "title=", "no alternative text"},
	} {
		faults, err := Faults(with(t, good, c.part, c.from, c.to), "vi")
		if err != nil {
			t.Errorf("%s without %s: %v", c.part, c.from, err)
		}
		if !strings.Contains(strings.Join(faults, "\n"), c.want) {
			t.Errorf("%s with %s for %s: no %q in %q", c.part, c.to, c.from, c.want, faults)
		}
	}
}

func TestNoWorkbook(t *testing.T) {
	if _, err := Faults([]byte("no archive"), "vi"); err == nil {
		t.Error("what is no archive is legible")
	}
	if _, err := Faults(with(t, written(t), "xl/workbook.xml", "<sheets>", "<"), "vi"); err == nil {
		t.Error("what is no XML is legible")
	}
}
