package canvas

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/round"
	"tonghop/internal/sheet"
)

// guards sets what keeps a sheet in order: validation, protection, conditional
// colours, filter, links, and which marks programs leave out.
func (b *Book) guards(p *Page) error {
	steps := []func(*Page) error{b.checks, b.colours, b.filter, b.links, b.lock, b.unmarked}
	for _, step := range steps {
		if err := step(p); err != nil {
			return err
		}
	}
	return nil
}

// checks limits what may be typed.
func (b *Book) checks(p *Page) error {
	for _, v := range p.Checks {
		if err := addValidation(b.file, p.Name, v); err != nil {
			return err
		}
	}
	return nil
}

// colours colours cells by formulas; equal colourings share one style of the workbook.
func (b *Book) colours(p *Page) error {
	for _, c := range p.Colours {
		id, err := b.colouring(Colouring{Fill: c.Fill, Text: c.Text})
		if err != nil {
			return err
		}
		rule := excelize.ConditionalFormatOptions{Type: "formula", Criteria: c.Formula, Format: &id}
		if err := b.file.SetConditionalFormat(p.Name, c.Ref, []excelize.ConditionalFormatOptions{rule}); err != nil {
			return err
		}
	}
	return nil
}

func (b *Book) colouring(c Colouring) (int, error) {
	if id, ok := b.diffs[c]; ok {
		return id, nil
	}
	style := &excelize.Style{Font: &excelize.Font{Color: c.Text}}
	if c.Fill != "" {
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{c.Fill}}
	}
	id, err := b.file.NewConditionalStyle(style)
	if err != nil {
		return 0, err
	}
	b.diffs[c] = id
	return id, nil
}

func (b *Book) filter(p *Page) error {
	if p.Filter == "" {
		return nil
	}
	return b.file.AutoFilter(p.Name, p.Filter, nil)
}

func (b *Book) links(p *Page) error {
	for _, l := range p.Links {
		kind := "Location"
		if strings.Contains(l.Target, ":") && !strings.Contains(l.Target, "!") {
			kind = "External"
		}
		tip := excelize.HyperlinkOpts{Tooltip: &l.Tip}
		if err := b.file.SetCellHyperLink(p.Name, sheet.Ref(l.Row, l.Col), l.Target, kind, tip); err != nil {
			return err
		}
	}
	return nil
}

func (b *Book) lock(p *Page) error {
	if !p.Locked {
		return nil
	}
	return b.file.ProtectSheet(p.Name, &excelize.SheetProtectionOptions{
		SelectLockedCells:   true,
		SelectUnlockedCells: true,
		FormatColumns:       true,
		FormatRows:          true,
		Sort:                true,
		AutoFilter:          true,
		InsertRows:          p.Sorting,
	})
}

// everywhere is every cell of a sheet, also those that are typed in later.
const everywhere = "A1:XFD1048576"

// unmarked keeps programs from marking cells that are as they are meant: numbers of sections and what
// was typed, which are texts, and formulas that differ from those beside them or stand in an input.
func (b *Book) unmarked(p *Page) error {
	for _, mark := range []excelize.IgnoredErrorsType{
		excelize.IgnoredErrorsNumberStoredAsText,
		excelize.IgnoredErrorsFormula,
		excelize.IgnoredErrorsFormulaRange,
		excelize.IgnoredErrorsUnlockedFormula,
	} {
		if err := b.file.AddIgnoredErrors(p.Name, everywhere, mark); err != nil {
			return err
		}
	}
	return nil
}

// Days from 2000 to 2099, as the format counts them.
const (
	firstDay = 36526
	lastDay  = 73050
)

func addValidation(f *excelize.File, sheetName string, v Validation) error {
	if len(v.Refs) == 0 {
		return nil
	}
	dv := excelize.NewDataValidation(true)
	dv.Sqref = strings.Join(v.Refs, " ")
	if err := limit(dv, v); err != nil {
		return err
	}
	dv.SetError(excelize.DataValidationErrorStyleStop, v.Title, v.Message)
	dv.SetInput(v.Title, v.Message)
	return f.AddDataValidation(sheetName, dv)
}

// limit sets what a validation lets through.
func limit(dv *excelize.DataValidation, v Validation) error {
	least, most := 0.0, round.Largest.InexactFloat64()
	if v.Limits != nil {
		least, most = v.Limits[0].InexactFloat64(), v.Limits[1].InexactFloat64()
	}
	const between = excelize.DataValidationOperatorBetween
	switch v.Kind {
	case "whole":
		return dv.SetRange(least, most, excelize.DataValidationTypeWhole, between)
	case "decimal":
		return dv.SetRange(least, most, excelize.DataValidationTypeDecimal, between)
	case "date":
		return dv.SetRange(firstDay, lastDay, excelize.DataValidationTypeDate, between)
	case "list":
		if v.Source == "" {
			return dv.SetDropList(v.List)
		}
		dv.SetSqrefDropList(v.Source)
	}
	return nil
}
