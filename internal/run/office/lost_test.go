package office_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/issue"
	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
	"tonghop/internal/tier"
)

// Killed while it makes good what the ledger lost: the ledger has gone on past where it went
// once, and is known for the same one all the same.
func TestKilledWhileMakingGood(t *testing.T) {
	t.Parallel()
	opt, r := used(t)
	dead := crashed(t, opt, map[string][]byte{"Lê Lợi.xlsx": bytesOf(t, r, unit(t, r, "le-loi"), nil)})
	l, err := ledger.Read(t.Context(), dead.LedgerPath())
	must(t, err)
	tip, err := l.Tip(t.Context())
	must(t, err)
	must(t, l.Close())
	must(t, os.Remove(dead.LedgerPath()+"-wal"))
	must(t, os.RemoveAll(dead.LedgerPath()+"-shm"))
	known := []byte(`{"ledger":"` + tip.Ledger + `","position":` + itoa(tip.Position) + `,"hash":"` + tip.Hash + `"}`)
	must(t, os.WriteFile(dead.Folder("state", "known"), known, 0o600))
	o, err := office.Open(t.Context(), dead)
	must(t, err)
	must(t, o.Close())
	must(t, os.WriteFile(dead.Folder("state", "known"), known, 0o600)) // as it stood when it was killed before noting
	if p := takeIn(t, dead); p.Standing("le-loi").Counts == nil {
		t.Error("le-loi is gone")
	}
	sound(t, dead)
}

func itoa(n int64) string {
	var b []byte
	for ; n > 0; n /= 10 {
		b = append([]byte{byte('0' + n%10)}, b...)
	}
	return string(b)
}

// The inbox and the outbox are links to a share: what they still hold comes under its name.
func TestNamesFoundThroughALink(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := used(t)
	for _, dir := range []string{"inbox", "outbox"} {
		must(t, os.Rename(opt.Folder(dir), opt.Folder(dir+" thật")))
		must(t, os.Symlink(opt.Folder(dir+" thật"), opt.Folder(dir)))
	}
	data := bytesOf(t, r, unit(t, r, "cq-03"), nil)
	put(t, opt, "thư mục/cq-03.xlsx", data)
	must(t, os.WriteFile(opt.Folder("state", "archive", hashOf(data)), data, 0o600))
	p := takeIn(t, opt)
	s := p.Standing("cq-03")
	if s.Counts == nil || len(s.Counts.Receipts) != 1 || s.Counts.First().Name != "thư mục/cq-03.xlsx" {
		t.Errorf("%+v", s.Newest().Receipts)
	}
	sound(t, opt)
}

// The log is deleted under the program, which goes on: nothing that it took in is lost.
func TestTheLogDeletedUnderTheProgram(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := used(t)
	o, err := office.Open(t.Context(), opt)
	must(t, err)
	put(t, opt, "cq-03.xlsx", bytesOf(t, r, unit(t, r, "cq-03"), nil))
	for range 3 {
		_, err := o.TakeIn(t.Context(), nil)
		must(t, err)
		<-after(60)
	}
	must(t, os.Remove(opt.LedgerPath()+"-wal"))
	watchFor(t, o, 3000, workspace.ErrTaken)
	opt = copyOf(t, opt) // as a crash leaves it
	must(t, o.Close())
	p := takeIn(t, opt)
	if s := p.Standing("cq-03"); s.Counts == nil || s.Counts.First().Origin != nil {
		t.Errorf("%+v", s.Versions)
	}
	sound(t, opt)
}

