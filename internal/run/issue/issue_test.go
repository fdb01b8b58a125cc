package issue_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/round"
	"tonghop/internal/run/issue"
	"tonghop/internal/run/workspace"
)

// firstRound is a copy of the round that the program brings along.
func firstRound(t *testing.T) *round.Round {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "antt-2019")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	// Its definition alone: forms may have been issued beside it.
	for _, name := range []string{define.RoundFile, define.FormFile, define.RegisterFile} {
		data, err := os.ReadFile(filepath.Join("..", "..", "..", "templates", "antt-2019", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r, err := define.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// issued writes the forms of units under a title, and returns the names of those written.
func issued(t *testing.T, r *round.Round, title string, codes ...string) (names []string, err error) {
	t.Helper()
	r.Title = title
	written, err := issue.Issue(context.Background(), r, codes, nil, nil, nil)
	for _, path := range written {
		names = append(names, filepath.Base(path))
	}
	return names, err
}

func form(t *testing.T, r *round.Round, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(workspace.IssuedDir(r), name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func put(t *testing.T, r *round.Round, name, text string) {
	t.Helper()
	path := filepath.Join(workspace.IssuedDir(r), name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
		t.Fatal(err)
	}
}

// A form is written once; again only where it changed. Each is told with how many are left.
func TestAFormIsWrittenOnce(t *testing.T) {
	r := firstRound(t)
	var left []int
	written, err := issue.Issue(context.Background(), r, []string{"cq-01", "cq-02"}, []string{"co_quan"}, nil,
		func(_ string, n int) { left = append(left, n) })
	if err != nil || len(written) != 3 || !slices.Equal(left, []int{2, 1, 0}) {
		t.Fatalf("written %v, left %v, %v", written, left, err)
	}
	if again, err := issued(t, r, r.Title, "cq-01", "cq-02"); err != nil || len(again) != 0 {
		t.Errorf("written again: %v, %v", again, err)
	}
	if err := os.Remove(written[0]); err != nil {
		t.Fatal(err)
	}
	if again, err := issued(t, r, r.Title, "cq-01", "cq-02"); err != nil || !slices.Equal(again, []string{"cq-01.xlsx"}) {
		t.Errorf("after one was removed: %v, %v", again, err)
	}
	if again, err := issued(t, r, "another title", "cq-01", "cq-02"); err != nil || len(again) != 2 {
		t.Errorf("after both changed: %v, %v", again, err)
	}
}

// A form that is open, or at whose name a folder stands, is left and told; all others are written.
func TestAFormInTheWayIsLeftAndTold(t *testing.T) {
	r := firstRound(t)
	if _, err := issued(t, r, "one", "cq-01", "cq-02", "cq-03"); err != nil {
		t.Fatal(err)
	}
	was := form(t, r, "cq-01.xlsx")
	put(t, r, "~$cq-01.xlsx", "")
	folder := filepath.Join(workspace.IssuedDir(r), "cq-02.xlsx")
	if err := errors.Join(os.Remove(folder), os.Mkdir(folder, 0o755)); err != nil {
		t.Fatal(err)
	}
	written, err := issued(t, r, "two", "cq-01", "cq-02", "cq-03")
	var left *issue.NotIssued
	if !errors.As(err, &left) || len(left.Forms) != 2 || !slices.Equal(written, []string{"cq-03.xlsx"}) {
		t.Fatalf("written %v, left %v", written, err)
	}
	for i, name := range []string{"cq-01.xlsx (", "cq-02.xlsx ("} {
		if !strings.HasPrefix(left.Forms[i], name) {
			t.Errorf("told %q, want %s first", left.Forms[i], name)
		}
	}
	if !bytes.Equal(form(t, r, "cq-01.xlsx"), was) {
		t.Error("the open form was replaced")
	}
	lock := filepath.Join(workspace.IssuedDir(r), "~$cq-01.xlsx")
	if err := errors.Join(os.Remove(lock), os.Remove(folder)); err != nil {
		t.Fatal(err)
	}
	if written, err := issued(t, r, "two", "cq-01", "cq-02", "cq-03"); err != nil || len(written) != 2 {
		t.Errorf("once they are free: %v, %v", written, err)
	}
}

// What somebody typed into a form is set aside, and named in the round's language; what stood in
// the folder before there was a list is replaced.
func TestAForeignFormIsKept(t *testing.T) {
	for language, aside := range map[string]string{"vi": "cq-01 (đã sửa).xlsx", "en": "cq-01 (edited).xlsx"} {
		r := firstRound(t)
		r.Language = language
		put(t, r, "cq-01.xlsx", "of another layout")
		put(t, r, "other.xlsx", "somebody's")
		put(t, r, "notes.txt", "somebody's")
		if _, err := issued(t, r, "one", "cq-01"); err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(form(t, r, "cq-01.xlsx"), []byte("of another layout")) {
			t.Errorf("%s: a form without a list was not replaced", language)
		}
		put(t, r, "cq-01.xlsx", "typed here")
		if _, err := issued(t, r, "two", "cq-01"); err != nil {
			t.Fatal(err)
		}
		if got := form(t, r, aside); string(got) != "typed here" || len(form(t, r, "cq-01.xlsx")) < 1000 {
			t.Errorf("%s: set aside %q", language, got)
		}
		for _, name := range []string{"other.xlsx", "notes.txt"} {
			if got := form(t, r, name); string(got) != "somebody's" {
				t.Errorf("%s: %s is now %q", language, name, got)
			}
		}
	}
}

// A list that a crash cut costs the form of that line alone: it is nobody's, and kept.
func TestACutListOfForms(t *testing.T) {
	r := firstRound(t)
	if _, err := issued(t, r, "one", "cq-01", "cq-02"); err != nil {
		t.Fatal(err)
	}
	list := form(t, r, ".issued")
	put(t, r, ".issued", string(list[:len(list)-5])) // of cq-02
	if _, err := issued(t, r, "two", "cq-01", "cq-02"); err != nil {
		t.Fatal(err)
	}
	if _, err := issued(t, r, "three", "cq-01", "cq-02"); err != nil {
		t.Fatal(err)
	}
	all, err := filepath.Glob(filepath.Join(workspace.IssuedDir(r), "*.xlsx"))
	for i := range all {
		all[i] = filepath.Base(all[i])
	}
	if want := []string{"cq-01.xlsx", "cq-02 (đã sửa).xlsx", "cq-02.xlsx"}; err != nil || !slices.Equal(all, want) {
		t.Errorf("forms %v, want %v", all, want)
	}
}

// A list that cannot be read stops the issuing: without it nobody knows whose a form is.
func TestAListThatCannotBeRead(t *testing.T) {
	r := firstRound(t)
	if err := os.MkdirAll(filepath.Join(workspace.IssuedDir(r), ".issued"), 0o755); err != nil {
		t.Fatal(err)
	}
	if written, err := issued(t, r, "one", "cq-01"); err == nil || len(written) != 0 {
		t.Errorf("written %v, %v", written, err)
	}
}

// With nobody named all that owe a return get a form, and every kind that is there; a name that is
// none is an error.
func TestWhoGetsAForm(t *testing.T) {
	r := firstRound(t)
	jobs, err := issue.Jobs(r, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	for _, j := range jobs {
		got[j.Name] = true
	}
	for _, u := range r.Register.Units {
		if got[u.Code] != (r.Expected(u) || u.Code == r.Self) {
			t.Errorf("%s: has a form %v, is expected %v", u.Code, got[u.Code], r.Expected(u))
		}
	}
	if !got["co_quan"] || len(got) != len(jobs) {
		t.Errorf("%d jobs of %d names", len(jobs), len(got))
	}
	if _, err := issue.Jobs(r, []string{"nobody"}, nil); err == nil || !strings.Contains(err.Error(), `"nobody"`) {
		t.Errorf("an unknown unit: %v", err)
	}
	if _, err := issue.Jobs(r, nil, []string{"no_kind"}); err == nil || !strings.Contains(err.Error(), `"no_kind"`) {
		t.Errorf("an unknown kind: %v", err)
	}
}

// Last year's figures are asked for a unit's own form and not for a kind's.
func TestLastYearsFiguresAreFilledIn(t *testing.T) {
	r := firstRound(t)
	var asked []string
	prior := func(u round.Unit) map[string]any {
		asked = append(asked, u.Code)
		return nil
	}
	if _, err := issue.Issue(context.Background(), r, []string{"cq-01"}, []string{"co_quan"}, prior, nil); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(asked, []string{"cq-01"}) {
		t.Errorf("asked for %q", asked)
	}
}

// Issuing that is called off writes nothing more; of many forms that are left ten are named.
func TestIssuingIsCalledOffAndShortlyTold(t *testing.T) {
	r := firstRound(t)
	ctx, cancel := context.WithCancel(context.Background())
	written, err := issue.Issue(ctx, r, []string{"cq-01", "cq-02"}, nil, nil, func(string, int) { cancel() })
	if !errors.Is(err, context.Canceled) || len(written) != 1 {
		t.Errorf("called off: %v, %v", written, err)
	}
	many := &issue.NotIssued{Forms: slices.Repeat([]string{"x.xlsx (open)"}, 12)}
	if got := many.Error(); strings.Count(got, "x.xlsx") != 10 || !strings.HasPrefix(got, "12 forms") || !strings.Contains(got, "and 2 more") {
		t.Errorf("told %s", got)
	}
}
