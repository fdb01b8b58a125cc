package canvas

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/round"
	"tonghop/internal/sheet"
)

func ptr[T any](v T) *T { return &v }

// layout sets paper, margins and page numbers: A4 by decree 30/2020 (20 mm top
// and bottom, 30 left, 15 right; page number centred in the top margin but not
// on page 1).
func (b *Book) layout(p *Page) error {
	f := b.file
	if p.Hidden {
		return nil
	}
	for i, w := range p.Widths { // before the charts, which are placed by them
		if err := f.SetColWidth(p.Name, sheet.ColumnName(i+1), sheet.ColumnName(i+1), w); err != nil {
			return err
		}
	}
	orientation := "landscape"
	if p.Portrait {
		orientation = "portrait"
	}
	tall := 0
	if p.FitPage {
		tall = 1
	}
	paper := &excelize.PageLayoutOptions{
		Size:            ptr(9),
		Orientation:     &orientation,
		FitToWidth:      ptr(1),
		FitToHeight:     &tall,
		FirstPageNumber: ptr(uint(1)),
	}
	switch {
	case p.Wide: // far wider than a sheet of paper: several, side by side
		paper = &excelize.PageLayoutOptions{
			Size:            ptr(8),
			Orientation:     &orientation,
			AdjustTo:        ptr(uint(70)),
			PageOrder:       ptr("overThenDown"),
			FirstPageNumber: ptr(uint(1)),
		}
	case p.Scale > 0: // a page that is fitted to the paper has no breaks of ours
		paper = &excelize.PageLayoutOptions{
			Size:            ptr(9),
			Orientation:     &orientation,
			AdjustTo:        ptr(uint(p.Scale)),
			FirstPageNumber: ptr(uint(1)),
		}
	}
	if err := f.SetPageLayout(p.Name, paper); err != nil {
		return err
	}
	fitted := !p.Wide && p.Scale == 0
	if err := f.SetSheetProps(p.Name, &excelize.SheetPropsOptions{FitToPage: &fitted}); err != nil {
		return err
	}
	for _, row := range p.breaks() {
		if err := f.InsertPageBreak(p.Name, sheet.Ref(row+1, 1)); err != nil {
			return err
		}
	}
	if err := f.SetPageMargins(p.Name, &excelize.PageLayoutMarginsOptions{
		Top:    ptr(0.79),
		Bottom: ptr(0.79),
		Left:   ptr(1.18),
		Right:  ptr(0.59),
		Header: ptr(0.4),
		Footer: ptr(0.3),
	}); err != nil {
		return err
	}
	if err := f.SetHeaderFooter(p.Name, &excelize.HeaderFooterOptions{
		DifferentFirst: true,
		ScaleWithDoc:   ptr(false),
		OddHeader:      `&C&"` + font + `,Regular"&13&P`,
	}); err != nil {
		return err
	}
	if err := f.SetSheetView(p.Name, 0, &excelize.ViewOptions{ShowGridLines: ptr(false)}); err != nil {
		return err
	}
	if p.Printed > 0 && len(p.Rows) > 0 {
		if err := f.SetDefinedName(&excelize.DefinedName{
			Name:     "_xlnm.Print_Area",
			Scope:    p.Name,
			RefersTo: Abs(p.Name, 1, 1, len(p.Rows), p.Printed),
		}); err != nil {
			return err
		}
	}
	if p.Repeat > 0 {
		titles := fmt.Sprintf("%s!$%d:$%d", Quote(p.Name), p.Repeat-p.Repeats, p.Repeat)
		if p.Wide {
			titles = fmt.Sprintf("%s!$A:$B,%s", Quote(p.Name), titles)
		}
		return f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: p.Name, RefersTo: titles})
	}
	return nil
}

// guards sets what keeps a sheet in order: validation, protection, conditional
// colours, filter, links.
func (b *Book) guards(p *Page) error {
	f := b.file
	for _, v := range p.Checks {
		if err := addValidation(f, p.Name, v); err != nil {
			return err
		}
	}
	for _, c := range p.Colours {
		id, ok := b.diffs[Colouring{Fill: c.Fill, Text: c.Text}]
		if !ok {
			var err error
			style := &excelize.Style{Font: &excelize.Font{Color: c.Text}}
			if c.Fill != "" {
				style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{c.Fill}}
			}
			id, err = f.NewConditionalStyle(style)
			if err != nil {
				return err
			}
			b.diffs[Colouring{Fill: c.Fill, Text: c.Text}] = id
		}
		rule := excelize.ConditionalFormatOptions{Type: "formula", Criteria: c.Formula, Format: &id}
		if err := f.SetConditionalFormat(p.Name, c.Ref, []excelize.ConditionalFormatOptions{rule}); err != nil {
			return err
		}
	}
	if p.Filter != "" {
		if err := f.AutoFilter(p.Name, p.Filter, nil); err != nil {
			return err
		}
	}
	for _, l := range p.Links {
		kind := "Location"
		if strings.Contains(l.Target, ":") && !strings.Contains(l.Target, "!") {
			kind = "External"
		}
		tip := excelize.HyperlinkOpts{Tooltip: &l.Tip}
		if err := f.SetCellHyperLink(p.Name, sheet.Ref(l.Row, l.Col), l.Target, kind, tip); err != nil {
			return err
		}
	}
	if !p.Locked {
		return nil
	}
	return f.ProtectSheet(p.Name, &excelize.SheetProtectionOptions{
		SelectLockedCells:   true,
		SelectUnlockedCells: true,
		FormatColumns:       true,
		FormatRows:          true,
		Sort:                true,
		AutoFilter:          true,
		InsertRows:          p.Sorting,
	})
}

func addValidation(f *excelize.File, sheetName string, v Validation) error {
	if len(v.Refs) == 0 {
		return nil
	}
	dv := excelize.NewDataValidation(true)
	dv.Sqref = strings.Join(v.Refs, " ")
	var err error
	least, most := 0.0, round.Largest.InexactFloat64()
	if v.Limits != nil {
		least, most = v.Limits[0].InexactFloat64(), v.Limits[1].InexactFloat64()
	}
	switch v.Kind {
	case "whole":
		err = dv.SetRange(least, most, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorBetween)
	case "decimal":
		err = dv.SetRange(least, most, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween)
	case "date":
		err = dv.SetRange(36526, 73050, excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween)
	case "list":
		if v.Source != "" {
			dv.SetSqrefDropList(v.Source)
		} else {
			err = dv.SetDropList(v.List)
		}
	}
	if err != nil {
		return err
	}
	dv.SetError(excelize.DataValidationErrorStyleStop, v.Title, v.Message)
	dv.SetInput(v.Title, v.Message)
	return f.AddDataValidation(sheetName, dv)
}

// drawings adds the charts.
func (b *Book) drawings(p *Page) error {
	for _, c := range p.charts {
		if err := b.file.AddChart(p.Name, c.at, c.chart); err != nil {
			return err
		}
	}
	return nil
}
