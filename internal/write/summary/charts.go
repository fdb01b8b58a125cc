package summary

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/judge/record"
	"tonghop/internal/sheet"
	"tonghop/internal/write/canvas"
)

// chartData is the sheet that the charts are drawn from.
type chartData struct {
	w *summaryWriter
	p *canvas.Page
}

// A chart of the overview takes a third of its width, or all of it; in pixels.
const (
	thirdWide = 206
	thirdHigh = 184
	wholeHigh = 178
)

// charts draws what the overview answers: who has sent, by when, how the scores lie, and
// offences this year against last by the kind of unit that covers a territory.
func (w *summaryWriter) charts(p *canvas.Page, row int) {
	w.behind = &canvas.Page{Name: w.t(sheetChartData), Widths: []float64{34, 14, 14, 14, 14}}
	d := chartData{w, w.behind}
	d.p.Scale = 100
	d.p.Full(5, 24, w.t(titleChartData), canvas.Look{Bold: true, Size: 13, Color: canvas.Navy})
	third := func(col int, c canvas.Chart) {
		c.From, c.Width, c.Height = d.p.Name, thirdWide, thirdHigh
		p.Draw(sheet.Ref(row, col), c)
	}
	if c := d.coverage(); c.Lines > 0 {
		colours := []string{canvas.SeriesGreen, canvas.SeriesAmber, canvas.SeriesRed, canvas.SeriesGrey}
		third(1, canvas.Chart{Kind: canvas.Stacked, Title: w.t(chartCoverage), Table: c, Colours: colours})
	}
	if c := d.timeliness(); c.Lines > 1 {
		title := w.fill(chartByDay, w.r.Due.Format("02/01"))
		colours := []string{canvas.SeriesBlue, canvas.SeriesGreen, canvas.SeriesGrey}
		third(5, canvas.Chart{Kind: canvas.Curve, Title: title, Table: c, Colours: colours})
	}
	if c := d.distribution(); c.Lines > 0 {
		colours := []string{canvas.SeriesBlue}
		third(9, canvas.Chart{Kind: canvas.Bars, Title: w.t(chartScores), Table: c, Colours: colours})
	}
	if c, title := d.offences(); c.Lines > 0 {
		p.Draw(sheet.Ref(row+chartRows/2+1, 1), canvas.Chart{
			Kind:    canvas.Bars,
			Title:   title,
			From:    d.p.Name,
			Table:   c,
			Width:   3 * thirdWide,
			Height:  wholeHigh,
			Colours: []string{canvas.Navy, canvas.SeriesGrey},
		})
	}
}

// table adds a table and says where it stands.
func (d chartData) table(title string, names []string, lines [][]any) canvas.Plot {
	d.p.Row(8)
	d.p.Full(5, 18, title, canvas.SectionLook)
	head := make([]canvas.Cell, len(names))
	for i, n := range names {
		head[i] = canvas.Cell{V: n, Look: canvas.HeadLook}
	}
	row := d.p.Row(30, head...)
	for _, l := range lines {
		cells := make([]canvas.Cell, len(l))
		for i, v := range l {
			cells[i] = canvas.Cell{V: v, Look: canvas.Look{Border: true, Size: 11}}
		}
		d.p.Row(16, cells...)
	}
	return canvas.Plot{Row: row, Cols: len(names), Lines: len(lines)}
}

func (d chartData) coverage() canvas.Plot {
	w := d.w
	var lines [][]any
	for _, k := range w.r.Kinds {
		if t := w.tally(k.ID); t.Expected > 0 {
			lines = append(lines, []any{k.Name, t.Clean, t.Queried, t.Returned, t.Missing})
		}
	}
	return d.table(w.t(chartCoverage), w.texts(headKind, headClean, headQueried, headToCorrect, headMissing), lines)
}

// mostDays is how many days a chart over time has room for.
const mostDays = 40

// arrivals are how many units sent on each day, and how many of them on time.
type arrivals struct {
	sent, onTime map[time.Time]int
	first, last  time.Time
	expected     int
}

