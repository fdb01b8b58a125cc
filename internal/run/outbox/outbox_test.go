package outbox

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"tonghop/internal/run/durable"
)

type memory map[string][]Revision

func (m memory) Revisions(context.Context) (map[string][]Revision, error) { return m, nil }

func (m memory) Record(_ context.Context, r Revision) error {
	m[r.Path] = append(m[r.Path], r)
	return nil
}

type story struct {
	t   *testing.T
	box *Box
}

func begin(t *testing.T) story {
	return story{t, &Box{Dir: t.TempDir(), Edited: "đã sửa", Beside: "bản", Book: memory{}}}
}

func (s story) sync(content string) []Note {
	s.t.Helper()
	var outs []Output
	if content != "" {
		outs = []Output{{Path: "tra-lai/a.xlsx", Key: content, Make: func() ([]byte, error) { return []byte(content), nil }}}
	}
	notes, err := s.box.Sync(context.Background(), outs)
	if err != nil {
		s.t.Fatal(err)
	}
	return notes
}

func (s story) holds(name, want string) {
	s.t.Helper()
	data, err := os.ReadFile(filepath.Join(s.box.Dir, "tra-lai", name))
	if want == "" && err == nil {
		s.t.Errorf("%s stands, with %q", name, data)
	}
	if want != "" && string(data) != want {
		s.t.Errorf("%s holds %q (%v), want %q", name, data, err, want)
	}
}

func (s story) write(name, content string) {
	s.t.Helper()
	if err := os.WriteFile(filepath.Join(s.box.Dir, "tra-lai", name), []byte(content), 0o644); err != nil {
		s.t.Fatal(err)
	}
}

func TestRevisionsReplaceAndWithdraw(t *testing.T) {
	s := begin(t)
	s.sync("one")
	s.holds("a.xlsx", "one")
	if n := s.sync("one"); len(n) != 0 {
		t.Errorf("written again without a change: %v", n)
	}
	s.sync("two")
	s.holds("a.xlsx", "two")
	os.Remove(filepath.Join(s.box.Dir, "tra-lai", "a.xlsx"))
	s.sync("two")
	s.holds("a.xlsx", "two")
	s.sync("")
	s.holds("a.xlsx", "")
}

func TestAnEditedFileIsSetAsideNeverReplaced(t *testing.T) {
	s := begin(t)
	s.sync("one")
	s.write("a.xlsx", "officer's")
	s.sync("two")
	s.holds("a.xlsx", "two")
	s.holds("a (đã sửa).xlsx", "officer's")
	s.write("a.xlsx", "officer's again")
	s.sync("three")
	s.holds("a (đã sửa 2).xlsx", "officer's again")
	s.holds("a (đã sửa).xlsx", "officer's")
	s.write("a.xlsx", "a last edit")
	s.sync("")
	s.holds("a.xlsx", "")
	s.holds("a (đã sửa 3).xlsx", "a last edit")
}

func TestAHeldFileGetsItsRevisionBeside(t *testing.T) {
	s := begin(t)
	s.sync("one")
	s.write(".~lock.a.xlsx#", "someone")
	s.sync("two")
	s.holds("a.xlsx", "one")
	s.holds("a (bản 2).xlsx", "two")
	if n := s.sync("two"); len(n) != 1 || n[0].What != "held" {
		t.Errorf("while it is held: %v", n)
	}
	os.Remove(filepath.Join(s.box.Dir, "tra-lai", ".~lock.a.xlsx#"))
	s.sync("two")
	s.holds("a.xlsx", "two")
	s.holds("a (bản 2).xlsx", "")
}

// An edit that is saved while the new revision is being made is not lost, nor one
// of a revision that stands beside.
func TestEditsInTheLastMoment(t *testing.T) {
	s := begin(t)
	s.sync("one")
	outs := []Output{{Path: "tra-lai/a.xlsx", Key: "two", Make: func() ([]byte, error) {
		s.write("a.xlsx", "saved meanwhile")
		return []byte("two"), nil
	}}}
	if _, err := s.box.Sync(context.Background(), outs); err != nil {
		t.Fatal(err)
	}
	s.holds("a.xlsx", "two")
	s.holds("a (đã sửa).xlsx", "saved meanwhile")
	s.write(".~lock.a.xlsx#", "someone")
	s.sync("three")
	s.write("a (bản 3).xlsx", "edited beside")
	s.sync("three")
	s.holds("a (bản 3) (đã sửa).xlsx", "edited beside")
	s.holds("a.xlsx", "two")
}

