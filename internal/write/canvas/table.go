package canvas

// Column is a column of a table: its title, its width in characters, and its cell of a line.
type Column[L any] struct {
	Title string
	Width float64
	Cell  func(line L) Cell
}

// Col is a column whose cells look the same on every line.
func Col[L any](title string, width float64, look Look, value func(line L) any) Column[L] {
	return ColAs(title, width, func(line L) Cell { return Cell{V: value(line), Look: look} })
}

// ColAs is a column whose cells look as their line says.
func ColAs[L any](title string, width float64, cell func(line L) Cell) Column[L] {
	return Column[L]{Title: title, Width: width, Cell: cell}
}

// Table is the columns of a table, in their order.
type Table[L any] []Column[L]

// Widths are the widths of the columns.
func (t Table[L]) Widths() []float64 {
	out := make([]float64, len(t))
	for i, c := range t {
		out[i] = c.Width
	}
	return out
}

// Head writes the row of titles, at least as high as given, and returns its number.
func (t Table[L]) Head(p *Page, height float64) int {
	cells := make([]Cell, len(t))
	for i, c := range t {
		cells[i] = Cell{V: c.Title, Look: HeadLook}
	}
	return p.Heads(height, cells...)
}

// Line is the cells of a line.
func (t Table[L]) Line(line L) []Cell {
	cells := make([]Cell, len(t))
	for i, c := range t {
		cells[i] = c.Cell(line)
	}
	return cells
}