// One archived file is gone, another one is damaged, and the definition changes: what can be
// judged is, what is dropped is taken in, the damaged ones keep what was known of them.
func TestDamagedArchivedFilesKeepNobodyWaiting(t *testing.T) {
	t.Parallel()
	opt, r := used(t)
	for i, code := range []string{"cq-01", "cq-02"} {
		at := opt.Folder("state", "archive", hashOf(bytesOf(t, r, unit(t, r, code), nil)))
		if _, err := os.Stat(at); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			must(t, os.Remove(at))
		} else {
			must(t, os.WriteFile(at, []byte("PK"), 0o600))
		}
	}
	def := opt.Folder("templates", "antt-2019", "round.yaml")
	must(t, os.WriteFile(def, append(mustRead(t, def), "\n# sửa\n"...), 0o644))
	put(t, opt, "cq-03.xlsx", bytesOf(t, r, unit(t, r, "cq-03"), nil))
	p := takeIn(t, opt)
	for _, code := range []string{"cq-01", "cq-02", "cq-03"} {
		if s := p.Standing(code); s.Counts == nil || s.Status() != finding.Clean {
			t.Errorf("%s is %s", code, s.Status())
		}
	}
	bad, _, _, err := workspace.Verify(t.Context(), opt)
	if err != nil || len(bad) != 2 {
		t.Errorf("verify: %v %v", bad, err)
	}
}

// The ledger that an interrupted restore had got ready is named for a restore: it is not removed.
func TestRestoredFromWhatWasReady(t *testing.T) {
	t.Parallel()
	opt, _ := used(t)
	ready := opt.Folder("state", "ledger-ready.db")
	must(t, os.WriteFile(ready, mustRead(t, backupsOf(opt)[0]), 0o600))
	must(t, os.RemoveAll(opt.LedgerPath()))
	if _, err := restoreFrom(t.Context(), opt, ready); err == nil || !exists(ready) {
		t.Fatalf("removed before it was read: %v", err)
	}
	must(t, os.Rename(ready, ready+".x"))
	if _, err := restoreFrom(t.Context(), opt, ready+".x"); err != nil {
		t.Fatal(err)
	}
	if p := takeIn(t, opt); p.Standing("cq-01").Counts == nil {
		t.Error("gone")
	}
}

// All of state/ is deleted under the program, or another one is put in its place: it ends, and
// what the ledger knew is kept in what stands there.
func TestStateDeletedUnderTheProgram(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	base, r := used(t)
	for name, ruin := range map[string]func(opt workspace.Options){
		"deleted": func(opt workspace.Options) { must(t, os.RemoveAll(opt.Folder("state"))) },
		"replaced by an older one": func(opt workspace.Options) {
			must(t, os.RemoveAll(opt.Folder("state")))
			must(t, os.CopyFS(opt.Folder("state"), os.DirFS(base.Folder("state"))))
		},
	} {
		opt := copyOf(t, base)
		put(t, opt, "cq-03.xlsx", bytesOf(t, r, unit(t, r, "cq-03"), nil))
		takeIn(t, opt)
		o, err := office.Open(t.Context(), opt)
		must(t, err)
		ruin(opt)
		watchFor(t, o, 3000, workspace.ErrTaken)
		must(t, o.Close())
		all, _ := filepath.Glob(opt.Folder("state", "ledger-rescued-*.db"))
		if len(all) != 1 {
			t.Fatalf("%s: kept: %v", name, all)
		}
		refused(t, opt, "restore "+all[0])
		if _, err := restoreFrom(t.Context(), opt, all[0]); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if p := takeIn(t, opt); p.Standing("cq-03").Counts == nil || p.Standing("cq-01").Counts == nil {
			t.Errorf("%s: what was known is gone", name)
		}
	}
}

