package office_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tonghop/internal/count/standing"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
	"tonghop/internal/tier"
)

// lostLedger removes a ledger and everything that knows of it but the archive, and has a new
// one made from that.
func lostLedger(t *testing.T, opt workspace.Options) *standing.Picture {
	t.Helper()
	must(t, os.Remove(opt.LedgerPath()))
	must(t, os.RemoveAll(opt.Folder("state", "backup")))
	must(t, os.RemoveAll(opt.Folder("inbox", intake.AsideDir)))
	if _, err := office.Restore(t.Context(), opt, workspace.Restoring{NewKey: true}); err != nil {
		t.Fatal(err)
	}
	p := takeIn(t, opt)
	sound(t, opt)
	return p
}

// A mail that came twice, whose ledger is lost: what was in it has its origin again, once.
func TestContainersFoundInTheArchive(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, _ := newWorkspace(t)
	put(t, opt, "mot-thu.eml", container(t, "mot-thu.eml"))
	was := takeIn(t, opt)
	put(t, opt, "lần nữa.eml", container(t, "mot-thu.eml")) // archived once more: later than what is in it
	takeIn(t, opt)
	p := lostLedger(t, opt)
	v := p.Standing("th-01").Newest()
	if v == nil || len(v.Receipts) != 1 || v.First().Origin == nil {
		t.Fatalf("what was in the mail: %v", v != nil)
	}
	if from := v.First().Origin.From; !strings.Contains(from, "truong01@don-vi.example") {
		t.Errorf("it came from %q", from)
	}
	if v.First().Name != "khôi phục/"+v.First().Origin.Container[:12]+".xlsx/"+v.First().Origin.Part {
		t.Errorf("its name: %s", v.First().Name)
	}
	if len(p.Receipts) != len(was.Receipts) || len(p.Attached) != len(was.Attached) || len(p.Strays) != len(was.Strays) {
		t.Errorf("receipts %d, %d; attached %d, %d; strays %d, %d",
			len(p.Receipts), len(was.Receipts), len(p.Attached), len(was.Attached), len(p.Strays), len(was.Strays))
	}
}

// A file that was converted, whose ledger is lost: it is received once, and judged by what it
// was converted to, without a program that converts.
func TestConversionsFoundInTheArchive(t *testing.T) {
	tier.Full(t)
	opt, r := newWorkspace(t)
	t.Setenv("PATH", t.TempDir())
	old, err := os.ReadFile(filepath.Join(corpus, "cq-01.poi-hssf-4.0.1-xls.xls"))
	must(t, err)
	archive := intake.Archive{Dir: opt.Folder("state", "archive")}
	takeIn(t, opt) // makes the workspace
	to, err := archive.Put(bytesOf(t, r, unit(t, r, "cq-01"), nil))
	must(t, err)
	put(t, opt, "cũ.xls", old)
	list := fmt.Appendf(nil, "%s %s .xls\nđứt", shaOf(old), to)
	must(t, os.WriteFile(opt.Folder("state", "conversions"), list, 0o600))
	takeIn(t, opt)
	for _, how := range []string{"the ledger lost", "and the list beside it written by the next start"} {
		p := lostLedger(t, opt)
		s := p.Standing("cq-01")
		if len(p.Receipts) != 1 || s.Counts == nil || s.Counts.SHA != shaOf(old) {
			t.Fatalf("%s: %d receipts, counting %v", how, len(p.Receipts), s.Counts != nil)
		}
	}
	// One that only the ledger knows is put on the list at the next start.
	must(t, os.Remove(opt.Folder("state", "conversions")))
	takeIn(t, opt)
	if text := string(mustRead(t, opt.Folder("state", "conversions"))); !strings.Contains(text, shaOf(old)+" "+to) {
		t.Errorf("the list: %q", text)
	}
	if p := lostLedger(t, opt); len(p.Receipts) != 1 {
		t.Errorf("%d receipts", len(p.Receipts))
	}
}

// An officers' workbook that is found in the archive alone is marked as that, whatever it was
// before: it has no authority of its own.
func TestOfficersWorkbookFoundInTheArchive(t *testing.T) {
	t.Parallel()
	opt, _ := used(t)
	data := mustRead(t, opt.Folder("outbox", "can-quyet-dinh.xlsx"))
	sha, err := intake.Archive{Dir: opt.Folder("state", "archive")}.Put(data)
	must(t, err)
	must(t, os.Remove(opt.Folder("outbox", "can-quyet-dinh.xlsx")))
	p := takeIn(t, opt)
	i := slices.IndexFunc(p.Receipts, func(r ledger.Receipt) bool { return r.SHA == sha })
	if i < 0 || p.Receipts[i].Origin == nil || p.Receipts[i].Origin.Container != "archive" {
		t.Fatalf("received as %v", p.Receipts)
	}
}

// What is kept aside in the inbox gives its name back.
func TestNamesFoundAside(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := used(t)
	data := bytesOf(t, r, unit(t, r, "cq-03"), nil)
	sha, err := intake.Archive{Dir: opt.Folder("state", "archive")}.Put(data)
	must(t, err)
	put(t, opt, intake.AsideDir+"/"+intake.AsideName(9, before2026, "báo cáo/Cơ quan 3.xlsx"), data)
	if bad, _, _, err := workspace.Verify(t.Context(), opt); err != nil || len(bad) != 1 { // it had been received
		t.Errorf("verify: %v %v", bad, err)
	}
	s := takeIn(t, opt).Standing("cq-03")
	if len(s.Versions) != 1 || s.Counts == nil || s.Counts.SHA != sha || len(s.Counts.Receipts) != 1 {
		t.Fatalf("%d versions", len(s.Versions))
	}
	if first := s.Counts.First(); first.Name != "Cơ quan 3.xlsx" || first.Origin != nil {
		t.Errorf("received as %s, %v", first.Name, first.Origin)
	}
	sound(t, opt)
}
