package canvas

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"tonghop/internal/sheet"
)

func ptr[T any](v T) *T { return &v }

// layout sets paper, margins and page numbers: A4 by decree 30/2020 (20 mm top
// and bottom, 30 left, 15 right; page number centred in the top margin but not
// on page 1).
func (b *Book) layout(p *Page) error {
	if p.Hidden {
		return nil
	}
	steps := []func(*Page) error{b.widths, b.paper, b.pageBreaks, b.margins, b.printed}
	for _, step := range steps {
		if err := step(p); err != nil {
			return err
		}
	}
	return nil
}

// widths sets the columns; charts, which are drawn later, are placed by them.
func (b *Book) widths(p *Page) error {
	for i, w := range p.Widths {
		col := sheet.ColumnName(i + 1)
		if err := b.file.SetColWidth(p.Name, col, col, w); err != nil {
			return err
		}
	}
	return nil
}

// Paper sizes as the format numbers them.
const (
	paperA3 = 8
	paperA4 = 9
)

// paper sets size and direction of the paper, and how the sheet is brought onto it.
func (b *Book) paper(p *Page) error {
	orientation := "landscape"
	if p.Portrait {
		orientation = "portrait"
	}
	paper := &excelize.PageLayoutOptions{
		Size:            ptr(paperA4),
		Orientation:     &orientation,
		FirstPageNumber: ptr(uint(1)),
	}
	switch {
	case p.Wide: // far wider than a sheet of paper: several, side by side
		paper.Size, paper.AdjustTo, paper.PageOrder = ptr(paperA3), ptr(uint(70)), ptr("overThenDown")
	case p.Scale > 0: // a page that is fitted to the paper has no breaks of ours
		paper.AdjustTo = ptr(uint(p.Scale))
	default:
		tall := 0
		if p.FitPage {
			tall = 1
		}
		paper.FitToWidth, paper.FitToHeight = ptr(1), &tall
	}
	if err := b.file.SetPageLayout(p.Name, paper); err != nil {
		return err
	}
	fitted := !p.Wide && p.Scale == 0
	return b.file.SetSheetProps(p.Name, &excelize.SheetPropsOptions{FitToPage: &fitted})
}

// pageBreaks sets where pages end.
func (b *Book) pageBreaks(p *Page) error {
	for _, row := range p.breaks() {
		if err := b.file.InsertPageBreak(p.Name, sheet.Ref(row+1, 1)); err != nil {
			return err
		}
	}
	return nil
}

// margins sets the margins, the page number in the upper one, and a view without grid.
func (b *Book) margins(p *Page) error {
	if err := b.file.SetPageMargins(p.Name, &excelize.PageLayoutMarginsOptions{
		Top:    ptr(0.79),
		Bottom: ptr(0.79),
		Left:   ptr(1.18),
		Right:  ptr(0.59),
		Header: ptr(0.4),
		Footer: ptr(0.3),
	}); err != nil {
		return err
	}
	if err := b.file.SetHeaderFooter(p.Name, &excelize.HeaderFooterOptions{
		DifferentFirst: true,
		ScaleWithDoc:   ptr(false),
		OddHeader:      `&C&"` + font + `,Regular"&13&P`,
	}); err != nil {
		return err
	}
	return b.file.SetSheetView(p.Name, 0, &excelize.ViewOptions{ShowGridLines: ptr(false)})
}

// printed names what is printed, and the headings that each page repeats.
func (b *Book) printed(p *Page) error {
	if p.Printed > 0 && len(p.Rows) > 0 {
		area := Abs(p.Name, 1, 1, len(p.Rows), p.Printed)
		if err := b.nameOf(p, "_xlnm.Print_Area", area); err != nil {
			return err
		}
	}
	if p.Repeat == 0 {
		return nil
	}
	titles := fmt.Sprintf("%s!$%d:$%d", Quote(p.Name), p.Repeat-p.Repeats, p.Repeat)
	if p.Wide {
		titles = fmt.Sprintf("%s!$A:$B,%s", Quote(p.Name), titles)
	}
	return b.nameOf(p, "_xlnm.Print_Titles", titles)
}

// nameOf gives a sheet a name that programs know.
func (b *Book) nameOf(p *Page, name, to string) error {
	return b.file.SetDefinedName(&excelize.DefinedName{Name: name, Scope: p.Name, RefersTo: to})
}
