// Package internal holds no code: this test keeps who may import what.
package internal

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// rooms in import order, wing by wing: each may import only rooms that stand above it.
var rooms = []string{
	"tier", "calc", "words", "viet", "harmless", "finding",
	"sheet/bounds", "sheet/inflate", "sheet/markup", "sheet", "seal",
	"ask/rule", "ask/round", "ask/form", "ask/define",
	"read/unpack", "read/convert", "read/answer", "read/decision",
	"judge/check", "judge/score", "judge/record",
	"keep/ledger",
	"count/rollup", "count/standing", "count/versions", "count/desk", "count/roll",
	"write/letter", "write/canvas", "write/legible", "write/live", "write/formbook", "write/officers", "write/summary",
	"run/durable", "run/waiting", "run/intake", "run/outbox", "run/workspace", "run/issue", "run/judging", "run/office",
	"demo",
}

// blind rooms may not import these, with the reason.
var blind = map[string]map[string]string{
	"judge/check":    {"sheet": "checks judge answers, not cells", "keep/ledger": "checks are a function of one return"},
	"judge/score":    {"sheet": "scores come of answers, not cells", "keep/ledger": "scores are a function of one return"},
	"count/rollup":   {"sheet": "totals add answers, not cells", "keep/ledger": "totals are a function of what counts"},
	"ask/round":      {"sheet": "the model is plain values; define reads it"},
	"ask/form":       {"ask/define": "the layout follows from the model, whoever read it"},
	"write/officers": {"write/formbook": "writers share the canvas, not each other"},
	"write/summary":  {"write/officers": "writers share the canvas, not each other"},
	"run/intake":     {"keep/ledger": "taking files in knows no SQL; the office records it"},
	"run/outbox": {
		"keep/ledger":  "publishing knows no SQL; the office records it",
		"write/canvas": "publishing moves bytes, whatever they are",
	},
}

// owners are the only rooms that may use a library, with the reason.
var owners = map[string]struct{ room, why string }{
	"github.com/xuri/excelize/v2":    {"write/canvas", "it writes; strangers' files are read by sheet, exactly or not at all"},
	"modernc.org/sqlite":             {"keep/ledger", "the truth has one door"},
	"database/sql":                   {"keep/ledger", "the truth has one door"},
	"github.com/fsnotify/fsnotify":   {"run/intake", "events are hints to whoever scans"},
	"github.com/emersion/go-message": {"read/unpack", "containers are taken apart in one place"},
	"github.com/richardlehane/mscfb": {"read/unpack", "containers are taken apart in one place"},
	"go.yaml.in/yaml/v4":             {"ask/define", "definitions are read in one place"},
	"github.com/expr-lang/expr":      {"ask/rule", "rules are parsed once"},
	"github.com/alecthomas/kong":     {"", "only the command knows the command line"},
}

// mostLines is how many lines a room may have without its tests: what is larger is several.
const mostLines = 3500

type listed struct {
	ImportPath string
	Dir        string
	Doc        string
	GoFiles    []string
	Imports    []string

	TestGoFiles, XTestGoFiles []string
}

func TestRoomsImportOnlyWhatStandsAboveThem(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Dir,Doc,GoFiles,Imports,TestGoFiles,XTestGoFiles", "tonghop/internal/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for d := json.NewDecoder(strings.NewReader(string(out))); d.More(); {
		var p listed
		if err := d.Decode(&p); err != nil {
			t.Fatal(err)
		}
		room, ok := strings.CutPrefix(p.ImportPath, "tonghop/internal/")
		if !ok {
			continue
		}
		seen++
		at := slices.Index(rooms, room)
		if n := linesOf(t, p); n > mostLines {
			t.Errorf("%s has %d lines: it is more than one room", room, n)
		}
		if p.Doc == "" {
			t.Errorf("%s does not say what it is for: it has no package comment", room)
		}
		if len(p.TestGoFiles)+len(p.XTestGoFiles) == 0 {
			t.Errorf("%s has no tests of its own", room)
		}
		if at < 0 {
			t.Errorf("%s is no room of the house: give it a place in the import order", room)
		}
		for _, imp := range p.Imports {
			judge(t, room, at, imp)
		}
	}
	if seen != len(rooms) {
		t.Errorf("%d rooms found, %d in the import order", seen, len(rooms))
	}
}

// linesOf counts a room's lines without its tests.
func linesOf(t *testing.T, p listed) (n int) {
	for _, name := range p.GoFiles {
		data, err := os.ReadFile(filepath.Join(p.Dir, name))
		if err != nil {
			t.Fatal(err)
		}
		n += bytes.Count(data, []byte("\n"))
	}
	return n
}

func judge(t *testing.T, room string, at int, imp string) {
	if other, ok := strings.CutPrefix(imp, "tonghop/internal/"); ok {
		if slices.Index(rooms, other) >= at {
			t.Errorf("%s imports %s, which does not stand above it", room, other)
		}
		if why, no := blind[room][other]; no {
			t.Errorf("%s imports %s: %s", room, other, why)
		}
	}
	for lib, owner := range owners {
		if (imp == lib || strings.HasPrefix(imp, lib+"/")) && room != owner.room {
			t.Errorf("%s imports %s, which is %q's alone: %s", room, imp, owner.room, owner.why)
		}
	}
}
