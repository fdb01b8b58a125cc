package outbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"tonghop/internal/tier"
)

// fileSystems are the ways in which a file system can move files.
var fileSystems = map[string]disk{
	"exchange": {},
	"link":     {trade: unable3, in: unable2}, // bindfs, NFS
	"move":     {trade: unable3},
}

func unable3(string, string, string) error { return errors.ErrUnsupported }

func unable2(string, string) error { return errors.ErrUnsupported }

// saves are the ways in which programs save a file.
var saves = map[string]func(path, content string) error{
	"by nobody": func(string, string) error { return nil },
	"in place":  func(path, content string) error { return os.WriteFile(path, []byte(content), 0o644) },
	"renamed": func(path, content string) error {
		if err := os.WriteFile(path+".tmp", []byte(content), 0o644); err != nil {
			return err
		}
		return os.Rename(path+".tmp", path)
	},
}

// lies tells where a content stands under a name that people see.
func lies(t *testing.T, dir, content string) (at []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if string(data) == content && !strings.HasPrefix(d.Name(), ".") {
			at = append(at, d.Name())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// killed is what a step panics with.
type killed struct{}

// replacing are the ways in which an output stops being what it was.
var replacing = map[string]struct {
	before, next string // an edit that stands there already; the next revision, "" to withdraw
	filled       bool
}{
	"replaced":                      {next: "two"},
	"withdrawn":                     {},
	"filled in, replaced":           {next: "two", filled: true},
	"filled in, withdrawn":          {filled: true},
	"set aside, then replaced":      {before: "a first edit", next: "two"},
	"set aside because withdrawn":   {before: "a first edit"},
	"nothing there, then published": {before: "-", next: "two"},
}

// Whenever somebody saves an edit while an output is replaced or withdrawn, and wherever the
// program is killed then, the edit stands under a name that people find, and what people fill
// in at its own.
func TestAnEditBetweenTwoSteps(t *testing.T) {
	tier.Full(t)
	points := []string{"looked", "out", "swapped", "known"}
	reached := map[string]int{}
	for system, d := range fileSystems {
		for what, c := range replacing {
			for how, save := range saves {
				for _, point := range points {
					for _, kill := range []bool{false, true} {
						if how == "by nobody" && !kill || testing.Short() && how == "in place" && kill {
							continue
						}
						name := fmt.Sprintf("%s/%s/%s at %s/killed %v", system, what, how, point, kill)
						t.Run(name, func(t *testing.T) {
							s := begin(t)
							s.box.disk = d
							s.box.Filled = func(string) bool { return c.filled }
							s.sync("one")
							path := filepath.Join(s.box.Dir, "tra-lai", "a.xlsx")
							switch c.before {
							case "":
							case "-":
								os.Remove(path)
							default:
								s.write("a.xlsx", c.before)
							}
							s.box.disk.step = func(at, _ string) {
								if at != point {
									return
								}
								s.box.disk.step = nil
								reached[system+" "+at]++
								if err := save(path, "saved meanwhile"); err != nil {
									t.Error(err)
								}
								if kill {
									panic(killed{})
								}
							}
							s.interrupted(c.next)
							edited := s.box.disk.step == nil
							s.box.disk.step = nil
							s.settled(c.next, c.filled && edited && how != "by nobody")
							if edited && how != "by nobody" {
								s.keeps("saved meanwhile", c.filled)
							}
							if c.before != "" && c.before != "-" && (point != "looked" || how == "by nobody") { // else overwritten by whoever saved
								s.keeps(c.before, false)
							}
						})
					}
				}
			}
		}
	}
	for _, p := range []string{"exchange looked", "exchange swapped", "exchange known", "move out", "link out", "link swapped"} {
		if reached[p] == 0 {
			t.Errorf("no edit was saved at %q", p)
		}
	}
}

// interrupted is a sync that may be killed.
func (s story) interrupted(content string) {
	s.t.Helper()
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(killed); !ok {
				panic(r)
			}
		}
	}()
	s.sync(content)
}