// An older ledger, or a backup, is written over the one at work, into the same file: the program
// ends and does not take for kept what is a mixture of both; done as it is said, all is there.
func TestTheLedgerWrittenOverUnderTheProgram(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	base, r := used(t)
	older := map[string][]byte{"a backup": mustRead(t, backupsOf(base)[0]), "an older one": mustRead(t, base.LedgerPath()),
		"nothing": nil, "a text": []byte("sổ cái")}
	for i := range 40 {
		put(t, base, "ghi chú "+itoa(int64(i+1))+".txt", []byte(itoa(int64(i+1))))
	}
	takeIn(t, base)
	for name, data := range older {
		opt := copyOf(t, base)
		o, err := office.Open(t.Context(), opt)
		must(t, err)
		put(t, opt, "cq-03.xlsx", bytesOf(t, r, unit(t, r, "cq-03"), nil))
		for range 3 {
			_, err := o.TakeIn(t.Context(), nil)
			must(t, err)
			<-after(60)
		}
		must(t, os.WriteFile(opt.LedgerPath(), data, 0o600))
		watchFor(t, o, 3000, workspace.ErrTaken)
		must(t, o.Close())
		_, err = office.Open(t.Context(), opt)
		if err == nil {
			t.Fatalf("%s: it starts", name)
		}
		_, way, ok := strings.Cut(err.Error(), "tonghop restore ")
		way, _, _ = strings.Cut(way, ". ")
		if !ok {
			t.Fatalf("%s: no way out: %v", name, err)
		}
		if way == "state/backup/FILE" {
			way = backupsOf(opt)[0]
		}
		if _, err := restoreFrom(t.Context(), opt, way); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		p := takeIn(t, opt)
		for _, code := range []string{"cq-01", "cq-02", "cq-03"} {
			if p.Standing(code).Counts == nil {
				t.Errorf("%s: %s is gone", name, code)
			}
		}
		sound(t, opt)
	}
}

// A workspace whose path holds what patterns are written with: forms of a program that kept no
// list of them are known for ours all the same.
func TestAPathThatLooksLikeAPattern(t *testing.T) {
	t.Parallel()
	opt, _ := newWorkspace(t)
	at := filepath.Join(t.TempDir(), "[CA] tỉnh *")
	must(t, os.Rename(opt.Dir, at))
	r, err := define.Load(filepath.Join(at, "templates", "antt-2019"))
	must(t, err)
	issue := func(prior int64) {
		t.Helper()
		_, err := issue.Issue(t.Context(), r, []string{"cq-01"}, nil, func(round.Unit) map[string]any {
			return map[string]any{"hom_thu": decimal.NewFromInt(prior)}
		}, nil)
		must(t, err)
	}
	issue(1)
	must(t, os.Remove(filepath.Join(workspace.IssuedDir(r), ".issued")))
	issue(2)
	left, err := os.ReadDir(workspace.IssuedDir(r))
	must(t, err)
	for _, e := range left {
		if strings.Contains(e.Name(), "đã sửa") {
			t.Errorf("taken for an edited one: %s", e.Name())
		}
	}
}

// A restore of the ledger in place was interrupted when that was moved away: done again as it is
// said, the ledger is found where it is.
func TestRestoringTheOneInPlaceAgain(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, _ := used(t)
	must(t, os.WriteFile(opt.Folder("state", "restoring"), []byte("20260101-000000\n"), 0o600))
	must(t, os.Rename(opt.LedgerPath(), opt.Folder("state", "ledger-replaced-20260101-000000.db")))
	refused(t, opt, "restore")
	if _, err := restoreFrom(t.Context(), opt, opt.LedgerPath()); err != nil {
		t.Fatal(err)
	}
	if p := takeIn(t, opt); p.Standing("cq-01").Counts == nil {
		t.Error("gone")
	}
	sound(t, opt)
}

