package define

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"tonghop/internal/ask/round"
)

// oddNames name no file on some system, or one that stands elsewhere.
var oddNames = []string{"../../../../x", "..", ".", "/etc/x", `..\x`, `C:\x`, "C:x", `\\server\share`, "a/b", `a\b`, "a:b", "CON", "con", "aux", "Nul.x", "com1", "LPT9.txt",
	"ngọ", "dấu cách", "a.", "a..", " a/", "-a", ".a", "~$a", "a?", "a*", "a\u0000b", "a\u202eb", "a\nb", "ＣＯＮ", "com¹", "e\u0301", "á", strings.Repeat("a", 61), "a|b", "a\"b", "<a>"}

// places are where an id stands that becomes the name of a file or a folder.
var places = map[string]struct{ file, old, new string }{
	"kind":     {RoundFile, "{id: truong_hoc,", "{id: %s,"},
	"desk":     {RoundFile, "\nkinds:", "\n  - {id: %s, name: x}\n\nkinds:"},
	"round":    {RoundFile, "id: antt-2019\n", "id: %s\n"},
	"previous": {RoundFile, "language: vi\n", "language: vi\nprevious: %s\n"},
}

// spoilt reads the first round.yaml with an id written at a place.
func spoilt(text []byte, place, id string) error {
	var ms Mistakes
	c := places[place]
	now := strings.Replace(string(text), c.old, fmt.Sprintf(c.new, strconv.Quote(id)), 1)
	r := &loader{Round: round.New("")}
	r.readRound(&file{name: c.file, mistakes: &ms}, []byte(now))
	if now == string(text) {
		return errors.New("the place is not there")
	}
	if len(ms) == 0 {
		return nil
	}
	return ms
}

func roundText(t *testing.T) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(first, RoundFile))
	if err != nil {
		t.Fatal(err)
	}
	for place := range places {
		if err := spoilt(data, place, "abc"); err != nil {
			t.Fatalf("a good id for the %s: %v", place, err)
		}
	}
	return data
}

// Odd ids are told with their place, wherever a definition writes them.
func TestOddIDsAreToldWithTheirPlace(t *testing.T) {
	text := roundText(t)
	for place := range places {
		for _, id := range oddNames {
			var ms Mistakes
			if err := spoilt(text, place, id); !errors.As(err, &ms) {
				t.Errorf("the %s %q: %v", place, id, err)
			} else if ms[0].File != RoundFile || ms[0].Line == 0 {
				t.Errorf("the %s %q is told at %s", place, id, ms[0].Place())
			}
		}
	}
	for place, ids := range map[string][]string{
		"kind":     {"THON_KDC", "Co_Quan", "X"},
		"desk":     {"An_Ninh", "XDPT"},
		"round":    {"tra-lai", "Tham-Dinh", "ket-qua", "tong-hop.xlsx", "bao-cao.DOCX", "da-ky"},
		"previous": {"antt-2019", "thu"},
	} {
		for _, id := range ids {
			var ms Mistakes
			if err := spoilt(text, place, id); !errors.As(err, &ms) {
				t.Errorf("the %s %q: %v", place, id, err)
			}
		}
	}
}

// windowsKeeps is written from Microsoft's list (Naming Files, Paths, and Namespaces).
func windowsKeeps(name string) bool {
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	for _, device := range strings.Fields("CON PRN AUX NUL COM0 COM1 COM2 COM3 COM4 COM5 COM6 COM7 COM8 COM9 LPT0 LPT1 LPT2 LPT3 LPT4 LPT5 LPT6 LPT7 LPT8 LPT9") {
		if strings.TrimRight(stem, " ") == device {
			return true
		}
	}
	return false
}

