// Package define reads a round's definition (round.yaml, form.yaml or dinh-nghia.xlsx) and its
// register (units.xlsx) into the model, and tells every mistake with its place. The only YAML.
package define

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// DefinitionFile is the form's definition as a workbook that officers edit. Where it
// stands in a round's folder it is read instead of form.yaml.
const DefinitionFile = "dinh-nghia.xlsx"

// DefinitionSheet is one sheet of that workbook: the entries of one list of form.yaml,
// a row each, with what is in them below. Whose row it is tells the column of ids that
// is filled in.
type DefinitionSheet struct {
	List  string // its key in form.yaml; "" for what stands by itself
	Title string
	Heads []string // in words, by column
	Keys  []string // of form.yaml, by column; those of ids begin with "id:"
	Rows  [][]string
}

// listKeys hold several values, in a cell separated by semicolons.
var listKeys = []string{"values", "of", "key", "required", "method", "verdict", "answers", "signers", "parts", "pair"}

// Definition reads the form's definition of a round's folder, from whichever file it
// stands in, as the sheets of a workbook with titles and headings in a language.
func Definition(dir, lang string) ([]DefinitionSheet, error) {
	root, err := definitionRoot(dir)
	if err != nil {
		return nil, err
	}
	var out []DefinitionSheet
	for _, spec := range specs {
		s := DefinitionSheet{List: spec.key, Title: spec.title().In(lang)}
		s.Keys, s.Heads = spec.columns(lang)
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
