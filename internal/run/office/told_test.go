package office_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tonghop/internal/ask/form"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
	"tonghop/internal/tier"
)

// lying is what status says of what waits, by file.
func lying(t *testing.T, opt workspace.Options) map[string][]intake.Pending {
	t.Helper()
	_, inbox, err := office.Look(t.Context(), opt)
	must(t, err)
	out := map[string][]intake.Pending{}
	for _, p := range inbox {
		out[p.File] = append(out[p.File], p)
	}
	return out
}

// What stands in an output's way is told in one line, which says where its newest revision is;
// a revision beside an output that is not the newest any more is not told for it.
func TestOneLineForAnOutputThatIsHeld(t *testing.T) {
	t.Parallel()
	opt, r := used(t)
	plain := opt.Folder("outbox", "tong-hop.xlsx")
	must(t, os.Remove(plain))
	must(t, os.Mkdir(plain, 0o755))
	put(t, opt, "dn-01.xlsx", bytesOf(t, r, unit(t, r, "dn-01"), nil))
	takeIn(t, opt)
	told := lying(t, opt)["outbox/tong-hop.xlsx"]
	if len(told) != 1 || !strings.Contains(told[0].Why.String(), "a folder") ||
		!strings.Contains(told[0].Why.String(), "tong-hop (bản ") || strings.Contains(told[0].Why.String(), "open") {
		t.Errorf("a folder at its name: %v", told)
	}
	must(t, os.Remove(plain))
	beside, _ := filepath.Glob(opt.Folder("outbox", "tong-hop (bản *).xlsx"))
	if len(beside) != 1 {
		t.Fatal(beside)
	}
	lock := opt.Folder("outbox", "~$"+filepath.Base(beside[0]))
	must(t, os.WriteFile(lock, nil, 0o644)) // somebody looks at the one beside it
	takeIn(t, opt)
	if told := lying(t, opt)["outbox/tong-hop.xlsx"]; !exists(plain) || !exists(beside[0]) || len(told) > 0 {
		t.Errorf("the newest revision stands in its place, and yet: %v", told)
	}
}

// rescued is a workspace whose ledger was replaced under the program by its oldest backup: what
// it knew was kept beside it.
func rescued(t *testing.T) (opt workspace.Options, kept, backup string) {
	t.Helper()
	opt, r := used(t)
	backup = backupsOf(opt)[0]
	put(t, opt, "dn-01.xlsx", bytesOf(t, r, unit(t, r, "dn-01"), nil))
	takeIn(t, opt)
	o, err := office.Open(t.Context(), opt)
	must(t, err)
	data := mustRead(t, backup)
	must(t, os.Remove(opt.LedgerPath()))
	must(t, os.WriteFile(opt.LedgerPath(), data, 0o600))
	watchFor(t, o, 3000, workspace.ErrTaken)
	must(t, o.Close())
	all, _ := filepath.Glob(opt.Folder("state", "ledger-rescued-*.db"))
	if len(all) != 1 {
		t.Fatal(all)
	}
	return opt, all[0], backup
}

// A ledger that was rescued when it was replaced under the program knows more than any backup:
// it is what is named, whatever stands in its place, until it or another one was restored.
func TestTheRescuedLedgerIsNamed(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, kept, backup := rescued(t)
	for name, ruin := range map[string]func(o workspace.Options){
		"replaced": func(workspace.Options) {},
		"removed":  func(o workspace.Options) { must(t, os.Remove(o.LedgerPath())) },
		"emptied":  func(o workspace.Options) { emptied(t, o.LedgerPath()) },
	} {
		one := copyOf(t, opt)
		ruin(one)
		kept := one.Folder("state", filepath.Base(kept))
		refused(t, one, "restore "+kept)
		if name == "removed" {
			if _, err := office.Restore(t.Context(), one, workspace.Restoring{NewKey: true}); err == nil ||
				!strings.Contains(err.Error(), kept) {
				t.Errorf("a new ledger in place of one that is kept: %v", err)
			}
		}
		if n, err := restoreFrom(t.Context(), one, kept); err != nil || n != 0 {
			t.Fatalf("%s: %d received again, %v", name, n, err)
		}
		if p := takeIn(t, one); p.Standing("dn-01").Counts == nil {
			t.Errorf("%s: dn-01 is gone", name)
		}
		sound(t, one)
	}
	if n, err := restoreFrom(t.Context(), opt, backup); err != nil || n == 0 {
		t.Fatalf("the older one all the same: %d received again, %v", n, err)
	}
	takeIn(t, opt)
	sound(t, opt)
}

// An older ledger in place: the backup is named that knows most, for what knows more than what
// is restored is no backup of it any more.
func TestTheNewestBackupIsNamed(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := used(t)
	older := mustRead(t, opt.LedgerPath())
	for _, code := range []string{"dn-01", "dn-02"} {
		for _, b := range backupsOf(opt) { // of two days ago: another one is due
			at := time.Now().Add(-48 * time.Hour)
			must(t, os.Chtimes(b, at, at))
		}
		put(t, opt, code+".xlsx", bytesOf(t, r, unit(t, r, code), nil))
		takeIn(t, opt)
	}
	if len(backupsOf(opt)) != 3 {
		t.Fatal(backupsOf(opt))
	}
	must(t, os.WriteFile(opt.LedgerPath(), older, 0o600))
	_, err := office.Open(t.Context(), opt)
	if !errors.Is(err, workspace.ErrLost) {
		t.Fatal(err)
	}
	_, named, _ := strings.Cut(err.Error(), "tonghop restore ")
	if _, err := restoreFrom(t.Context(), opt, named); err != nil {
		t.Fatal(err)
	}
	if got := backupsOf(opt); len(got) != 3 {
		t.Errorf("done as it was said (%s), backups are set apart: %v", named, got)
	}
}

