package workbook

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tonghop/internal/round"
	"tonghop/internal/sheet"
)

// definitionWidths are the columns of a definition by key, in characters.
var definitionWidths = map[string]float64{"label": 60, "title": 40, "check": 46, "when": 34, "message": 60, "fix": 44, "parts": 40, "required_when": 30, "method": 50, "gate": 30, "values": 30, "kinds": 12, "optional": 12, "id:1": 24, "id:2": 14, "value": 20, "previous": 22, "signers": 30, "total": 22, "whole": 22}

// DefinitionBook writes the form's definition as a workbook that officers edit: a sheet
// a list, a row an entry, above each column what it is in words and the key by which it
// is read.
func DefinitionBook(sheets []round.DefinitionSheet) ([]byte, error) {
	b := newBook("Định nghĩa biểu mẫu", time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC))
	for _, s := range sheets {
		definitionSheet(b, s)
	}
	return b.bytes()
}

func definitionSheet(b *book, s round.DefinitionSheet) {
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
	p := b.page(s.Title, widths...)
	head := look{bold: true, align: "center", wrap: true, border: true, fill: navy, color: "FFFFFF", size: 11}
	var words, keys []cell
	for i := range s.Keys {
		words = append(words, cell{v: s.Heads[i], look: head})
		keys = append(keys, cell{v: s.Keys[i], look: look{size: 9, align: "center", color: greyText, border: true, fill: greyFill}})
	}
	p.row(34, words...)
	row := p.row(16, keys...)
	levels := 0
	for _, k := range s.Keys {
		if strings.HasPrefix(k, "id:") {
			levels++
		}
	}
	p.freeze, p.repeat = [2]int{row, levels}, row
	for _, values := range s.Rows {
		l := look{border: true, wrap: true, top: true, size: 11, align: "left", format: textFormat}
		if levels > 1 && values[0] != "" {
			l.bold, l.fill = true, paleBlue
		}
		cells := make([]cell, len(values))
		for i, v := range values {
			cells[i].look = l
			if v != "" {
				cells[i].v = v
			}
		}
		p.auto(18, cells...)
		p.grow()
	}
	last := len(p.rows) + 200 // rows are added
	list := func(key string, values ...string) {
		if i := slices.Index(s.Keys, key); i >= 0 {
			col := sheet.ColumnName(i + 1)
			p.checks = append(p.checks, validation{refs: []string{fmt.Sprintf("%s%d:%s%d", col, row+1, col, last)}, kind: "list", list: values, title: s.Heads[i], message: "Chọn trong danh sách."})
		}
	}
	list("type", "count", "amount", "ratio", "choice", "date", "text", "narrative")
	list("severity", "error", "query", "info")
	list("prior", "true", "false")
	list("trial", "true", "false")
	list("filled", "true", "false")
	list("missing", "unjudged", "zero")
}