// Versions found in the archive keep their order: the first one, sent once more after the second,
// stays the first; and two that came in one scan still wait for an officer.
func TestVersionsFoundInTheArchiveKeepTheirOrder(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := used(t)
	backup := backupsOf(opt)[0]
	version := func(code string, n int64) []byte {
		return bytesOf(t, r, unit(t, r, code), func(f *form.Fill) { f.Values["hom_thu"] = decimal.NewFromInt(n) })
	}
	first, second := version("cq-03", 61), version("cq-03", 62)
	for i, data := range [][]byte{first, second, first} {
		put(t, opt, itoa(int64(i+1))+".xlsx", data)
		takeIn(t, opt)
	}
	put(t, opt, "cq-04.xlsx", version("cq-04", 61))
	put(t, opt, "cq-04 sửa.xlsx", version("cq-04", 62))
	p := takeIn(t, opt)
	now := time.Now()
	for i := range 2 { // this machine may be slow
		at := now.Add(time.Duration(i) * time.Millisecond)
		must(t, os.Chtimes(opt.Folder("state", "archive", hashOf(version("cq-04", 61+int64(i)))), at, at))
	}
	if p.Standing("cq-03").Counts.SHA != hashOf(second) || !p.Standing("cq-04").Undecided() {
		t.Fatal("before")
	}
	if _, err := restoreFrom(t.Context(), opt, backup); err != nil {
		t.Fatal(err)
	}
	p = takeIn(t, opt)
	if c := p.Standing("cq-03").Counts; c == nil || c.SHA != hashOf(second) {
		t.Error("the first version, sent again, counts in place of the second")
	}
	if s := p.Standing("cq-04"); !s.Undecided() {
		t.Errorf("of two in one scan one counts: %s", s.Counts.First().Name)
	}
	sound(t, opt)
}

// The archive is deleted under the program: what is dropped is taken in all the same, what is
// still aside is archived again, and verify names what is gone.
func TestTheArchiveDeletedUnderTheProgram(t *testing.T) {
	t.Parallel()
	s := slowOffice(t)
	s.write(s.path("cũ.csv"), []byte("a;b\n"), os.O_CREATE)
	s.pass(2 * time.Minute)
	must(t, os.RemoveAll(s.opt.Folder("state", "archive")))
	s.write(s.path("mới.csv"), []byte("b;c\n"), os.O_CREATE)
	s.pass(2 * time.Minute)
	if got := s.receipts("mới.csv"); len(got) != 1 || string(s.archived(got[0])) != "b;c\n" {
		t.Fatalf("%d receipts", len(got))
	}
	s.pass(12 * time.Minute)
	if len(s.aside()) > 0 {
		t.Errorf("aside: %v", s.aside())
	}
	bad, _, _, err := workspace.Verify(t.Context(), s.opt)
	if err != nil || len(bad) > 0 {
		t.Errorf("verify: %v %v", bad, err)
	}
}

// The archive was copied without its times, as to a new machine: in which order versions came is
// not known, so that none takes the place of another one by itself.
func TestAnArchiveWithoutItsTimes(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := used(t)
	for _, code := range []string{"dn-01", "dn-02"} {
		put(t, opt, code+".xlsx", bytesOf(t, r, unit(t, r, code), nil))
	}
	must(t, os.RemoveAll(opt.Folder("state", "backup")))
	takeIn(t, opt)
	backup := backupsOf(opt)[0]
	var versions [][]byte
	for n := range int64(2) {
		data := bytesOf(t, r, unit(t, r, "cq-03"), func(f *form.Fill) { f.Values["hom_thu"] = decimal.NewFromInt(61 + n) })
		versions = append(versions, data)
		put(t, opt, "cq-03.xlsx", data)
		takeIn(t, opt)
	}
	at := time.Now()
	back := func(data []byte) { // each as if copied before the one before
		at = at.Add(-time.Hour)
		must(t, os.Chtimes(opt.Folder("state", "archive", hashOf(data)), at, at))
	}
	for _, code := range []string{"cq-01", "cq-02", "dn-01", "dn-02"} {
		back(bytesOf(t, r, unit(t, r, code), nil))
	}
	for _, data := range versions {
		back(data)
	}
	if _, err := restoreFrom(t.Context(), opt, backup); err != nil {
		t.Fatal(err)
	}
	if s := takeIn(t, opt).Standing("cq-03"); len(s.Versions) != 2 || !s.Undecided() {
		t.Errorf("of %d versions one counts", len(s.Versions))
	}
	sound(t, opt)
}
