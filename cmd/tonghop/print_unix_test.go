//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"tonghop/internal/demo"
)

// A file whose name steers terminals comes in, and stands harmless wherever it is shown.
func TestANameThatSteersTerminals(t *testing.T) {
	dir := t.TempDir()
	if err := definition(filepath.Join(dir, "templates", "antt-2019")); err != nil {
		t.Fatal(err)
	}
	name := "\x1b[31m\u202ecod\u200e.csv"
	if err := demo.Drop(filepath.Join(dir, "inbox"), []demo.File{{Name: name, Data: []byte("a,b\n")}}); err != nil {
		t.Skip(err)
	}
	long := time.Now().Add(-time.Hour) // no end marks such a file: it is taken in once it was left alone
	if err := os.Chtimes(filepath.Join(dir, "inbox", name), long, long); err != nil {
		t.Fatal(err)
	}
	var out, log bytes.Buffer
	if code := run(t.Context(), []string{"-C", dir, "run"}, &out, &log); code != exitDone {
		t.Fatalf("run: %d %s", code, log.String())
	}
	if code := run(t.Context(), []string{"-C", dir, "status"}, &out, &log); code != exitDone {
		t.Fatalf("status: %d", code)
	}
	if bad := seen(out.String()); bad != nil {
		t.Errorf("printed: %v", bad)
	}
	notices, _ := filepath.Glob(filepath.Join(dir, "outbox", "tra-lai", "khong-xac-dinh", "*.xlsx"))
	if len(notices) != 1 || seen(notices[0]) != nil {
		t.Errorf("notices: %q", notices)
	}
	for _, book := range append(notices, filepath.Join(dir, "outbox", "tong-hop.xlsx")) {
		if at := turned(t, book); at != "" {
			t.Errorf("%s: %s", filepath.Base(book), at)
		}
	}
}

// turned is the first text of a workbook in which something acts, "" for none.
func turned(t *testing.T, path string) string {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			for _, text := range row {
				if seen(text) != nil {
					return fmt.Sprintf("%s: %q", name, text)
				}
			}
		}
	}
	return ""
}
