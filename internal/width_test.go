package internal

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	mostColumns = 120 // of a line that is no test's
	tabColumns  = 4
)

// tooWide is how many lines of a room may still be wider than that, by its folder in the
// repository. A room that is not named has none. Figures may only go down, and go to the last.
var tooWide = map[string]int{}

// A line is narrow enough to be read beside its change. A room that became narrower than it was
// allowed keeps that: its figure is lowered with the change.
func TestLinesAreNarrow(t *testing.T) {
	folders, err := foldersOfCode("..")
	if err != nil {
		t.Fatal(err)
	}
	if len(folders) < len(rooms) {
		t.Fatalf("code in %d folders, %d rooms", len(folders), len(rooms))
	}
	for room, files := range folders {
		var wide []string
		for _, path := range files {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			wide = append(wide, wideLines(path, string(data))...)
		}
		allowed := tooWide[room]
		switch {
		case allowed == 0 && len(wide) > 0:
			t.Errorf("%s has lines of more than %d columns:\n%s", room, mostColumns, strings.Join(wide, "\n"))
		case len(wide) > allowed:
			t.Errorf("%s has %d lines of more than %d columns, %d are allowed:\n%s",
				room, len(wide), mostColumns, allowed, strings.Join(wide, "\n"))
		case len(wide) < allowed:
			t.Errorf("%s has %d lines of more than %d columns: lower its %d in tooWide",
				room, len(wide), mostColumns, allowed)
		}
	}
	for room := range tooWide {
		if folders[room] == nil {
			t.Errorf("tooWide names %s, which has no code", room)
		}
	}
}

func TestWideLinesAreCountedInColumns(t *testing.T) {
	for name, c := range map[string]struct {
		line string
		wide int
	}{
		"at the edge":             {strings.Repeat("x", mostColumns), 0},
		"one beyond":              {strings.Repeat("x", mostColumns+1), 1},
		"letters and not bytes":   {strings.Repeat("ệ", mostColumns), 0},
		"tabs up to the edge":     {"\t\t" + strings.Repeat("x", mostColumns-2*tabColumns), 0},
		"tabs beyond":             {"\t\t" + strings.Repeat("x", mostColumns-2*tabColumns+1), 1},
		"the last without an end": {"package x\n" + strings.Repeat("x", mostColumns+1), 1},
	} {
		if got := len(wideLines("a.go", c.line)); got != c.wide {
			t.Errorf("%s: %d wide lines, want %d", name, got, c.wide)
		}
	}
}

// foldersOfCode are the Go files that are no tests, by their folder below the root.
func foldersOfCode(root string) (map[string][]string, error) {
	folders := map[string][]string{}
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		room, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		room = filepath.ToSlash(room)
		folders[room] = append(folders[room], path)
		return nil
	})
	return folders, err
}

// wideLines are the lines of a file that have too many columns, each with its place.
func wideLines(path, data string) (wide []string) {
	for i, line := range strings.Split(strings.TrimSuffix(data, "\n"), "\n") {
		columns := len([]rune(line)) + (tabColumns-1)*strings.Count(line, "\t")
		if columns > mostColumns {
			wide = append(wide, place(path, i+1, columns))
		}
	}
	return wide
}

func place(path string, line, columns int) string {
	return fmt.Sprintf("\t%s:%d: %d columns", filepath.ToSlash(path), line, columns)
}
