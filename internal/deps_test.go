// Package internal holds no code: this test keeps who may import what.
package internal

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// rooms in import order: each may import only rooms that stand above it.
var rooms = []string{"race", "viet", "harmless", "finding", "sheet", "rule", "seal", "round", "form", "answer", "check", "score", "decision", "record", "rollup", "ledger", "workbook", "unpack", "intake", "outbox", "convert", "office", "demo"}

// blind rooms may not import these, with the reason.
var blind = map[string]map[string]string{
	"check":  {"sheet": "checks judge answers, not cells", "ledger": "checks are a function of one return"},
	"score":  {"sheet": "scores come of answers, not cells", "ledger": "scores are a function of one return"},
	"rollup": {"sheet": "totals add answers, not cells", "ledger": "totals are a function of the returns that count"},
	"intake": {"ledger": "taking files in knows no SQL; the office records it"},
	"outbox": {"ledger": "publishing knows no SQL; the office records it", "workbook": "publishing moves bytes, whatever they are"},
}

// owners are the only rooms that may use a library, with the reason.
var owners = map[string]struct{ room, why string }{
	"github.com/xuri/excelize/v2":    {"workbook", "it writes; strangers' files are read by sheet, exactly or not at all"},
	"modernc.org/sqlite":             {"ledger", "the truth has one door"},
	"database/sql":                   {"ledger", "the truth has one door"},
	"github.com/fsnotify/fsnotify":   {"intake", "events are hints to whoever scans"},
	"github.com/emersion/go-message": {"unpack", "containers are taken apart in one place"},
	"github.com/richardlehane/mscfb": {"unpack", "containers are taken apart in one place"},
	"go.yaml.in/yaml/v4":             {"round", "definitions are read in one place"},
	"github.com/expr-lang/expr":      {"rule", "rules are parsed once"},
	"github.com/alecthomas/kong":     {"", "only the command knows the command line"},
}

type listed struct {
	ImportPath string
	Imports    []string
}

func TestRoomsImportOnlyWhatStandsAboveThem(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "tonghop/internal/...").Output()
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
