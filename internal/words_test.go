package internal

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// unspoken are folders whose Vietnamese is their subject, not their speech.
var unspoken = map[string]string{
	"internal/viet": "alphabets, and the ways of writing that people have",
	"internal/demo": "what made-up people write",
}

// verb is a verb of fmt, with the number of its argument when it has one.
var verb = regexp.MustCompile(`%(?:\[(\d+)\])?[-+#0]*[\d.]*([a-zA-Z%])`)

// What is said to people stands in one file a room, in both languages, so that it is found,
// compared and translated there.
func TestWordsStandInOnePlace(t *testing.T) {
	folders, err := foldersOfCode("..")
	if err != nil {
		t.Fatal(err)
	}
	pairs := 0
	for room, files := range folders {
		var stray []string
		for _, path := range files {
			file := token.NewFileSet()
			tree, err := parser.ParseFile(file, path, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range pairsIn(tree) {
				pairs++
				if why := p.wrong(); why != "" {
					t.Errorf("%s: %s", file.Position(p.at), why)
				}
			}
			if unspoken[room] != "" || holdsWords(path) {
				continue
			}
			for _, l := range vietnameseIn(tree) {
				stray = append(stray, fmt.Sprintf("%s: %s", file.Position(l.Pos()), l.Value))
			}
		}
		if len(stray) > 0 {
			t.Errorf("%s has Vietnamese literals outside words.go:\n%s", room, strings.Join(stray, "\n"))
		}
	}
	if pairs < 100 {
		t.Errorf("%d pairs seen: the test is blind", pairs)
	}
}

// holdsWords tells whether a file is where its room keeps its words.
func holdsWords(path string) bool {
	name := filepath.Base(path)
	return name == "words.go" || filepath.Base(filepath.Dir(path)) == "finding" && strings.HasPrefix(name, "catalogue")
}

// vietnameseIn are the literals with letters that English does not have.
func vietnameseIn(tree *ast.File) (out []*ast.BasicLit) {
	ast.Inspect(tree, func(n ast.Node) bool {
		if l, ok := n.(*ast.BasicLit); ok && (l.Kind == token.STRING || l.Kind == token.CHAR) && vietnamese(l.Value) {
			out = append(out, l)
		}
		return true
	})
	return out
}

func vietnamese(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		return r > unicode.MaxASCII && (unicode.Is(unicode.Latin, r) || unicode.Is(unicode.Mn, r))
	})
}

// pair is one text in both languages as it stands in the code.
type pair struct {
	at     token.Pos
	halves [2]ast.Expr // Vietnamese, English
	texts  [2]string
	known  [2]bool // the half is a literal, or several joined
	empty  bool    // the literal is the zero value
}

// pairsIn are the texts in two languages of a file: words.Pair, and both halves of what the
// catalogue of findings says.
func pairsIn(tree *ast.File) (out []pair) {
	elided := map[*ast.CompositeLit]ast.Expr{} // the type of literals that stand in a list or map
	ast.Inspect(tree, func(n ast.Node) bool {
		lit, ok := n.(*ast.CompositeLit)
		if !ok {
			return true
		}
		of := lit.Type
		if of == nil {
			of = elided[lit]
		}
		switch is := of.(type) {
		case *ast.MapType:
			note(elided, lit, is.Value)
		case *ast.ArrayType:
			note(elided, lit, is.Elt)
		}
		switch {
		case isPair(of):
			out = append(out, newPair(lit, halves(lit, "VI", "EN")))
		case isName(of, "Words") && tree.Name.Name == "finding":
			out = append(out, catalogued(lit)...)
		}
		return true
	})
	return out
}

func note(elided map[*ast.CompositeLit]ast.Expr, list *ast.CompositeLit, of ast.Expr) {
	for _, e := range list.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			e = kv.Value
		}
		if lit, ok := e.(*ast.CompositeLit); ok && lit.Type == nil {
			elided[lit] = of
		}
	}
}

func isPair(of ast.Expr) bool {
	s, ok := of.(*ast.SelectorExpr)
	return ok && s.Sel.Name == "Pair" && isName(s.X, "words")
}

func isName(of ast.Expr, name string) bool {
	id, ok := of.(*ast.Ident)
	return ok && id.Name == name
}

// halves are two fields of a literal, by place or by name; a field that is left out is nil.
func halves(lit *ast.CompositeLit, first, second string) (out [2]ast.Expr) {
	for i, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			i, e = slices.Index([]string{first, second}, kv.Key.(*ast.Ident).Name), kv.Value
		}
		if i >= 0 && i < len(out) {
			out[i] = e
		}
	}
	return out
}

