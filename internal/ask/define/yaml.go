package define

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"
	"go.yaml.in/yaml/v4"

	"tonghop/internal/sheet"
	"tonghop/internal/viet"
)

// Mistake is one mistake in a round's definition, with its place: line and
// column of a text file, or sheet and cell of the register.
type Mistake struct {
	File      string
	Line, Col int
	Sheet     string
	Cell      string
	VI, EN    string // what is wrong and what to write instead
}

// Place is the mistake's place as people look it up.
func (m Mistake) Place() string {
	switch {
	case m.Cell != "":
		return fmt.Sprintf("%s, %s!%s", m.File, m.Sheet, m.Cell)
	case m.Line > 0:
		return fmt.Sprintf("%s:%d:%d", m.File, m.Line, m.Col)
	}
	return m.File
}

// PlaceIn is the mistake's place in words, for people who read workbooks.
func (m Mistake) PlaceIn(lang string) string {
	if lang == "en" {
		return m.Place()
	}
	switch {
	case m.Cell != "":
		return fmt.Sprintf("%s, trang %s, ô %s", m.File, m.Sheet, m.Cell)
	case m.Line > 0:
		return fmt.Sprintf("%s, dòng %d, cột %d", m.File, m.Line, m.Col)
	}
	return m.File
}

// Text is the mistake in words of the language.
func (m Mistake) Text(lang string) string {
	if lang == "en" {
		return m.EN
	}
	return m.VI
}

// Mistakes is every mistake found in one reading.
type Mistakes []Mistake

func (ms Mistakes) Error() string {
	var b strings.Builder
	for i, m := range ms {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(m.Place() + ": " + m.EN)
	}
	return b.String()
}

// file is a text file of the definition while it is read.
type file struct {
	name     string
	mistakes *Mistakes
	sheets   []string // of a workbook, whose places are cells
}

// node is a place in a file.
type node struct {
	*yaml.Node
	f *file
}

func (n node) wrong(vi, en string, args ...any) {
	n.f.wrongAt(n.Line, n.Column, fmt.Sprintf(vi, args...), fmt.Sprintf(en, args...))
}

func (f *file) wrongAt(line, col int, vi, en string) {
	m := Mistake{File: f.name, Line: line, Col: col, VI: vi, EN: en}
	if f.sheets != nil {
		m.Sheet, m.Cell = f.sheets[line>>rowBits], sheet.Ref(line&(1<<rowBits-1), col>>textBits)
		if at := col & (1<<textBits - 1); at > 0 {
			m.VI += fmt.Sprintf(" (ký tự thứ %d)", at+1)
			m.EN += fmt.Sprintf(" (character %d)", at+1)
		}
		m.Line, m.Col = 0, 0
	}
	*f.mistakes = append(*f.mistakes, m)
}

var yamlPlace = regexp.MustCompile(`(?:line |L)(\d+)(?:[:,]? ?(?:column |C)(\d+))?`)

// parse reads a file to its root mapping.
func (f *file) parse(data []byte) (node, bool) {
	var root yaml.Node
	if err := yaml.Unmarshal(data, &root); err != nil {
		line, col := 1, 1
		if m := yamlPlace.FindStringSubmatch(err.Error()); m != nil {
			line, _ = strconv.Atoi(m[1])
			if m[2] != "" {
				col, _ = strconv.Atoi(m[2])
			}
		}
		f.wrongAt(line, col,
			"không đọc được YAML ("+err.Error()+"): kiểm tra thụt dòng, dấu hai chấm và dấu ngoặc kép",
			"cannot read the YAML ("+err.Error()+"): look at indentation, colons and quotes")
		return node{}, false
	}
	if len(root.Content) == 0 || root.Content[0].Kind != yaml.MappingNode {
		f.wrongAt(1, 1, "tệp phải gồm các dòng dạng “khóa: giá trị”", "the file must consist of lines “key: value”")
		return node{}, false
	}
	return node{root.Content[0], f}, true
}

// fields are the values of a mapping by key.
type fields struct {
	node
	by map[string]node
}

