// Package define reads a round's definition (round.yaml, form.yaml or dinh-nghia.xlsx) and its
// register (units.xlsx) into the model, and tells every mistake with its place. The only YAML.
package define

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"tonghop/internal/sheet"
	"tonghop/internal/viet"
)

// DefinitionFile is the form's definition as a workbook that officers edit. Where it
// stands in a round's folder it is read instead of form.yaml.
const DefinitionFile = "dinh-nghia.xlsx"

// DefinitionSheet is one sheet of that workbook: the entries of one list of form.yaml,
// a row each, with what is in them below. Whose row it is tells the column of ids that
// is filled in.
type DefinitionSheet struct {
	Title string
	Heads []string // in words, by column
	Keys  []string // of form.yaml, by column; those of ids begin with "id:"
	Rows  [][]string
}

// listKeys hold several values, in a cell separated by semicolons.
var listKeys = []string{"values", "of", "key", "required", "method", "verdict", "answers", "signers", "parts", "pair"}

// columns are a sheet's keys: a column of ids for each level, then what they have.
func (s listSpec) columns() (keys, heads []string) {
	for i, l := range s.levels {
		keys, heads = append(keys, fmt.Sprintf("id:%d", i)), append(heads, l.head)
	}
	for _, l := range s.levels {
		for _, k := range l.keys {
			if !slices.Contains(keys, k) {
				keys, heads = append(keys, k), append(heads, headWords[k])
			}
		}
	}
	return keys, heads
}

// Definition reads the form's definition of a round's folder, from whichever file it
// stands in, as the sheets of a workbook.
func Definition(dir string) ([]DefinitionSheet, error) {
	root, err := definitionRoot(dir)
	if err != nil {
		return nil, err
	}
	var out []DefinitionSheet
	for _, spec := range specs {
		s := DefinitionSheet{Title: spec.title}
		s.Keys, s.Heads = spec.columns()
		if spec.key == "" {
			for i := 0; i+1 < len(root.Content); i += 2 {
				if v := root.Content[i+1]; v.Kind == yaml.ScalarNode {
					s.Rows = append(s.Rows, []string{root.Content[i].Value, v.Value})
				}
			}
		} else if list := child(root.Node, spec.key); list != nil {
			s.entries(spec, 0, list)
		}
		out = append(out, s)
	}
	return out, nil
}

func definitionRoot(dir string) (node, error) {
	var ms Mistakes
	root, ok, err := readDefinition(dir, &ms)
	if err != nil {
		return node{}, err
	}
	if !ok || len(ms) > 0 {
		return node{}, ms
	}
	return root, nil
}