func TestAddWithdrawsNothing(t *testing.T) {
	s := begin(t)
	s.sync("one")
	if _, err := s.box.Add(context.Background(), []Output{{Path: "b.xlsx", Key: "k", Make: func() ([]byte, error) { return []byte("b"), nil }}}); err != nil {
		t.Fatal(err)
	}
	s.holds("a.xlsx", "one")
}

func TestAfterACrashBetweenRecordAndRenameOurFileIsOurs(t *testing.T) {
	s := begin(t)
	s.sync("one")
	m := s.box.Book.(memory) // recorded, then killed before the rename
	m["tra-lai/a.xlsx"] = append(m["tra-lai/a.xlsx"], Revision{"tra-lai/a.xlsx", sum([]byte("two")), 2, "two"})
	s.sync("two")
	s.holds("a.xlsx", "two")
	s.holds("a (đã sửa).xlsx", "")
}

// An outbox that is a link to a folder elsewhere is swept like any other.
func TestSweepThroughALink(t *testing.T) {
	dir, link := t.TempDir(), filepath.Join(t.TempDir(), "outbox")
	if err := os.Symlink(dir, link); err != nil {
		t.Skip("no links here: ", err)
	}
	for _, name := range []string{durable.TempPrefix + "1", "a.xlsx"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := (&Box{Dir: link, Book: memory{}}).Sweep(context.Background()); err != nil {
		t.Fatal(err)
	}
	left, _ := os.ReadDir(dir)
	if len(left) != 1 || left[0].Name() != "a.xlsx" {
		t.Errorf("left: %v", left)
	}
}

// What somebody polished is theirs: it stays, new content stands beside it, and it is no matter to be
// tried again; withdrawing the output leaves it.
func TestAPolishedFileIsTheirs(t *testing.T) {
	s := begin(t)
	s.box.Polished = func(path string) bool { return path == "tra-lai/a.xlsx" }
	s.box.Fresh = "số liệu mới"
	s.sync("one")
	s.write("a.xlsx", "polished")
	if n := s.sync("one"); len(n) != 0 {
		t.Errorf("nothing is new: %v", n)
	}
	s.holds("a (số liệu mới).xlsx", "")
	for _, content := range []string{"two", "two", "three"} {
		s.sync(content)
		s.holds("a.xlsx", "polished")
		s.holds("a (số liệu mới).xlsx", content)
	}
	s.write("a (số liệu mới).xlsx", "edited too")
	s.sync("four")
	s.holds("a (số liệu mới) (đã sửa).xlsx", "edited too")
	s.holds("a (số liệu mới).xlsx", "four")
	s.sync("")
	s.holds("a.xlsx", "polished")
	s.holds("a (số liệu mới).xlsx", "")
}

// What cannot be made now stays as it stands.
func TestWhatCannotBeMadeNowStays(t *testing.T) {
	s := begin(t)
	s.sync("one")
	if _, err := s.box.Sync(context.Background(), []Output{{Path: "tra-lai/a.xlsx"}}); err != nil {
		t.Fatal(err)
	}
	s.holds("a.xlsx", "one")
	s.sync("")
	s.holds("a.xlsx", "")
}

// Word leaves the first letters of a name out of its lock's.
func TestADocumentThatIsOpenInWord(t *testing.T) {
	s := begin(t)
	s.sync("one")
	for lock, want := range map[string]bool{"~$o-cao.docx": true, "~$bao-cao.docx": true, "~$ao-cao.docx": true, "~$ng-cao.docx": false} {
		s.write(lock, "")
		if got := s.box.Held("tra-lai/bao-cao.docx"); got != want {
			t.Errorf("%s: held %v", lock, got)
		}
		os.Remove(filepath.Join(s.box.Dir, "tra-lai", lock))
	}
}
