package officers

import (
	"strings"
	"time"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/round"
	"tonghop/internal/write/canvas"
)

// Register writes a register of units, as officers keep it, with its headings in a language.
func Register(lang string, units []round.Unit, title string) ([]byte, error) {
	b := canvas.NewBook(title, lang, time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC))
	p := b.Page(registerSheet.In(lang), 16, 30, 16, 16, 12, 14, 14, 30, 18, 20, 13, 13, 14, 24)
	p.Full(len(define.RegisterColumns), 30, title, canvas.TitleLook)
	var head []canvas.Cell
	for _, c := range define.RegisterColumns {
		head = append(head, canvas.Cell{V: c.Heading.In(lang), Look: canvas.HeadLook})
	}
	row := p.Row(34, head...)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
	for _, u := range units {
		values := registerValues(lang, u)
		cells := make([]canvas.Cell, len(values))
		for i, v := range values {
			cells[i] = canvas.Cell{V: v, Look: canvas.Look{Border: true}}
			if i == 10 || i == 11 {
				cells[i].Look.Format = canvas.DayFormat
			}
		}
		p.Row(0, cells...)
	}
	p.Filter = "A2:N" + canvas.Itoa(len(p.Rows))
	return b.Bytes()
}

// registerValues are a unit's cells, in the order of define.RegisterColumns.
func registerValues(lang string, u round.Unit) []any {
	direct := sendsThrough
	if u.Direct {
		direct = sendsDirectly
	}
	return []any{
		u.Code,
		u.Name,
		u.Kind,
		u.Parent,
		u.Desk,
		u.Attrs["loai"],
		u.Attrs["ma_hanh_chinh"],
		u.Email,
		u.Phone,
		strings.Join(u.Predecessors, ", "),
		dayNumber(u.From),
		dayNumber(u.To),
		direct.In(lang),
		strings.Join(u.Unassigned, ", "),
	}
}

// dayNumber is a day as spreadsheets count them; nil for none.
func dayNumber(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return int(t.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, t.Location())).Hours()/24 + 0.5)
}