func (w *summaryWriter) arrivals() arrivals {
	a := arrivals{sent: map[time.Time]int{}, onTime: map[time.Time]int{}}
	for _, u := range w.units {
		if !u.Expected {
			continue
		}
		a.expected++
		if u.Version == 0 || u.Received.IsZero() {
			continue
		}
		day := w.day(u.Received)
		a.sent[day]++
		if u.OnTime {
			a.onTime[day]++
		}
		if a.first.IsZero() || day.Before(a.first) {
			a.first = day
		}
		if day.After(a.last) {
			a.last = day
		}
	}
	return a
}

// timeliness is how many units had sent by each day, and how many of them on time; it begins on
// the day before the first.
func (d chartData) timeliness() canvas.Plot {
	w := d.w
	var lines [][]any
	if a := w.arrivals(); !a.first.IsZero() {
		sent, onTime := 0, 0
		for day := a.first.AddDate(0, 0, -1); !day.After(a.last); day = day.AddDate(0, 0, 1) {
			sent, onTime = sent+a.sent[day], onTime+a.onTime[day]
			lines = append(lines, []any{day.Format("02/01"), sent, onTime, a.expected})
		}
	}
	lines = lines[max(0, len(lines)-mostDays):]
	return d.table(w.t(tableByDay), w.texts(headDay, headSent, headOnTime, headExpected), lines)
}

// distribution is how many units lie in each band of the score, by tens of what full points
// give.
func (d chartData) distribution() canvas.Plot {
	w := d.w
	bands := []struct {
		name     string
		from, to float64
	}{
		{w.t(bandLowest), -1e9, 70},
		{"70-79", 70, 80},
		{"80-89", 80, 90},
		{"90-99", 90, 100},
		{w.t(bandHighest), 100, 1e9},
	}
	var lines [][]any
	some := false
	for _, b := range bands {
		n := 0
		for _, u := range w.ranked() {
			if s := w.share(u); s != nil && s.InexactFloat64()*100 >= b.from && s.InexactFloat64()*100 < b.to {
				n, some = n+1, true
			}
		}
		lines = append(lines, []any{b.name, n})
	}
	if !some {
		return canvas.Plot{}
	}
	return d.table(w.t(tableScores), w.texts(headBand, headUnits), lines)
}

// mostPlaces is how many units a chart by unit has room for.
const mostPlaces = 30

// offences is the figures asked for with last year's, of one unit of measure, added up for
// each unit of the kind that covers a territory: this year against last.
func (d chartData) offences() (canvas.Plot, string) {
	w := d.w
	ins := w.comparable()
	if len(ins) == 0 {
		return canvas.Plot{}, ""
	}
	var lines [][]any
	from := w.s.Totals[ins[0].ID].From // communes, cities above them
	for _, u := range w.units {
		if u.Counts == nil || !slices.Contains(from, u.Unit.Code) || len(lines) == mostPlaces {
			continue
		}
		if now, then, known := added(u.Counts, ins); known {
			lines = append(lines, []any{u.Unit.Name, now, then})
		}
	}
	title := w.fill(chartAgainstThen, ins[0].Unit)
	return d.table(title, w.texts(headUnit, headNow, headThen), lines), title
}

// comparable are the figures asked for with last year's that can be added up: those that are
// measured and rolled up as the first is.
func (w *summaryWriter) comparable() (out []round.Indicator) {
	for _, in := range w.r.Form.Indicators {
		if !in.Prior || in.TotalFrom == "" {
			continue
		}
		if len(out) == 0 || in.Unit == out[0].Unit && in.TotalFrom == out[0].TotalFrom {
			out = append(out, in)
		}
	}
	return out
}

// added are a unit's figures and last year's, added up; not known where it gave none.
func added(v *record.Verdict, ins []round.Indicator) (now, then decimal.Decimal, known bool) {
	for _, in := range ins {
		if d, ok := record.Number(v.Values[in.ID]); ok {
			now, known = now.Add(d), true
		}
		if d, ok := record.Number(v.Prior[in.ID]); ok {
			then = then.Add(d)
		}
	}
	return now, then, known
}