// Whatever an id is, a definition with it is refused, or the id is a plain name on every
// system.
func TestAnyIDIsRefusedOrAPlainName(t *testing.T) {
	text := roundText(t)
	parts := rapid.SampledFrom(append([]string{"a", "x-1", ".", "..", "/", `\`, ":", " ", "con", "nul", "com1", "\u202e", "ế", "_", "-", "\x01", "%2e", "~", "0"}, oddNames...))
	rapid.Check(t, func(t *rapid.T) {
		id := strings.Join(rapid.SliceOfN(parts, 1, 4).Draw(t, "id"), "")
		place := rapid.SampledFrom([]string{"kind", "desk", "round", "previous"}).Draw(t, "place")
		name := strings.TrimSpace(id) // as it is read
		if spoilt(text, place, id) != nil || name == "" && place == "previous" {
			return
		}
		plain := strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == ""
		if !filepath.IsLocal(name+".xlsx") || filepath.Base(name) != name || windowsKeeps(name) || !plain || strings.HasSuffix(name, ".") {
			t.Fatalf("the %s %q is taken", place, id)
		}
	})
}

// A unit's code is checked as other ids are.
func TestOddCodesOfUnits(t *testing.T) {
	dir := copyOf(t)
	path := filepath.Join(dir, RegisterFile)
	for _, code := range append([]string{"tat-ca", "Khong-Xac-Dinh", "da-gui", "TRUONG_HOC"}, oddNames[:14]...) {
		if strings.Trim(code, " \x00\n") != code || strings.ContainsAny(code, "\x00\n") {
			continue // a cell's text is trimmed
		}
		f, err := excelize.OpenFile(filepath.Join(first, RegisterFile))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := f.GetRows(f.GetSheetName(0))
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(f.SetCellStr(f.GetSheetName(0), fmt.Sprintf("A%d", len(rows)), code), f.SaveAs(path), f.Close()); err != nil {
			t.Fatal(err)
		}
		_, err = LoadFrom(dir)
		var ms Mistakes
		if !errors.As(err, &ms) || ms[0].Cell != fmt.Sprintf("A%d", len(rows)) {
			t.Errorf("%q: %v", code, err)
		}
	}
}

// Two desks' workbooks never have the same name.
func TestSeatsHaveNamesOfTheirOwn(t *testing.T) {
	dir := copyOf(t)
	r, err := Load(first)
	if err != nil {
		t.Fatal(err)
	}
	var code string
	for _, u := range r.Register.Units {
		if u.Kind == "xa_phuong" {
			code = u.Code
		}
	}
	data, err := os.ReadFile(filepath.Join(first, RoundFile))
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(data), "\nkinds:", "\n  - {id: ca_xa-"+strings.ToUpper(code)+", name: \"Trùng tên\"}\n\nkinds:", 1)
	if err := os.WriteFile(filepath.Join(dir, RoundFile), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	var ms Mistakes
	if _, err := LoadFrom(dir); !errors.As(err, &ms) || len(ms) != 1 || !strings.Contains(ms[0].EN, code) {
		t.Errorf("two workbooks of one name: %v", err)
	}
}

// Ids of the form are names of cells that every spreadsheet program takes.
func TestIDsThatAreNoNamesOfCells(t *testing.T) {
	for id, ok := range map[string]bool{"a1": false, "hs12": false, "xfd1048576": false, "xfe1": true, "abcd1": true, "a1048577": true, "a0": true, "r": false, "c": false, "r1c1": false, "rc": false, "c12": false,
		"r2d2": true, "true": false, "false": false, "tot_1": true, "hom_thu": true, strings.Repeat("a", 201): false, "rx": true} {
		if cellName(id) != ok {
			t.Errorf("%q: %v", id, !ok)
		}
	}
	for _, c := range []struct{ old, new, text string }{
		{"{id: nd_tin,", "{id: hs12,", "a cell's address"},
		{"  - id: II.1\n", "  - id: \"II 1\"\n", "part of a cell's name"},
		{"  - id: II.1\n", "  - id: II-1\n", "part of a cell's name"},
		{"  - id: II.1\n", "  - id: i\n", "stands above already"},
		{"{id: ten,", "{id: \"Tên|x\",", "column's id"},
		{"      - id: tot\n", "      - id: \"=tot\"\n", "group's id"},
		{"  - id: co_quan\n", "  - id: \"../co_quan\"\n", "card's id"},
	} {
		dir := copyOf(t)
		data, err := os.ReadFile(filepath.Join(dir, FormFile))
		if err != nil || !strings.Contains(string(data), c.old) {
			t.Fatal(err, c.old)
		}
		if err := os.WriteFile(filepath.Join(dir, FormFile), []byte(strings.Replace(string(data), c.old, c.new, 1)), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err = LoadFrom(dir)
		if err == nil || !strings.Contains(err.Error(), c.text) {
			t.Errorf("%q: %v", c.new, err)
		}
	}
}
