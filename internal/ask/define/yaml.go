package define

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"
	"go.yaml.in/yaml/v4"

	"tonghop/internal/viet"
)

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
		f.wrongAt(line, col, notYAML, err.Error())
		return node{}, false
	}
	if len(root.Content) == 0 || root.Content[0].Kind != yaml.MappingNode {
		f.wrongAt(1, 1, notKeyValue)
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
		n.wrong(notMapping, strings.Join(allowed, ", "))
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
			k.wrong(noSuchKey, k.Value, hint)
			continue
		}
		if _, twice := fs.by[k.Value]; twice {
			k.wrong(keyTwice, k.Value)
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
		fs.wrong(keyMissing, key)
	}
	return n, ok
}

func (fs fields) str(key string, required bool) string {
	n, ok := fs.get(key, required)
	if !ok {
		return ""
	}
	if n.Kind != yaml.ScalarNode || required && strings.TrimSpace(n.Value) == "" {
		n.wrong(notText, key)
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
		n.wrong(notList, key)
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
			n.wrong(notTextHere)
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
		n.wrong(notTruth, key)
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
		n.wrong(notWhole, key, least)
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
		n.wrong(notNumber, key)
		return nil
	}
	return &d
}

// money is an amount that is not negative; nil where the key is not there.
func (fs fields) money(key string) *decimal.Decimal {
	d := fs.decimal(key, false)
	if d != nil && d.IsNegative() {
		fs.by[key].wrong(isNegative, key)
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
		n.wrong(notDate, key)
	}
	return t
}
