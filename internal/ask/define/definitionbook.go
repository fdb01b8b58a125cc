package define

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"tonghop/internal/sheet"
	"tonghop/internal/viet"
	"tonghop/internal/words"
)

// Places in a workbook are carried in a node's line and column: the sheet above the
// row, the column above the place within the cell's text.
const (
	rowBits  = 20
	textBits = 12
)

// definitionBook reads the workbook as the tree that form.yaml would be. It is read by what its
// sheets and columns are called in either language, whichever the round's is.
func definitionBook(data []byte, ms *Mistakes) (node, bool) {
	book, err := sheet.Open(data, sheet.DefaultLimits)
	if err != nil {
		*ms = append(*ms, mistake(DefinitionFile, notDefinition, err.Error()))
		return node{}, false
	}
	var names []string
	for _, s := range book.Sheets {
		names = append(names, s.Name)
	}
	f := &file{name: DefinitionFile, mistakes: ms, sheets: names}
	root := &yaml.Node{Kind: yaml.MappingNode, Line: 1, Column: 1 << textBits}
	for _, spec := range specs {
		found := spec.sheets(book)
		if len(found) == 0 {
			if spec.key == "sections" || spec.key == "" {
				*ms = append(*ms, mistake(DefinitionFile, sheetMissing, spec.title()))
			}
			continue
		}
		r := rowReader{book: book, s: found[0], f: f, spec: spec}
		if len(found) > 1 {
			r.wrong(1, 1, sheetTwice, found[0].Name, found[1].Name)
		}
		r.read(root)
	}
	return node{root, f}, true
}

// rowReader turns the rows of a sheet into a list.
type rowReader struct {
	book *sheet.Book
	s    *sheet.Sheet
	f    *file
	spec listSpec
	keys map[int]string // by column
}

func (r *rowReader) scalar(text string, row, col int) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Value: text, Line: r.s.Index<<rowBits | row, Column: col << textBits}
}

// wrong notes a mistake at a cell.
func (r *rowReader) wrong(row, col int, what words.Pair, args ...any) {
	r.f.wrongAt(r.s.Index<<rowBits|row, col<<textBits, what, args...)
}

// head finds the row that says which column is which: the one of keys, the first that has
// "id:0"; where that was deleted, the one of headings. What is no heading stays as it is,
// and is refused as a key where somebody fills it in.
func (r *rowReader) head() int {
	for _, first := range []func(string) bool{
		func(text string) bool { return text == idKey(0) },
		func(text string) bool { return r.spec.keyOf(text) == idKey(0) },
	} {
		for row := 1; row <= min(20, r.s.LastIn(20)); row++ {
			found := false
			r.keys = map[int]string{}
			for c := range r.s.Between(row, row) {
				text := strings.TrimSpace(c.Text)
				r.keys[c.Col] = cmp.Or(r.spec.keyOf(text), text)
				found = found || first(text)
			}
			if found {
				return row
			}
		}
	}
	return 0
}

func (r *rowReader) read(root *yaml.Node) {
	head := r.head()
	if head == 0 {
		r.wrong(1, 1, noKeyRow)
		return
	}
	open := make([]*yaml.Node, len(r.spec.levels)) // the list in hand at each depth
	if r.spec.key != "" {
		open[0] = &yaml.Node{Kind: yaml.SequenceNode, Line: r.s.Index<<rowBits | head, Column: 1 << textBits}
		root.Content = append(root.Content, r.scalar(r.spec.key, head, 1), open[0])
	}
	for row := head + 1; row <= r.s.LastIn(1<<20); row++ {
		r.row(root, open, row)
	}
}

// row reads one row: an entry of the list at the depth whose column of ids is filled.
func (r *rowReader) row(root *yaml.Node, open []*yaml.Node, row int) {
	e := r.entry(row)
	switch {
	case e.id == nil && len(e.values) == 0:
		return
	case e.id == nil || e.depth < 0 || e.depth >= len(open):
		r.wrong(row, 1, rowWithoutID)
	case r.spec.key == "":
		if len(e.values) == 2 {
			root.Content = append(root.Content, e.id, e.values[1])
		}
	case open[e.depth] == nil:
		r.wrong(row, 1, rowBelowNone)
	default:
		r.add(open, row, e)
	}
}

