package workbook

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"tonghop/internal/sheet"
)

// plot is a table of a sheet that a chart is drawn from: names across, numbers below.
type plot struct {
	row, cols, lines int
}

// Kinds of charts.
const (
	stacked = excelize.ColStacked
	curve   = excelize.Line
	bars    = excelize.Col
)

// chart is a chart to draw, a series for each column of its table.
type chart struct {
	kind          excelize.ChartType
	title         string
	from          string // the sheet of the table
	table         plot
	width, height int // in pixels
	colours       []string
}

// draw places a chart at a cell.
func (p *page) draw(at string, c chart) {
	ch := &excelize.Chart{Type: c.kind, Series: c.series(), VaryColors: ptr(false)}
	ch.Title.Paragraph = []excelize.RichTextRun{
		{Text: c.title, Font: &excelize.Font{Family: font, Size: 9, Bold: true, Color: navy}},
	}
	ch.Dimension = excelize.ChartDimension{Width: uint(c.width), Height: uint(c.height)}
	ch.Legend.Position, ch.Legend.Font = "bottom", &excelize.Font{Size: 7, Family: font}
	if len(ch.Series) == 1 {
		ch.Legend.Position = "none"
	}
	if c.kind != curve {
		few := c.table.lines*(c.table.cols-1) <= 24
		ch.PlotArea = excelize.ChartPlotArea{ShowVal: few, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0;-0;;"}}
	}
	small := excelize.Font{Size: 7, Family: font, Color: "404040"}
	ch.XAxis.Font = small
	ch.YAxis = excelize.ChartAxis{MajorGridLines: true, Font: small}
	p.charts = append(p.charts, placedChart{at: at, chart: ch})
}

// series are the columns of the table behind the first, each in its colour.
func (c chart) series() (out []excelize.ChartSeries) {
	name, first, last := quote(c.from), c.table.row+1, c.table.row+c.table.lines
	for i := 1; i < c.table.cols; i++ {
		col := sheet.ColumnName(i + 1)
		s := excelize.ChartSeries{
			Name:       fmt.Sprintf("%s!$%s$%d", name, col, c.table.row),
			Categories: fmt.Sprintf("%s!$A$%d:$A$%d", name, first, last),
			Values:     fmt.Sprintf("%s!$%s$%d:$%s$%d", name, col, first, col, last),
		}
		fill := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{c.colours[(i-1)%len(c.colours)]}}
		if c.kind == curve {
			s.Line = excelize.LineOptions{Type: excelize.LineSolid, Width: 1.75, Fill: fill}
			s.Marker = excelize.ChartMarker{Symbol: "none"}
		} else {
			s.Fill = fill
		}
		s.DataLabel.Font = excelize.Font{Size: 7, Family: font}
		out = append(out, s)
	}
	return out
}