// catalogued are the message and the mend of one entry of the catalogue, each a pair.
func catalogued(lit *ast.CompositeLit) (out []pair) {
	var said [2][2]ast.Expr // by language: message, mend
	for i, half := range halves(lit, "VI", "EN") {
		if of, ok := half.(*ast.CompositeLit); ok {
			said[i] = halves(of, "Message", "Fix")
		}
	}
	for k := range 2 {
		out = append(out, newPair(lit, [2]ast.Expr{said[0][k], said[1][k]}))
	}
	return out
}

func newPair(lit *ast.CompositeLit, halves [2]ast.Expr) pair {
	p := pair{at: lit.Pos(), halves: halves, empty: len(lit.Elts) == 0}
	for i, h := range halves {
		p.texts[i], p.known[i] = textOf(h)
	}
	return p
}

// textOf is what a literal says, or several joined with +.
func textOf(of ast.Expr) (string, bool) {
	switch of := of.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(of.Value)
		return s, err == nil
	case *ast.ParenExpr:
		return textOf(of.X)
	case *ast.BinaryExpr:
		a, okA := textOf(of.X)
		b, okB := textOf(of.Y)
		return a + b, okA && okB && of.Op == token.ADD
	}
	return "", false
}

// wrong says what is wrong with a pair, or nothing.
func (p pair) wrong() string {
	if p.halves[0] == nil && p.halves[1] == nil && p.empty {
		return "" // no text at all
	}
	for i, lang := range []string{"Vietnamese", "English"} {
		if p.halves[i] == nil || p.known[i] && strings.TrimSpace(p.texts[i]) == "" {
			return "a text without its " + lang + " half"
		}
		if !p.known[i] {
			return "the " + lang + " half of a text is not written out"
		}
	}
	if vietnamese(p.texts[1]) {
		return fmt.Sprintf("an English text with Vietnamese in it: %q", p.texts[1])
	}
	if vi, en := verbs(p.texts[0]), verbs(p.texts[1]); !slices.Equal(vi, en) {
		return fmt.Sprintf("a text that takes %v in Vietnamese and %v in English: %q", vi, en, p.texts[0])
	}
	return ""
}

// verbs are the arguments that a text takes, by their number: "1 s", "2 d".
func verbs(text string) (out []string) {
	next := 1
	for _, m := range verb.FindAllStringSubmatch(text, -1) {
		if m[2] == "%" {
			continue
		}
		if n, err := strconv.Atoi(m[1]); err == nil {
			next = n
		}
		out = append(out, fmt.Sprintf("%d %s", next, m[2]))
		next++
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// The test sees what it is there for.
func TestWhatIsWrongWithAPairIsSeen(t *testing.T) {
	for code, want := range map[string]string{
		`words.Pair{"đủ", "enough"}`:                                   "",
		`words.Pair{"đủ", ""}`:                                         "without its English",
		`words.Pair{EN: "enough"}`:                                     "without its Vietnamese",
		`words.Pair{"đủ", "enough, đủ"}`:                               "with Vietnamese in it",
		`map[string]words.Pair{"a": {"đủ", ""}}`:                       "without its English",
		`[]words.Pair{{"%d trong %d", "%d of %d"}}`:                    "",
		`[]words.Pair{{"%d trong %d", "%[2]d holds %[1]d"}}`:           "",
		`[]words.Pair{{"%d của %s", "%s of %d"}}`:                      "takes",
		`words.Pair{"a" + "đ", "b" + "c"}`:                             "",
		`words.Pair{x, "b"}`:                                           "not written out",
		`map[string]Words{"": {Say{"đ", "đ"}, Say{"a", "b"}}}`:         "",
		`Words{Say{"đ", "đ"}, Say{"a", ""}}`:                           "without its English",
		`map[string]Words{"": {Say{"đ", "đ"}, Say{Message: "đ"}}}`:     "English",
		`words.Pair{"tỷ lệ 5 % đạt", "share of 5 % reached"}`:          "",
		`words.Pair{"tỷ lệ 5 %% đạt", "share of 5 %% reached"}`:        "",
		`map[string]Words{"": Words{Say{"đ", "đ"}, Say{"a", "nợ"}}}`:   "with Vietnamese in it",
		`map[string][]words.Pair{"a": {{"đủ", ""}, {"đủ", "enough"}}}`: "without its English",
	} {
		tree, err := parser.ParseFile(token.NewFileSet(), "", "package finding\nvar x = "+code, 0)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range pairsIn(tree) {
			if why := p.wrong(); why != "" {
				got = append(got, why)
			}
		}
		if all := strings.Join(got, "; "); (all == "") != (want == "") || !strings.Contains(all, want) {
			t.Errorf("%s: %q, want %q", code, all, want)
		}
	}
}