// settled starts again and publishes twice: nothing of ours is left over, and the newest
// revision stands where no edit waits to be taken in.
func (s story) settled(content string, waits bool) {
	s.t.Helper()
	if err := s.box.Sweep(context.Background()); err != nil {
		s.t.Fatal(err)
	}
	s.sync(content)
	s.sync(content)
	if !waits {
		s.holds("a.xlsx", content)
	}
	entries, _ := os.ReadDir(filepath.Join(s.box.Dir, "tra-lai"))
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			s.t.Errorf("left over: %s", e.Name())
		}
	}
}

// keeps checks that a content stands once where people find it; one that is to be taken in, at
// the output's own name.
func (s story) keeps(content string, filled bool) {
	s.t.Helper()
	at := lies(s.t, s.box.Dir, content)
	if len(at) != 1 || filled && at[0] != "a.xlsx" {
		s.t.Errorf("%q stands at %q", content, at)
	}
}

// A file that cannot be read, because a program holds it and shares nothing, gets its
// revision beside it, and the others are published.
func TestAFileThatNobodyMayRead(t *testing.T) {
	s := begin(t)
	s.sync("one")
	locked := filepath.Join(s.box.Dir, "tra-lai", "a.xlsx")
	s.box.disk.open = func(path string) (io.ReadCloser, error) {
		if path == locked {
			return nil, &fs.PathError{Op: "open", Path: path, Err: syscall.EACCES}
		}
		return os.Open(path)
	}
	for range 2 {
		notes := s.syncs(map[string]string{"tra-lai/a.xlsx": "two", "z.xlsx": "other"})
		if !told(notes, "tra-lai/a.xlsx", "held") {
			t.Errorf("notes: %v", notes)
		}
		s.holds("a.xlsx", "one")
		s.holds("a (bản 2).xlsx", "two")
		s.holds("../z.xlsx", "other")
	}
	if n := len(s.box.Book.(memory)["tra-lai/a (bản 2).xlsx"]); n != 1 {
		t.Errorf("%d revisions on record of the one beside", n)
	}
	s.box.disk.open = nil
	s.syncs(map[string]string{"tra-lai/a.xlsx": "two"})
	s.holds("a.xlsx", "two")
	s.holds("a (bản 2).xlsx", "")
}

// syncs publishes several outputs.
func (s story) syncs(contents map[string]string) []Note {
	s.t.Helper()
	var outs []Output
	for path, content := range contents {
		outs = append(outs, Output{Path: path, Key: content, Make: func() ([]byte, error) { return []byte(content), nil }})
	}
	notes, err := s.box.Sync(context.Background(), outs)
	if err != nil {
		s.t.Fatal(err)
	}
	return notes
}

func told(notes []Note, path string, what Fate) bool {
	for _, n := range notes {
		if n.Path == path && n.What == what && !n.Why.None() {
			return true
		}
	}
	return false
}