// Something that is no ledger stands at its name: what to do is said, and done, all is there.
func TestNoLedgerAtItsName(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	base, _ := used(t)
	for name, ruin := range map[string]func(path string) error{
		"a folder": func(path string) error { return errors.Join(os.Remove(path), os.Mkdir(path, 0o700)) },
		"a folder with something in it": func(path string) error {
			return errors.Join(os.Remove(path), os.MkdirAll(filepath.Join(path, "x"), 0o700))
		},
		"a text": func(path string) error {
			return os.WriteFile(path, []byte(strings.Repeat("sổ cái ", 500)), 0o600)
		},
		"a link to nowhere":  func(path string) error { return errors.Join(os.Remove(path), os.Symlink(path+".x", path)) },
		"a link in a circle": func(path string) error { return errors.Join(os.Remove(path), os.Symlink(path, path)) },
		"a folder at its log": func(path string) error {
			return errors.Join(os.RemoveAll(path+"-wal"), os.MkdirAll(filepath.Join(path+"-wal", "x"), 0o700))
		},
	} {
		opt := copyOf(t, base)
		must(t, ruin(opt.LedgerPath()))
		_, err := office.Open(t.Context(), opt)
		backup := backupsOf(opt)[0]
		way := strings.NewReplacer("state/backup/FILE", backup).Replace(fmt.Sprint(err))
		if !strings.Contains(way, "restore "+backup) {
			t.Errorf("%s: %v", name, err)
		}
		if _, _, err := office.Look(t.Context(), opt); err == nil || !strings.Contains(err.Error(), "restore ") {
			t.Errorf("%s, status: %v", name, err)
		}
		if _, err := restoreFrom(t.Context(), opt, backup); err != nil {
			t.Errorf("%s: restored: %v", name, err)
			continue
		}
		if p := takeIn(t, opt); p.Standing("cq-01").Counts == nil {
			t.Errorf("%s: cq-01 is gone", name)
		}
		sound(t, opt)
	}
}

// A folder that somebody put among the taken files is looked into: what is in it is a drop,
// told while nobody is at work, and the folder goes away when it is empty.
func TestAFolderDroppedAmongTheTaken(t *testing.T) {
	t.Parallel()
	s := slowOffice(t)
	s.write(s.path("a.csv"), []byte("a;b\n"), os.O_CREATE)
	s.pass(2 * time.Minute)
	dir := s.path(intake.AsideDir + "/xã 5/quý 1")
	must(t, os.MkdirAll(dir, 0o755))
	s.write(filepath.Join(dir, "b.csv"), []byte("b;c\n"), os.O_CREATE)
	s.write(filepath.Join(dir, "a.csv"), []byte("a;b\n"), os.O_CREATE) // known already
	posing := s.path(intake.AsideDir + "/7-8-..")                      // what stands in the outbox is named so
	must(t, os.MkdirAll(posing, 0o755))
	s.write(filepath.Join(posing, "d.csv"), []byte("d;e\n"), os.O_CREATE)
	s.write(s.path(intake.AsideDir+"/c.csv"), []byte("c;d\n"), os.O_CREATE)
	told := lying(t, s.opt)
	for _, name := range []string{"xã 5/quý 1/b.csv", "c.csv", "7-8-../d.csv"} {
		if p := told[intake.AsideDir+"/"+name]; len(p) != 1 || p[0].State != "waiting" {
			t.Errorf("status does not tell %s: %v", name, told)
		}
	}
	if len(told) != 3 {
		t.Errorf("status: %v", told)
	}
	s.pass(2 * time.Minute)
	if got := s.receipts("xã 5/quý 1/b.csv"); len(got) != 1 || string(s.archived(got[0])) != "b;c\n" {
		t.Errorf("%d receipts of what is in it", len(got))
	}
	for _, r := range s.receipts("") {
		if strings.HasPrefix(r.Name, "..") {
			t.Errorf("taken for one that was saved in the outbox: %s", r.Name)
		}
	}
	s.again()
	s.pass(12 * time.Minute)
	if left, _ := os.ReadDir(s.path(intake.AsideDir)); len(left) > 0 || len(s.receipts("")) != 4 {
		t.Errorf("left %v, %d receipts", left, len(s.receipts("")))
	}
}

// An office that is told which outputs it writes writes those, and no others.
func TestOnlyTheOutputsThatAreAskedFor(t *testing.T) {
	t.Parallel()
	opt, r := newWorkspace(t)
	put(t, opt, "cq-01.xlsx", bytesOf(t, r, unit(t, r, "cq-01"), func(f *form.Fill) { delete(f.Values, "hom_thu") }))
	summary, back := opt.Folder("outbox", workspace.SummaryPath), opt.Folder("outbox", workspace.ReturnsPath, "cq-01.xlsx")
	opt.Publishes = func(path string) bool { return path == workspace.SummaryPath }
	takeIn(t, opt)
	if !exists(summary) || exists(back) {
		t.Errorf("the consolidated workbook alone: it stands %v, the one to correct %v", exists(summary), exists(back))
	}
	opt.Publishes = nil
	takeIn(t, opt)
	if !exists(summary) || !exists(back) {
		t.Errorf("all: the consolidated workbook stands %v, the one to correct %v", exists(summary), exists(back))
	}
}
