package canvas

import (
	"fmt"
	"strings"

	"tonghop/internal/sheet"
)

// Quote is a sheet's name as formulas write it.
func Quote(sheetName string) string { return "'" + strings.ReplaceAll(sheetName, "'", "''") + "'" }

// Abs is an absolute reference to a range of a sheet.
func Abs(sheetName string, row, col, lastRow, lastCol int) string {
	s := fmt.Sprintf("%s!$%s$%d", Quote(sheetName), sheet.ColumnName(col), row)
	if row != lastRow || col != lastCol {
		s += fmt.Sprintf(":$%s$%d", sheet.ColumnName(lastCol), lastRow)
	}
	return s
}

// Literal is a text as formulas write it; a line break is a character of its own.
func Literal(s string) string {
	s = `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	return strings.ReplaceAll(s, "\n", `"&CHAR(10)&"`)
}