// Whatever stands at an output's name costs that output alone: the others are published, what
// stands there is left as it is, and nothing is written through a link.
func TestWhatStandsAtAnOutputsName(t *testing.T) {
	elsewhere := filepath.Join(t.TempDir(), "elsewhere")
	for name, put := range map[string]func(path string) error{
		"a folder":          func(path string) error { return os.MkdirAll(filepath.Join(path, "within"), 0o755) },
		"a link to nowhere": func(path string) error { return os.Symlink(elsewhere, path) },
		"a link to a file": func(path string) error {
			return errors.Join(os.WriteFile(elsewhere, []byte("theirs"), 0o644), os.Symlink(elsewhere, path))
		},
		"a link to a folder": func(path string) error { return os.Symlink(filepath.Dir(elsewhere), path) },
		"a link to itself":   func(path string) error { return os.Symlink(path, path) },
		"a file for a folder": func(path string) error {
			return errors.Join(os.Remove(filepath.Dir(path)), os.WriteFile(filepath.Dir(path), nil, 0o644))
		},
		"a link for a folder": func(path string) error {
			return errors.Join(os.Remove(filepath.Dir(path)), os.Symlink(elsewhere+"-2", filepath.Dir(path)))
		},
		"a pipe": mkfifo,
		"a folder beside it, too": func(path string) error {
			return errors.Join(os.Mkdir(path, 0o755), os.Mkdir(strings.TrimSuffix(path, ".xlsx")+" (bản 1).xlsx", 0o755))
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t)
			path := filepath.Join(s.box.Dir, "tra-lai", "a.xlsx")
			if err := errors.Join(os.Mkdir(filepath.Dir(path), 0o755), put(path)); err != nil {
				t.Skip(err)
			}
			before, _ := os.ReadFile(elsewhere)
			is, _ := os.Lstat(path)
			for range 3 {
				notes := s.syncs(map[string]string{"tra-lai/a.xlsx": "two", "b.xlsx": "b", "z/z.xlsx": "z"})
				if !told(notes, "tra-lai/a.xlsx", "held") && !told(notes, "tra-lai/a.xlsx", "kept") {
					t.Errorf("not told: %v", notes)
				}
			}
			s.holds("../b.xlsx", "b")
			s.holds("../z/z.xlsx", "z")
			if after, _ := os.ReadFile(elsewhere); string(after) != string(before) {
				t.Errorf("written through the link: %q", after)
			}
			if _, err := os.Lstat(elsewhere + "-2"); err == nil {
				t.Error("a folder was made where a link leads")
			}
			if now, _ := os.Lstat(path); is != nil && (now == nil || !os.SameFile(is, now)) {
				t.Error("what stood there was taken away")
			}
			s.syncs(map[string]string{"b.xlsx": "b"}) // nothing to withdraw there
		})
	}
}

// A path that leads out of the folder is refused, and the others are published.
func TestPathsThatLeadOut(t *testing.T) {
	s := begin(t)
	for _, path := range []string{"../x.xlsx", "tra-lai/../../x.xlsx", "/tmp/x.xlsx", ".."} {
		if notes := s.syncs(map[string]string{path: "x", "b.xlsx": "b"}); !told(notes, path, "kept") {
			t.Errorf("%s: %v", path, notes)
		}
		s.box.Book.(memory)[path] = []Revision{{path, sum([]byte("x")), 1, "x"}}
		if _, err := os.Lstat(filepath.Join(s.box.Dir, "..", "x.xlsx")); err == nil {
			t.Fatal("written outside")
		}
		s.syncs(map[string]string{"b.xlsx": "b"})
	}
}

// A full disk, a book that cannot be written and bytes that are not on the disk stop it all.
func TestErrorsOfAll(t *testing.T) {
	full := &fs.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}
	for name, err := range map[string]error{"full": full, "book": &bookError{errors.New("locked")}, "stopped": context.Canceled} {
		if _, got := own("a", nil, err); got == nil {
			t.Errorf("%s is taken for an error of one path", name)
		}
	}
	s := begin(t)
	s.box.disk.open = func(string) (io.ReadCloser, error) { return nil, full }
	s.write2("a.xlsx")
	if _, err := s.box.Sync(context.Background(), []Output{{Path: "a.xlsx", Key: "k", Make: func() ([]byte, error) { return nil, nil }}}); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("a full disk: %v", err)
	}
}

func (s story) write2(name string) {
	s.t.Helper()
	if err := os.WriteFile(filepath.Join(s.box.Dir, name), nil, 0o644); err != nil {
		s.t.Fatal(err)
	}
}

// What cannot be made costs that output alone, and what was said is not said again.
func TestWhatCannotBeMade(t *testing.T) {
	s := begin(t)
	outs := []Output{{Path: "a.xlsx", Key: "k", Make: func() ([]byte, error) { return nil, errors.New("too many rows") }},
		{Path: "b.xlsx", Key: "k", Make: func() ([]byte, error) { return []byte("b"), nil }}}
	for i := range 2 {
		notes, err := s.box.Sync(context.Background(), outs)
		if err != nil || !told(notes, "a.xlsx", "kept") || notes[0].Known != (i > 0) {
			t.Errorf("%v %v", notes, err)
		}
	}
	s.holds("../b.xlsx", "b")
	if left, _ := filepath.Glob(filepath.Join(s.box.Dir, ".*")); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
}
