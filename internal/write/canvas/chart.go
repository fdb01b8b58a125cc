package canvas

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"tonghop/internal/finding"
	"tonghop/internal/sheet"
)

// Plot is a table of a sheet that a chart is drawn from: names across, numbers below.
type Plot struct {
	Row, Cols, Lines int
}

// Kinds of charts.
const (
	Stacked = excelize.ColStacked
	Curve   = excelize.Line
	Bars    = excelize.Col
)

// Chart is a chart to draw, a series for each column of its table.
type Chart struct {
	Kind          excelize.ChartType
	Title         string
	From          string // the sheet of the table
	Table         Plot
	Width, Height int // in pixels
	Colours       []string
}

// Draw places a chart at a cell.
func (p *Page) Draw(at string, c Chart) {
	ch := &excelize.Chart{Type: c.Kind, Series: c.series(), VaryColors: ptr(false)}
	ch.Title.Paragraph = []excelize.RichTextRun{
		{Text: c.Title, Font: &excelize.Font{Family: font, Size: 9, Bold: true, Color: Navy}},
	}
	ch.Dimension = excelize.ChartDimension{Width: uint(c.Width), Height: uint(c.Height)}
	ch.Legend.Position, ch.Legend.Font = "bottom", &excelize.Font{Size: 7, Family: font}
	if len(ch.Series) == 1 {
		ch.Legend.Position = "none"
	}
	if c.Kind != Curve {
		few := c.Table.Lines*(c.Table.Cols-1) <= 24
		ch.PlotArea = excelize.ChartPlotArea{ShowVal: few, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0;-0;;"}}
	}
	small := excelize.Font{Size: 7, Family: font, Color: "404040"}
	ch.XAxis.Font = small
	ch.YAxis = excelize.ChartAxis{MajorGridLines: true, Font: small}
	p.charts = append(p.charts, placedChart{at: at, chart: ch, of: c})
}

// series are the columns of the table behind the first, each in its colour.
func (c Chart) series() (out []excelize.ChartSeries) {
	name, first, last := Quote(c.From), c.Table.Row+1, c.Table.Row+c.Table.Lines
	for i := 1; i < c.Table.Cols; i++ {
		col := sheet.ColumnName(i + 1)
		s := excelize.ChartSeries{
			Name:       fmt.Sprintf("%s!$%s$%d", name, col, c.Table.Row),
			Categories: fmt.Sprintf("%s!$A$%d:$A$%d", name, first, last),
			Values:     fmt.Sprintf("%s!$%s$%d:$%s$%d", name, col, first, col, last),
		}
		fill := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{c.Colours[(i-1)%len(c.Colours)]}}
		s.Fill = fill // of a line too: the library does not look at the line's own
		if c.Kind == Curve {
			s.Line = excelize.LineOptions{Type: excelize.LineSolid, Width: 1.75}
			s.Marker = excelize.ChartMarker{Symbol: "none"}
		}
		s.DataLabel.Font = excelize.Font{Size: 7, Family: font, Color: "000000"}
		out = append(out, s)
	}
	return out
}

// drawings adds the charts.
func (b *Book) drawings(p *Page) error {
	for _, c := range p.charts {
		c.chart.Format.AltText = b.says(c.of)
		if err := b.file.AddChart(p.Name, c.at, c.chart); err != nil {
			return err
		}
	}
	return nil
}

// mostSaid is how many figures of a chart are read out to who does not see it.
const mostSaid = 40

// says is the alternative text of a chart: its title, its figures line by line where they are few, and
// where they stand.
func (b *Book) says(c Chart) string {
	says := []string{chartSays.With(b.lang, c.Title)}
	if at := b.page(c.From); at != nil && c.Table.Lines*(c.Table.Cols-1) <= mostSaid {
		names := at.Rows[c.Table.Row-1].Cells
		for _, line := range at.Rows[c.Table.Row : c.Table.Row+c.Table.Lines] {
			says = append(says, sayLine(names, line.Cells, b.lang))
		}
	}
	return strings.Join(append(says, chartFigures.With(b.lang, c.From, c.Table.Row, c.Table.Row+c.Table.Lines)), "\n")
}

// sayLine reads a line of a chart's table out: its name, and each figure with its column's.
func sayLine(names, line []Cell, lang string) string {
	var figures []string
	for i := 1; i < min(len(names), len(line)); i++ {
		figures = append(figures, fmt.Sprintf("%v %s", names[i].V, finding.Show(line[i].V, lang)))
	}
	return fmt.Sprintf("%v: %s.", line[0].V, strings.Join(figures, "; "))
}

// page is the sheet of a name.
func (b *Book) page(name string) *Page {
	for _, p := range b.Pages {
		if p.Name == name {
			return p
		}
	}
	return nil
}
