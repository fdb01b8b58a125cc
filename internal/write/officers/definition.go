package officers

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tonghop/internal/ask/define"
	"tonghop/internal/sheet"
	"tonghop/internal/write/canvas"
)

// definitionWidths are the columns of a definition by key, in characters.
var definitionWidths = map[string]float64{
	"label":         60,
	"title":         40,
	"check":         46,
	"when":          34,
	"message":       60,
	"fix":           44,
	"parts":         40,
	"required_when": 30,
	"method":        50,
	"gate":          30,
	"values":        30,
	"kinds":         12,
	"optional":      12,
	"id:1":          24,
	"id:2":          14,
	"value":         20,
	"previous":      22,
	"signers":       30,
	"total":         22,
	"whole":         22,
}

// DefinitionBook writes the form's definition as a workbook that officers edit: a sheet
// a list, a row an entry, above each column what it is in words and the key by which it
// is read. The sheets are in the same language.
func DefinitionBook(lang string, sheets []define.DefinitionSheet) ([]byte, error) {
	b := canvas.NewBook(definitionFile.In(lang), lang, time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC))
	for _, s := range sheets {
		definitionSheet(b, lang, s)
	}
	return b.Bytes()
}

func definitionSheet(b *canvas.Book, lang string, s define.DefinitionSheet) {
	p := b.Page(s.Title, widthsOf(s)...)
	row := definitionHead(p, s)
	levels := idColumns(s)
	p.Freeze, p.Repeat = [2]int{row, levels}, row
	for _, values := range s.Rows {
		l := canvas.Look{Border: true, Wrap: true, Top: true, Size: 11, Align: "left", Format: canvas.TextFormat}
		if levels > 1 && values[0] != "" {
			l.Bold, l.Fill = true, canvas.PaleBlue
		}
		cells := make([]canvas.Cell, len(values))
		for i, v := range values {
			cells[i].Look = l
			if v != "" {
				cells[i].V = v
			}
		}
		p.Auto(18, cells...)
		p.Grow()
	}
	definitionLists(p, lang, s, row+1, len(p.Rows)+200) // rows are added
}

// widthsOf are a sheet's columns, in characters.
func widthsOf(s define.DefinitionSheet) (widths []float64) {
	for i, key := range s.Keys {
		w := definitionWidths[key]
		if w == 0 {
			w = 13
		}
		if i == 0 && s.List == "rules" {
			w = 30
		}
		widths = append(widths, w)
	}
	return widths
}

// definitionHead writes the headings and below them the keys; it returns the row of keys.
func definitionHead(p *canvas.Page, s define.DefinitionSheet) int {
	key := canvas.Look{Size: 9, Align: "center", Color: canvas.GreyText, Border: true, Fill: canvas.GreyFill}
	var heads, keys []canvas.Cell
	for i := range s.Keys {
		heads = append(heads, canvas.Cell{V: s.Heads[i], Look: canvas.HeadLook})
		keys = append(keys, canvas.Cell{V: s.Keys[i], Look: key})
	}
	p.Heads(34, heads...)
	return p.Row(16, keys...)
}

// idColumns is how many columns of ids a sheet has.
func idColumns(s define.DefinitionSheet) (n int) {
	for _, k := range s.Keys {
		if strings.HasPrefix(k, "id:") {
			n++
		}
	}
	return n
}

// definitionChoices are what is chosen from a list, by key.
var definitionChoices = []struct {
	key    string
	values []string
}{
	{"type", []string{"count", "amount", "ratio", "choice", "date", "text", "narrative"}},
	{"severity", []string{"error", "query", "info"}},
	{"prior", []string{"true", "false"}},
	{"trial", []string{"true", "false"}},
	{"filled", []string{"true", "false"}},
	{"missing", []string{"unjudged", "zero"}},
}

// definitionLists has those chosen from their list in the rows from first to last.
func definitionLists(p *canvas.Page, lang string, s define.DefinitionSheet, first, last int) {
	for _, c := range definitionChoices {
		i := slices.Index(s.Keys, c.key)
		if i < 0 {
			continue
		}
		col := sheet.ColumnName(i + 1)
		p.Checks = append(p.Checks, canvas.Validation{
			Refs:    []string{fmt.Sprintf("%s%d:%s%d", col, first, col, last)},
			Kind:    "list",
			List:    c.values,
			Title:   s.Heads[i],
			Message: listHelp.In(lang),
		})
	}
}