// rowEntry is what a row says.
type rowEntry struct {
	id     *yaml.Node // nil where none is filled in
	depth  int        // whose column of ids that is
	values []*yaml.Node
}

func (r *rowReader) entry(row int) (e rowEntry) {
	for c := range r.s.Between(row, row) {
		key, text := r.keys[c.Col], r.text(c)
		if text == "" || key == "" {
			continue
		}
		var depth int
		if n, _ := fmt.Sscanf(key, "id:%d", &depth); n != 1 {
			e.values = append(e.values, r.scalar(key, row, c.Col), r.value(key, text, row, c.Col))
		} else if e.id != nil {
			r.wrong(row, c.Col, oneIDARow)
		} else {
			e.id, e.depth = r.scalar(text, row, c.Col), depth
		}
	}
	return e
}

// add puts an entry at the end of the list in hand at its depth, and begins its list of entries
// below.
func (r *rowReader) add(open []*yaml.Node, row int, e rowEntry) {
	entry := &yaml.Node{
		Kind:    yaml.MappingNode,
		Line:    e.id.Line,
		Column:  e.id.Column,
		Content: append([]*yaml.Node{r.scalar("id", row, e.depth+1), e.id}, e.values...),
	}
	open[e.depth].Content = append(open[e.depth].Content, entry)
	for deeper := e.depth + 1; deeper < len(open); deeper++ {
		open[deeper] = nil
	}
	if below := r.spec.levels[e.depth].below; below != "" {
		open[e.depth+1] = &yaml.Node{Kind: yaml.SequenceNode, Line: e.id.Line, Column: e.id.Column}
		entry.Content = append(entry.Content, r.scalar(below, row, e.depth+1), open[e.depth+1])
	}
}

// text is a cell's content as form.yaml would write it.
func (r *rowReader) text(c sheet.Cell) string {
	switch {
	case c.Kind == sheet.Bool:
		return map[string]string{"1": "true", "0": "false"}[c.Text]
	case c.Kind == sheet.Number:
		d, err := c.Decimal()
		if err != nil {
			return c.Text
		}
		if c.IsDate {
			if t, ok := r.book.Date(d.InexactFloat64()); ok {
				return t.Format(time.DateOnly)
			}
		}
		return d.String()
	}
	return viet.Clean(c.Text)
}

// value is what a cell says: a text, a list, or what form.yaml writes on one line.
func (r *rowReader) value(key, text string, row, col int) *yaml.Node {
	if nested(key, text) {
		var doc yaml.Node
		if err := yaml.Unmarshal([]byte(text), &doc); err != nil || len(doc.Content) == 0 {
			r.wrong(row, col, brackets)
			return r.scalar("", row, col)
		}
		r.place(doc.Content[0], row, col)
		return doc.Content[0]
	}
	if !slices.Contains(listKeys, key) {
		return r.scalar(text, row, col)
	}
	list := &yaml.Node{Kind: yaml.SequenceNode, Line: r.s.Index<<rowBits | row, Column: col << textBits}
	for _, part := range strings.Split(text, ";") {
		if part = strings.TrimSpace(part); part != "" {
			list.Content = append(list.Content, r.scalar(part, row, col))
		}
	}
	return list
}

// byLanguage is how a text by language begins; any other may begin with {found}.
var byLanguage = regexp.MustCompile(`^\{\s*"?(vi|en)"?\s*:`)

// nested tells whether a cell holds what form.yaml writes on one line: only where a list
// or a mapping may stand.
func nested(key, text string) bool {
	switch {
	case key == "message" || key == "fix":
		return byLanguage.MatchString(text)
	case key == "only":
		return true
	}
	return slices.Contains(listKeys, key) && (strings.HasPrefix(text, "[") || strings.HasPrefix(text, "{"))
}

func (r *rowReader) place(n *yaml.Node, row, col int) {
	n.Line, n.Column = r.s.Index<<rowBits|row, col<<textBits
	for _, c := range n.Content {
		r.place(c, row, col)
	}
}
