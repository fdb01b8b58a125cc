package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// mutant is one change.
type mutant struct {
	number             int // by which it is turned on, from 1
	pos                token.Position
	fn, source, change string
}

func (m mutant) String() string {
	return fmt.Sprintf("%s:%d %s: %s: %s", filepath.Base(m.pos.Filename), m.pos.Line, m.fn, m.source, m.change)
}

// room is a package with its types.
type room struct {
	listing
	fset    *token.FileSet
	files   []*ast.File
	source  map[string][]byte // by file name
	info    *types.Info
	mutants []mutant
}

// load reads and checks a package.
func load(dir string) (*room, error) {
	l, exports, err := list(dir)
	if err != nil {
		return nil, err
	}
	p := &room{listing: l, fset: token.NewFileSet(), source: map[string][]byte{}}
	for _, name := range l.GoFiles {
		path := filepath.Join(l.Dir, name)
		src, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		f, err := parser.ParseFile(p.fset, path, src, 0)
		if err != nil {
			return nil, err
		}
		p.files, p.source[path] = append(p.files, f), src
	}
	lookup := func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) }
	p.info = &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	conf := types.Config{Importer: importer.ForCompiler(p.fset, "gc", lookup)}
	_, err = conf.Check(l.ImportPath, p.fset, p.files, p.info)
	return p, err
}

// write puts the changed files, the switches and the overlay into a folder.
func (p *room) write(tmp string) ([]mutant, error) {
	replace := map[string]string{}
	put := func(path string, text []byte) error {
		replace[path] = filepath.Join(tmp, filepath.Base(path))
		return os.WriteFile(replace[path], text, 0o600)
	}
	for _, f := range p.files {
		path := p.fset.File(f.Pos()).Name()
		if err := put(path, p.rewrite(f, p.source[path])); err != nil {
			return nil, err
		}
	}
	switches := "package " + p.Name + "\n" + plainSwitches
	if p.decimals() {
		switches = "package " + p.Name + "\nimport \"" + decimalPath + "\"\n" + plainSwitches + decimalSwitches()
	}
	if err := put(filepath.Join(p.Dir, "zz_mutants.go"), []byte(switches)); err != nil {
		return nil, err
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return nil, err
	}
	return p.mutants, os.WriteFile(filepath.Join(tmp, "overlay.json"), overlay, 0o600)
}

// decimals tells whether the package's files use decimals.
func (p *room) decimals() bool {
	for _, f := range p.files {
		for _, s := range f.Imports {
			if s.Path.Value == `"`+decimalPath+`"` {
				return true
			}
		}
	}
	return false
}

// edit replaces source from one offset to another. A change that holds another ones opens
// before it and closes after it: order counts the changes from the outside in.
type edit struct {
	from, to, order int
	closes          bool
	text            string
}

// rewriter collects the edits of one file.
type rewriter struct {
	*room
	src   []byte
	fn    string
	edits []edit
}

// rewrite returns a file with all its changes behind switches.
func (p *room) rewrite(f *ast.File, src []byte) []byte {
	w := &rewriter{room: p, src: src}
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil {
			w.fn = name(fn)
			ast.Inspect(fn.Body, w.visit)
		}
	}
	slices.SortStableFunc(w.edits, func(a, b edit) int {
		switch {
		case a.from != b.from:
			return a.from - b.from
		case a.closes != b.closes: // what ends here closes before something opens
			return map[bool]int{true: -1, false: 1}[a.closes]
		case a.closes:
			return b.order - a.order
		}
		return a.order - b.order
	})
	var out bytes.Buffer
	at := 0
	for _, e := range w.edits {
		out.Write(src[at:e.from])
		out.WriteString(e.text)
		at = e.to
	}
	out.Write(src[at:])
	return out.Bytes()
}

// name is a function's name with its receiver's type.
func name(fn *ast.FuncDecl) string {
	if fn.Recv == nil {
		return fn.Name.Name
	}
	t := fn.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	return types.ExprString(t) + "." + fn.Name.Name
}

func (w *rewriter) offset(p token.Pos) int { return w.fset.Position(p).Offset }

// mutant remembers a change and returns its number.
func (w *rewriter) mutant(n ast.Node, change string) int {
	text := strings.Join(strings.Fields(string(w.src[w.offset(n.Pos()):w.offset(n.End())])), " ")
	if r := []rune(text); len(r) > 90 {
		text = string(r[:90]) + "…"
	}
	w.mutants = append(w.mutants, mutant{len(w.mutants) + 1, w.fset.Position(n.Pos()), w.fn, text, change})
	return len(w.mutants)
}

// around puts text before and behind a node.
func (w *rewriter) around(n ast.Node, order int, before, behind string) {
	from, to := w.offset(n.Pos()), w.offset(n.End())
	w.edits = append(w.edits, edit{from, from, order, false, before}, edit{to, to, order, true, behind})
}

// between replaces what stands from one place to another.
func (w *rewriter) between(from, to token.Pos, text string) {
	w.edits = append(w.edits, edit{w.offset(from), w.offset(to), 0, false, text})
}
