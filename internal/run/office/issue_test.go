package office_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/run/issue"
	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
	"tonghop/internal/tier"
)

// A form that somebody has open, or at whose name something else stands, keeps no other form
// waiting, is named, and is issued once it is free.
func TestAFormThatIsOpenKeepsNoOtherWaiting(t *testing.T) {
	_, r := newWorkspace(t)
	ctx, codes := context.Background(), []string{"cq-01", "cq-02", "cq-03"}
	issueAs := func(title string) error {
		t.Helper()
		r.Title = title
		_, err := issue.Issue(ctx, r, codes, nil, nil, nil)
		return err
	}
	if err := issueAs("Kỳ một"); err != nil {
		t.Fatal(err)
	}
	first := forms(t, r, codes)
	lock := filepath.Join(workspace.IssuedDir(r), "~$cq-01.xlsx")
	if err := os.WriteFile(lock, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	second := filepath.Join(workspace.IssuedDir(r), "cq-02.xlsx")
	if err := errors.Join(os.Remove(second), os.Mkdir(second, 0o755)); err != nil {
		t.Fatal(err)
	}
	err := issueAs("Kỳ hai")
	var left *issue.NotIssued
	if !errors.As(err, &left) || len(left.Forms) != 2 || !strings.Contains(err.Error(), "cq-01.xlsx") || !strings.Contains(err.Error(), "cq-02.xlsx") {
		t.Fatalf("two forms cannot be written: %v", err)
	}
	now := forms(t, r, codes)
	if !bytes.Equal(now["cq-01"], first["cq-01"]) || bytes.Equal(now["cq-03"], first["cq-03"]) {
		t.Error("the open form was replaced, or the one behind it was not")
	}
	if err := errors.Join(os.Remove(lock), os.Remove(second)); err != nil {
		t.Fatal(err)
	}
	if err := issueAs("Kỳ hai"); err != nil {
		t.Errorf("once they are free: %v", err)
	}
	if now = forms(t, r, codes); bytes.Equal(now["cq-01"], first["cq-01"]) || len(now["cq-02"]) == 0 {
		t.Error("not issued once they are free")
	}
}

func forms(t *testing.T, r *round.Round, codes []string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for _, code := range codes {
		out[code], _ = os.ReadFile(filepath.Join(workspace.IssuedDir(r), code+".xlsx"))
	}
	return out
}

// What somebody typed into an issued form is set aside, not replaced; what a program wrote
// that kept no list is replaced.
func TestAnIssuedFormThatSomebodyEdited(t *testing.T) {
	_, r := newWorkspace(t)
	ctx, dir := context.Background(), workspace.IssuedDir(r)
	path := filepath.Join(dir, "cq-01.xlsx")
	if err := errors.Join(os.MkdirAll(dir, 0o755), os.WriteFile(path, []byte("of another layout"), 0o644)); err != nil {
		t.Fatal(err)
	}
	issue := func(title string) {
		t.Helper()
		r.Title = title
		if _, err := issue.Issue(ctx, r, []string{"cq-01"}, nil, nil, nil); err != nil {
			t.Fatal(err)
		}
	}
	issue("Kỳ một")
	if all, _ := filepath.Glob(filepath.Join(dir, "*.xlsx")); len(all) != 1 {
		t.Errorf("forms: %v", all)
	}
	if err := os.WriteFile(path, []byte("typed here"), 0o644); err != nil {
		t.Fatal(err)
	}
	issue("Kỳ hai")
	kept, _ := os.ReadFile(filepath.Join(dir, "cq-01 (đã sửa).xlsx"))
	if now := forms(t, r, []string{"cq-01"}); string(kept) != "typed here" || len(now["cq-01"]) < 1000 {
		t.Errorf("set aside: %q; the form has %d bytes", kept, len(now["cq-01"]))
	}
	list := filepath.Join(dir, ".issued")
	before, err := os.ReadFile(list)
	if err != nil || bytes.Count(before, []byte("\n")) != 3 {
		t.Fatalf("the list: %q, %v", before, err)
	}
	for _, cut := range []string{string(before[:len(before)-5]), string(before) + "0123"} { // killed while it was written
		if err := os.WriteFile(list, []byte(cut), 0o644); err != nil {
			t.Fatal(err)
		}
		issue("Kỳ ba " + cut[len(cut)-2:])
		issue("Kỳ bốn " + cut[len(cut)-2:])
	}
	if all, _ := filepath.Glob(filepath.Join(dir, "cq-01*.xlsx")); len(all) != 4 { // forms whose lines are missing are nobody's
		t.Errorf("forms: %v", all)
	}
}

// A folder at the name of an output costs that output alone, and stands in status.
func TestAFolderAtAnOutputsName(t *testing.T) {
	opt, r := newWorkspace(t)
	opt.Publishes = nil
	summary := opt.Folder("outbox", "tong-hop.xlsx")
	takeIn(t, opt)
	if err := errors.Join(os.Remove(summary), os.Mkdir(summary, 0o755)); err != nil {
		t.Fatal(err)
	}
	put(t, opt, "ghi chú.xlsx", []byte("không phải bảng tính"))
	put(t, opt, "cq-01.xlsx", bytesOf(t, r, unit(t, r, "cq-01"), nil))
	takeIn(t, opt)
	if all, _ := filepath.Glob(opt.Folder("outbox", "tra-lai", "khong-xac-dinh", "*.xlsx")); len(all) != 1 {
		t.Errorf("notices: %v", all)
	}
	if all, _ := filepath.Glob(opt.Folder("outbox", "tong-hop (bản *).xlsx")); len(all) != 1 {
		t.Errorf("beside it: %v", all)
	}
	_, inbox, err := office.Look(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	said := false
	for _, p := range inbox {
		said = said || p.File == "outbox/tong-hop.xlsx" && strings.Contains(p.Why.String(), "a folder")
	}
	if !said {
		t.Errorf("status does not say so: %v", inbox)
	}
}

// Whatever stands in the way of one output, the daemon's work goes on: files are taken in, the
// other outputs are published, and status says what is in the way.
func TestWhatStandsInTheWayOfOneOutput(t *testing.T) {
	tier.Full(t)
	for name, c := range map[string]struct {
		at  string
		put func(path string) error
	}{
		"a folder at a workbook that officers fill in": {"can-quyet-dinh.xlsx", func(path string) error { return os.Mkdir(path, 0o755) }},
		"a link at the consolidated workbook":          {"tong-hop.xlsx", func(path string) error { return os.Symlink(filepath.Join(t.TempDir(), "x"), path) }},
		"a file for a folder":                          {"tra-lai", func(path string) error { return os.WriteFile(path, []byte("x"), 0o644) }},
	} {
		t.Run(name, func(t *testing.T) {
			opt, r := newWorkspace(t)
			opt.Publishes = nil
			put(t, opt, "dn-01.xlsx", bytesOf(t, r, unit(t, r, "dn-01"), func(f *form.Fill) { delete(f.Values, "hom_thu") }))
			takeIn(t, opt)
			path := opt.Folder("outbox", c.at)
			if err := errors.Join(os.RemoveAll(path), c.put(path)); err != nil {
				t.Skip(err)
			}
			put(t, opt, "cq-01.xlsx", bytesOf(t, r, unit(t, r, "cq-01"), nil))
			takeIn(t, opt)
			p, inbox, err := office.Look(context.Background(), opt)
			if err != nil || p.Standing("cq-01").Counts == nil {
				t.Fatal("not taken in", err)
			}
			said := ""
			for _, w := range inbox {
				if strings.HasPrefix(w.File, "outbox/"+c.at) {
					said = w.Why.String()
				}
			}
			if said == "" {
				t.Errorf("status does not say what is in the way: %v", inbox)
			}
			for _, other := range []string{"tong-hop.xlsx", "can-quyet-dinh.xlsx", "tra-lai/dn-01.xlsx"} {
				info, err := os.Lstat(opt.Folder("outbox", other))
				if !strings.HasPrefix(other, c.at) && (err != nil || !info.Mode().IsRegular()) {
					t.Errorf("%s is not published: %v", other, err)
				}
			}
		})
	}
}