// child is the value of a key in a mapping.
func child(n *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// entries adds the rows of a list and of the lists below.
func (s *DefinitionSheet) entries(spec listSpec, depth int, list *yaml.Node) {
	l := spec.levels[depth]
	for _, n := range list.Content {
		row := make([]string, len(s.Keys))
		var below *yaml.Node
		for i := 0; i+1 < len(n.Content); i += 2 {
			key, v := n.Content[i].Value, n.Content[i+1]
			switch {
			case key == "id":
				row[depth] = v.Value
			case key == l.below && l.below != "":
				below = v
			default:
				if at := slices.Index(s.Keys, key); at >= 0 {
					row[at] = cellText(v)
				}
			}
		}
		s.Rows = append(s.Rows, row)
		if below != nil {
			s.entries(spec, depth+1, below)
		}
	}
}

// involved tells whether an entry of a list cannot stand between semicolons in a cell.
func involved(c *yaml.Node) bool {
	return c.Kind != yaml.ScalarNode || c.Value == "" || strings.TrimSpace(c.Value) != c.Value ||
		strings.ContainsAny(c.Value, ";\n") || strings.ContainsAny(c.Value[:1], "[{")
}

// cellText is a value as it stands in a cell: a text, several separated by semicolons,
// or as form.yaml writes it on one line.
func cellText(n *yaml.Node) string {
	if n.Kind == yaml.ScalarNode {
		return n.Value
	}
	if n.Kind == yaml.SequenceNode && len(n.Content) > 0 && !slices.ContainsFunc(n.Content, involved) {
		var all []string
		for _, c := range n.Content {
			all = append(all, c.Value)
		}
		return strings.Join(all, "; ")
	}
	out, err := yaml.Dump(onOneLine(n), yaml.WithLineWidth(-1))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

// onOneLine copies a tree so that it is written on one line, each text as it is.
func onOneLine(n *yaml.Node) *yaml.Node {
	c := &yaml.Node{Kind: n.Kind, Value: n.Value, Style: yaml.FlowStyle}
	if n.Kind == yaml.ScalarNode {
		c.Tag, c.Style = "!!str", yaml.DoubleQuotedStyle
	}
	for _, child := range n.Content {
		c.Content = append(c.Content, onOneLine(child))
	}
	return c
}

// readDefinition reads the root of the form's definition, with mistakes of its form.
func readDefinition(dir string, ms *Mistakes) (root node, ok bool, err error) {
	data, err := os.ReadFile(filepath.Join(dir, DefinitionFile))
	if errors.Is(err, fs.ErrNotExist) {
		if data, err = os.ReadFile(filepath.Join(dir, FormFile)); err != nil {
			return node{}, false, err
		}
		root, ok = (&file{name: FormFile, mistakes: ms}).parse(data)
		return root, ok, nil
	}
	if err != nil {
		return node{}, false, err
	}
	root, ok = definitionBook(data, ms)
	return root, ok, nil
}

// Places in a workbook are carried in a node's line and column: the sheet above the
// row, the column above the place within the cell's text.
const (
	rowBits  = 20
	textBits = 12
)

// definitionBook reads the workbook as the tree that form.yaml would be.
func definitionBook(data []byte, ms *Mistakes) (node, bool) {
	book, err := sheet.Open(data, sheet.DefaultLimits)
	if err != nil {
		*ms = append(*ms, Mistake{
			File: DefinitionFile,
			VI:   "không đọc được tệp: " + err.Error(),
			EN:   "cannot be read: " + err.Error(),
		})
		return node{}, false
	}
	var names []string
	for _, s := range book.Sheets {
		names = append(names, s.Name)
	}
	f := &file{name: DefinitionFile, mistakes: ms, sheets: names}
	root := &yaml.Node{Kind: yaml.MappingNode, Line: 1, Column: 1 << textBits}
	for _, spec := range specs {
		s := book.Sheet(spec.title)
		if s == nil {
			if spec.key == "sections" || spec.key == "" {
				*ms = append(*ms, Mistake{
					File: DefinitionFile,
					VI:   "thiếu trang “" + spec.title + "”",
					EN:   "the sheet “" + spec.title + "” is missing",
				})
			}
			continue
		}
		r := rowReader{book: book, s: s, f: f, spec: spec}
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

// head finds the row of keys: the first that has "id:0".
func (r *rowReader) head() int {
	for row := 1; row <= min(20, r.s.LastIn(20)); row++ {
		keys := map[int]string{}
		for c := range r.s.Between(row, row) {
			keys[c.Col] = strings.TrimSpace(c.Text)
		}
		for _, k := range keys {
			if k == "id:0" {
				r.keys = keys
				return row
			}
		}
	}
	return 0
}

func (r *rowReader) read(root *yaml.Node) {
	head := r.head()
	if head == 0 {
		r.f.wrongAt(r.s.Index<<rowBits|1, 1<<textBits,
			"không tìm thấy dòng mã cột (id:0 …); đừng xóa dòng này",
			"the row of keys (id:0 …) is missing; do not delete it")
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
	depth, id, values := -1, (*yaml.Node)(nil), []*yaml.Node{}
	seen := false
	for c := range r.s.Between(row, row) {
		key, text := r.keys[c.Col], r.text(c)
		if text == "" || key == "" {
			continue
		}
		seen = true
		var level int
		if n, _ := fmt.Sscanf(key, "id:%d", &level); n == 1 {
			if depth >= 0 {
				r.f.wrongAt(r.s.Index<<rowBits|row, c.Col<<textBits, "mỗi dòng chỉ ghi một mã", "one id a row")
				continue
			}
			depth, id = level, r.scalar(text, row, c.Col)
			continue
		}
		values = append(values, r.scalar(key, row, c.Col), r.value(key, text, row, c.Col))
	}
	switch {
	case !seen:
		return
	case depth < 0 || depth >= len(open):
		r.f.wrongAt(r.s.Index<<rowBits|row, 1<<textBits, "dòng này thiếu mã", "this row lacks its id")
		return
	}
	if r.spec.key == "" {
		if len(values) == 2 {
			root.Content = append(root.Content, id, values[1])
		}
		return
	}
	if open[depth] == nil {
		r.f.wrongAt(r.s.Index<<rowBits|row, 1<<textBits,
			"dòng này phải đứng dưới một dòng “%s”",
			"this row must stand below one with an id of the level above")
		return
	}
	entry := &yaml.Node{
		Kind:    yaml.MappingNode,
		Line:    id.Line,
		Column:  id.Column,
		Content: append([]*yaml.Node{r.scalar("id", row, depth+1), id}, values...),
	}
	open[depth].Content = append(open[depth].Content, entry)
	for deeper := depth + 1; deeper < len(open); deeper++ {
		open[deeper] = nil
	}
	if below := r.spec.levels[depth].below; below != "" {
		open[depth+1] = &yaml.Node{Kind: yaml.SequenceNode, Line: id.Line, Column: id.Column}
		entry.Content = append(entry.Content, r.scalar(below, row, depth+1), open[depth+1])
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
			r.f.wrongAt(r.s.Index<<rowBits|row, col<<textBits,
				"dấu ngoặc hoặc dấu phẩy chưa đúng",
				"brackets or commas are wrong")
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

// DefinitionYAML is the form's definition of a round's folder as form.yaml, from
// whichever file it stands in.
func DefinitionYAML(dir string) ([]byte, error) {
	root, err := definitionRoot(dir)
	if err != nil {
		return nil, err
	}
	styled := tidy(root.Node, 0)
	out, err := yaml.Dump(styled, yaml.WithLineWidth(-1))
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", FormFile, err)
	}
	return out, nil
}

// holds tells whether the first of what stands in a node is of a kind.
func holds(n *yaml.Node, kind yaml.Kind) bool { return len(n.Content) > 0 && n.Content[0].Kind == kind }

// tidy copies a tree for writing: entries without lists of entries on a line each,
// texts quoted where they must be.
func tidy(n *yaml.Node, depth int) *yaml.Node {
	c := &yaml.Node{Kind: n.Kind, Value: n.Value}
	if n.Kind == yaml.ScalarNode {
		c.Tag = "!!str"
		return c
	}
	nested := false
	for _, child := range n.Content {
		c.Content = append(c.Content, tidy(child, depth+1))
		nested = nested || child.Kind == yaml.SequenceNode && holds(child, yaml.MappingNode) && depth < 6
	}
	if depth > 1 && !nested && (n.Kind == yaml.MappingNode || holds(n, yaml.ScalarNode)) {
		c.Style = yaml.FlowStyle
	}
	return c
}
