package officers

import (
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/desk"
	"tonghop/internal/finding"
	"tonghop/internal/read/decision"
	"tonghop/internal/words"
	"tonghop/internal/write/canvas"
)

// stampSheet is the very hidden sheet of the workbooks that are filled in row by row.
const stampSheet = "_nhap"

// bookWriter is what writers of workbooks to be filled in row by row share.
type bookWriter struct {
	b      *canvas.Book
	r      *round.Round
	of     decision.Stamp
	tables [][]string // sheet, first row, keys of the columns
	fields [][3]string
	lists  map[*canvas.Page]map[string][]string
	points map[*canvas.Page]map[string][]string
	dates  map[*canvas.Page][]string
}

func (w *bookWriter) t(p words.Pair, args ...any) string { return p.With(w.r.Language, args...) }

// national is the country's name or motto, as papers in Vietnamese bear it at the top; a paper in
// another language bears neither.
func national(lang, text string) string {
	if lang == words.EN {
		return ""
	}
	return text
}

// stamp writes the very hidden sheet: what workbook this is and where its tables are.
func (w *bookWriter) stamp() {
	p := w.b.Page(stampSheet)
	p.Hidden = true
	stampRows(p, w.of, w.r)
	for _, f := range w.fields {
		p.Row(0, canvas.Cell{V: decision.KeyField}, canvas.Cell{V: f[0]}, canvas.Cell{V: f[1]}, canvas.Cell{V: f[2]})
	}
	for _, t := range w.tables {
		cells := []canvas.Cell{{V: decision.KeyTables}}
		for _, s := range t {
			cells = append(cells, canvas.Cell{V: s})
		}
		p.Row(0, cells...)
	}
}

// stampRows writes what workbook this is, under its seal.
func stampRows(p *canvas.Page, of decision.Stamp, r *round.Round) {
	of = of.Sealed(r.Keys)
	p.Row(0, canvas.Cell{V: string(of.Kind)})
	for _, kv := range [][2]string{
		{decision.KeyRound, of.Round}, {decision.KeyDesk, of.Desk}, {decision.KeySeat, of.Seat},
		{decision.KeyPosition, strconv.FormatInt(of.Position, 10)}, {decision.KeySeal, of.Seal},
	} {
		if kv[1] != "" {
			p.Row(0, canvas.Cell{V: kv[0]}, canvas.Cell{V: kv[1]})
		}
	}
}

// marks are the last cells of a row: its key, the digest of its matter, the digest of what
// stands in its cells, and its seal.
func (w *bookWriter) marks(key, digest, seen string) []canvas.Cell {
	mark := w.of.SealRow(w.r.Keys, key, digest)
	var out []canvas.Cell
	for _, v := range []string{key, digest, seen, mark} {
		out = append(out, canvas.Cell{V: v, Look: canvas.CodeLook})
	}
	return out
}

// choose notes a cell that is chosen from a list.
func (w *bookWriter) choose(p *canvas.Page, ref string, list ...string) {
	if w.lists == nil {
		w.lists = map[*canvas.Page]map[string][]string{}
	}
	if w.lists[p] == nil {
		w.lists[p] = map[string][]string{}
	}
	key := strings.Join(list, "\x00") + "\x00"
	w.lists[p][key] = append(w.lists[p][key], ref)
}

// upTo notes a cell for points of at most so many.
func (w *bookWriter) upTo(p *canvas.Page, ref string, most decimal.Decimal) {
	if w.points == nil {
		w.points = map[*canvas.Page]map[string][]string{}
	}
	if w.points[p] == nil {
		w.points[p] = map[string][]string{}
	}
	w.points[p][most.String()] = append(w.points[p][most.String()], ref)
}

func (w *bookWriter) day(p *canvas.Page, ref string) {
	if w.dates == nil {
		w.dates = map[*canvas.Page][]string{}
	}
	w.dates[p] = append(w.dates[p], ref)
}

// validate sets what may be typed in a page's cells.
func (w *bookWriter) validate(p *canvas.Page) {
	for _, key := range canvas.SortedKeys(w.lists[p]) {
		p.Checks = append(p.Checks, canvas.Validation{
			Refs:    w.lists[p][key],
			Kind:    "list",
			List:    splitZero(key),
			Title:   w.t(chooseTitle),
			Message: w.t(chooseHelp),
		})
	}
	for _, key := range canvas.SortedKeys(w.points[p]) {
		most, _ := decimal.NewFromString(key)
		p.Checks = append(p.Checks, canvas.Validation{
			Refs:    w.points[p][key],
			Kind:    "decimal",
			Limits:  &[2]decimal.Decimal{decimal.Zero, most},
			Title:   w.t(scoreTitle),
			Message: w.t(scoreHelp, finding.Show(most, w.r.Language)),
		})
	}
	if refs := w.dates[p]; len(refs) > 0 {
		p.Checks = append(p.Checks, canvas.Validation{
			Refs:    refs,
			Kind:    "date",
			Title:   w.t(dayTitle),
			Message: w.t(dayHelp),
		})
	}
}

// lastRecorded says what became of the workbook that was filled in last.
func (w *bookWriter) lastRecorded(p *canvas.Page, cols int, points float64, refused []desk.RefusedRow, recorded int) {
	var texts []string
	for _, r := range refused {
		texts = append(texts, w.t(refusedRow, r.Sheet, r.Line, r.What, r.Why))
	}
	lastTime(w.r.Language, p, cols, points, recorded, texts)
}

// lastTime is how many rows were recorded of what was filled in last, over so many columns and
// points, and the rows that were not, a line each.
func lastTime(lang string, p *canvas.Page, cols int, points float64, recorded int, refused []string) {
	if recorded == 0 && len(refused) == 0 {
		return
	}
	fill := canvas.GreenFill
	say := lastRecorded.With(lang, recorded)
	if n := len(refused); n > 0 {
		say, fill = say+lastRefused.With(lang, n), canvas.RedFill
	}
	p.Full(cols, 20, say+".", canvas.Look{Bold: true, Fill: fill, Border: true})
	for _, text := range refused {
		p.Full(cols, canvas.HeightIn(text, points, 11, false)+2, text, canvas.LineLook)
	}
}

// filledText is what stands in a cell to fill in.
func filledText(text string, isDay bool) any {
	if text == "" {
		return nil
	}
	if isDay {
		if t, err := time.Parse(time.DateOnly, text); err == nil {
			return int(t.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
		}
		return text
	}
	return text
}

// filledNumber is a figure that stands in a cell to fill in.
func filledNumber(text string) any {
	if d, err := decimal.NewFromString(text); err == nil {
		return d
	}
	return filledText(text, false)
}
