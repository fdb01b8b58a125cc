package internal

import (
	"go/ast"
	"go/parser"
	"go/token"
	"testing"
)

// spoken are methods whose name says what they are for: an interface of the library has it.
var spoken = map[string]bool{"Error": true, "Unwrap": true, "String": true, "Run": true}

// Every exported name says what it is for.
func TestExportedNamesHaveComments(t *testing.T) {
	folders, err := foldersOfCode("..")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, files := range folders {
		for _, path := range files {
			set := token.NewFileSet()
			f, err := parser.ParseFile(set, path, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range f.Decls {
				for _, name := range bare(d) {
					t.Errorf("%s: %s is exported and has no comment", set.Position(name.Pos()), name.Name)
				}
				seen++
			}
		}
	}
	if seen < 1000 {
		t.Errorf("only %d declarations were looked at", seen)
	}
}

// bare are the exported names of a declaration without a comment.
func bare(d ast.Decl) (out []*ast.Ident) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && d.Doc == nil && !spoken[d.Name.Name] && !ofHidden(d) {
			out = append(out, d.Name)
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				if s.Name.IsExported() && d.Doc == nil && s.Doc == nil {
					out = append(out, s.Name)
				}
			case *ast.ValueSpec:
				for _, n := range s.Names {
					if n.IsExported() && d.Doc == nil && s.Doc == nil && s.Comment == nil {
						out = append(out, n)
					}
				}
			}
		}
	}
	return out
}

// ofHidden tells whether a method belongs to a type that is not exported.
func ofHidden(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return false
	}
	t := d.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	name, ok := t.(*ast.Ident)
	return ok && !name.IsExported()
}