// fields reads a mapping whose keys must be among the allowed; other keys are
// mistakes.
func (n node) fields(allowed ...string) fields {
	fs := fields{n, map[string]node{}}
	if n.Kind != yaml.MappingNode {
		n.wrong("chỗ này phải là các khóa %s", "this must be a mapping with the keys %s", strings.Join(allowed, ", "))
		return fs
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := node{n.Content[i], n.f}
		v := node{n.Content[i+1], n.f}
		if !slices.Contains(allowed, k.Value) {
			hint := strings.Join(allowed, ", ")
			if near := viet.Nearest(k.Value, allowed); len(near) > 0 {
				hint = near[0]
			}
			k.wrong("không có khóa “%s”; hãy viết: %s", "there is no key “%s”; write: %s", k.Value, hint)
			continue
		}
		if _, twice := fs.by[k.Value]; twice {
			k.wrong("khóa “%s” được ghi hai lần; xóa một", "the key “%s” stands twice; delete one", k.Value)
		}
		fs.by[k.Value] = v
	}
	return fs
}

func (fs fields) has(key string) bool { _, ok := fs.by[key]; return ok }

// get returns the node of a key; where it is required and missing, a mistake.
func (fs fields) get(key string, required bool) (node, bool) {
	n, ok := fs.by[key]
	if !ok && required && fs.Node != nil && fs.Kind == yaml.MappingNode {
		fs.wrong("thiếu khóa “%s”", "the key “%s” is missing", key)
	}
	return n, ok
}

func (fs fields) str(key string, required bool) string {
	n, ok := fs.get(key, required)
	if !ok {
		return ""
	}
	if n.Kind != yaml.ScalarNode || required && strings.TrimSpace(n.Value) == "" {
		n.wrong("“%s” phải là một dòng chữ", "“%s” must be a text", key)
		return ""
	}
	return viet.Clean(n.Value)
}

func (fs fields) list(key string, required bool) []node {
	n, ok := fs.get(key, required)
	if !ok {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		n.wrong(
			"“%s” phải là một danh sách, mỗi dòng bắt đầu bằng dấu gạch ngang",
			"“%s” must be a list, each line with a dash", key)
		return nil
	}
	out := make([]node, len(n.Content))
	for i, c := range n.Content {
		out[i] = node{c, n.f}
	}
	return out
}

func (fs fields) strs(key string, required bool) (out []string) {
	for _, n := range fs.list(key, required) {
		if n.Kind != yaml.ScalarNode {
			n.wrong("chỗ này phải là một dòng chữ", "this must be a text")
			continue
		}
		out = append(out, viet.Clean(n.Value))
	}
	return out
}

func (fs fields) boolean(key string) bool {
	n, ok := fs.get(key, false)
	if !ok {
		return false
	}
	if n.Value != "true" && n.Value != "false" {
		n.wrong("“%s” phải là true hoặc false", "“%s” must be true or false", key)
	}
	return n.Value == "true"
}

func (fs fields) whole(key string, least, otherwise int) int {
	n, ok := fs.get(key, false)
	if !ok {
		return otherwise
	}
	v, err := strconv.Atoi(n.Value)
	if err != nil || v < least {
		n.wrong("“%s” phải là số nguyên từ %d trở lên", "“%s” must be a whole number of at least %d", key, least)
		return otherwise
	}
	return v
}

func (fs fields) decimal(key string, required bool) *decimal.Decimal {
	n, ok := fs.get(key, required)
	if !ok {
		return nil
	}
	d, err := decimal.NewFromString(n.Value)
	if err != nil {
		n.wrong("“%s” phải là một số, dùng dấu chấm thập phân: 12.5", "“%s” must be a number, such as 12.5", key)
		return nil
	}
	return &d
}

// money is an amount that is not negative; nil where the key is not there.
func (fs fields) money(key string) *decimal.Decimal {
	d := fs.decimal(key, false)
	if d != nil && d.IsNegative() {
		fs.by[key].wrong("“%s” không được âm", "“%s” must not be negative", key)
		return nil
	}
	return d
}

func (fs fields) date(key string, required bool, loc *time.Location) time.Time {
	n, ok := fs.get(key, required)
	if !ok {
		return time.Time{}
	}
	t, err := time.ParseInLocation("2006-01-02", n.Value, loc)
	if err != nil {
		n.wrong("“%s” phải là một ngày dạng 2019-10-09", "“%s” must be a date such as 2019-10-09", key)
	}
	return t
}
