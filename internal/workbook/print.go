package workbook

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"tonghop/internal/round"
	"tonghop/internal/sheet"
)

func ptr[T any](v T) *T { return &v }

// layout sets paper, margins and page numbers: A4 by decree 30/2020 (20 mm top
// and bottom, 30 left, 15 right; page number centred in the top margin but not
// on page 1).
func (b *book) layout(p *page) error {
	f := b.file
	if p.hidden {
		return f.SetSheetVisible(p.name, false, true)
	}
	for i, w := range p.widths { // before the charts, which are placed by them
		if err := f.SetColWidth(p.name, sheet.ColumnName(i+1), sheet.ColumnName(i+1), w); err != nil {
			return err
		}
	}
	orientation := "landscape"
	if p.portrait {
		orientation = "portrait"
	}
	tall := 0
	if p.fitPage {
		tall = 1
	}
	paper := &excelize.PageLayoutOptions{Size: ptr(9), Orientation: &orientation, FitToWidth: ptr(1), FitToHeight: &tall, FirstPageNumber: ptr(uint(1))}
	switch {
	case p.wide: // far wider than a sheet of paper: several, side by side
		paper = &excelize.PageLayoutOptions{Size: ptr(8), Orientation: &orientation, AdjustTo: ptr(uint(70)), PageOrder: ptr("overThenDown"), FirstPageNumber: ptr(uint(1))}
	case p.scale > 0: // a page that is fitted to the paper has no breaks of ours
		paper = &excelize.PageLayoutOptions{Size: ptr(9), Orientation: &orientation, AdjustTo: ptr(uint(p.scale)), FirstPageNumber: ptr(uint(1))}
	}
	if err := f.SetPageLayout(p.name, paper); err != nil {
		return err
	}
	if err := f.SetSheetProps(p.name, &excelize.SheetPropsOptions{FitToPage: ptr(!p.wide && p.scale == 0)}); err != nil {
		return err
	}
	for _, row := range p.breaks() {
		if err := f.InsertPageBreak(p.name, sheet.Ref(row+1, 1)); err != nil {
			return err
		}
	}
	if err := f.SetPageMargins(p.name, &excelize.PageLayoutMarginsOptions{Top: ptr(0.79), Bottom: ptr(0.79), Left: ptr(1.18), Right: ptr(0.59), Header: ptr(0.4), Footer: ptr(0.3)}); err != nil {
		return err
	}
	if err := f.SetHeaderFooter(p.name, &excelize.HeaderFooterOptions{DifferentFirst: true, ScaleWithDoc: ptr(false), OddHeader: `&C&"` + font + `,Regular"&13&P`}); err != nil {
		return err
	}
	if err := f.SetSheetView(p.name, 0, &excelize.ViewOptions{ShowGridLines: ptr(false)}); err != nil {
		return err
	}
	if p.printed > 0 && len(p.rows) > 0 {
		if err := f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", Scope: p.name, RefersTo: abs(p.name, 1, 1, len(p.rows), p.printed)}); err != nil {
			return err
		}
	}
	if p.repeat > 0 {
		titles := fmt.Sprintf("%s!$%d:$%d", quote(p.name), p.repeat-p.repeats, p.repeat)
		if p.wide {
			titles = fmt.Sprintf("%s!$A:$B,%s", quote(p.name), titles)
		}
		return f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: p.name, RefersTo: titles})
	}
	return nil
}

// guards sets what keeps a sheet in order: validation, protection, conditional
// colours, filter, links.
func (b *book) guards(p *page) error {
	f := b.file
	for _, v := range p.checks {
		if err := addValidation(f, p.name, v); err != nil {
			return err
		}
	}
	for _, c := range p.colours {
		id, ok := b.diffs[colouring{fill: c.fill, text: c.text}]
		if !ok {
			var err error
			style := &excelize.Style{Font: &excelize.Font{Color: c.text}}
			if c.fill != "" {
				style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{c.fill}}
			}
			id, err = f.NewConditionalStyle(style)
			if err != nil {
				return err
			}
			b.diffs[colouring{fill: c.fill, text: c.text}] = id
		}
		if err := f.SetConditionalFormat(p.name, c.ref, []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: c.formula, Format: &id}}); err != nil {
			return err
		}
	}
	if p.filter != "" {
		if err := f.AutoFilter(p.name, p.filter, nil); err != nil {
			return err
		}
	}
	for _, l := range p.links {
		kind := "Location"
		if strings.Contains(l.target, ":") && !strings.Contains(l.target, "!") {
			kind = "External"
		}
		if err := f.SetCellHyperLink(p.name, sheet.Ref(l.row, l.col), l.target, kind, excelize.HyperlinkOpts{Tooltip: &l.tip}); err != nil {
			return err
		}
	}
	if !p.locked {
		return nil
	}
	return f.ProtectSheet(p.name, &excelize.SheetProtectionOptions{SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true, Sort: true, AutoFilter: true, InsertRows: p.sorting})
}

func addValidation(f *excelize.File, sheetName string, v validation) error {
	if len(v.refs) == 0 {
		return nil
	}
	dv := excelize.NewDataValidation(true)
	dv.Sqref = strings.Join(v.refs, " ")
	var err error
	least, most := 0.0, round.Largest.InexactFloat64()
	if v.limits != nil {
		least, most = v.limits[0].InexactFloat64(), v.limits[1].InexactFloat64()
	}
	switch v.kind {
	case "whole":
		err = dv.SetRange(least, most, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorBetween)
	case "decimal":
		err = dv.SetRange(least, most, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween)
	case "date":
		err = dv.SetRange(36526, 73050, excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween)
	case "list":
		if v.source != "" {
			dv.SetSqrefDropList(v.source)
		} else {
			err = dv.SetDropList(v.list)
		}
	}
	if err != nil {
		return err
	}
	dv.SetError(excelize.DataValidationErrorStyleStop, v.title, v.message)
	dv.SetInput(v.title, v.message)
	return f.AddDataValidation(sheetName, dv)
}

// drawings adds the charts.
func (b *book) drawings(p *page) error {
	for _, c := range p.charts {
		if err := b.file.AddChart(p.name, c.at, c.chart); err != nil {
			return err
		}
	}
	return nil
}
