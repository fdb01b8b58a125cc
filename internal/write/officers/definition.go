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
// is read.
func DefinitionBook(sheets []define.DefinitionSheet) ([]byte, error) {
	b := canvas.NewBook("Định nghĩa biểu mẫu", time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC))
	for _, s := range sheets {
		definitionSheet(b, s)
	}
	return b.Bytes()
}

func definitionSheet(b *canvas.Book, s define.DefinitionSheet) {
	var widths []float64
	for i, key := range s.Keys {
		w := definitionWidths[key]
		if w == 0 {
			w = 13
		}
		if i == 0 && s.Title == "Quy tắc" {
			w = 30
		}
		widths = append(widths, w)
	}
	p := b.Page(s.Title, widths...)
	head := canvas.HeadLook
	var words, keys []canvas.Cell
	for i := range s.Keys {
		words = append(words, canvas.Cell{V: s.Heads[i], Look: head})
		keys = append(keys, canvas.Cell{V: s.Keys[i],
			Look: canvas.Look{Size: 9, Align: "center", Color: canvas.GreyText, Border: true, Fill: canvas.GreyFill}})
	}
	p.Row(34, words...)
	row := p.Row(16, keys...)
	levels := 0
	for _, k := range s.Keys {
		if strings.HasPrefix(k, "id:") {
			levels++
		}
	}
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
	last := len(p.Rows) + 200 // rows are added
	list := func(key string, values ...string) {
		if i := slices.Index(s.Keys, key); i >= 0 {
			col := sheet.ColumnName(i + 1)
			p.Checks = append(p.Checks, canvas.Validation{
				Refs:    []string{fmt.Sprintf("%s%d:%s%d", col, row+1, col, last)},
				Kind:    "list",
				List:    values,
				Title:   s.Heads[i],
				Message: "Chọn trong danh sách.",
			})
		}
	}
	list("type", "count", "amount", "ratio", "choice", "date", "text", "narrative")
	list("severity", "error", "query", "info")
	list("prior", "true", "false")
	list("trial", "true", "false")
	list("filled", "true", "false")
	list("missing", "unjudged", "zero")
}
