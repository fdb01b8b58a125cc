package office_test

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"tonghop/internal/count/standing"
	"tonghop/internal/read/decision"
	"tonghop/internal/run/durable"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
	"tonghop/internal/tier"
)

// restoreFrom puts a backup in place of the ledger, as the command does.
func restoreFrom(ctx context.Context, opt workspace.Options, file string) (replayed int, err error) {
	return office.Restore(ctx, opt, workspace.Restoring{File: file})
}

// apart are the folders in the outbox with what stood there before restores.
func apart(opt workspace.Options) (out []string) {
	out, _ = filepath.Glob(opt.Folder("outbox", "trước khi khôi phục *"))
	return out
}

// A restore that was interrupted after it had set the outputs apart is done again, though an
// officer saved a workbook at its old place meanwhile: both are kept.
func TestOutputsThatReappearWhileRestoring(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, _ := used(t)
	backup := backupsOf(opt)[0]
	const stamp = "20260101-000000"
	begun := opt.Folder("outbox", "trước khi khôi phục "+stamp)
	must(t, os.Mkdir(begun, 0o777))
	for _, name := range []string{"tham-dinh", "tong-hop.xlsx"} {
		must(t, os.Rename(opt.Folder("outbox", name), filepath.Join(begun, name)))
	}
	must(t, os.Rename(opt.LedgerPath(), opt.Folder("state", "ledger-replaced-"+stamp+".db")))
	must(t, os.WriteFile(opt.Folder("state", "restoring"), []byte(stamp+"\n"), 0o600))
	must(t, os.Mkdir(opt.Folder("outbox", "tham-dinh"), 0o777))
	put(t, opt, "../outbox/tham-dinh/đang điền.xlsx", []byte("saved meanwhile"))
	put(t, opt, "../outbox/tong-hop.xlsx", []byte("saved meanwhile too"))
	if _, err := restoreFrom(t.Context(), opt, backup); err != nil {
		t.Fatal(err)
	}
	officers, _ := os.ReadDir(filepath.Join(begun, "tham-dinh"))
	if len(officers) == 0 {
		t.Error("the officers' workbooks are not among what was set apart")
	}
	for _, name := range []string{"2 tham-dinh/đang điền.xlsx", "tong-hop.xlsx", "2 tong-hop.xlsx"} {
		if !exists(filepath.Join(begun, name)) {
			t.Errorf("%s is not among what was set apart", name)
		}
	}
	if n := len(apart(opt)); n != 1 {
		t.Errorf("%d folders of what was set apart", n)
	}
	sound(t, opt)
}

// What a killed program left unfinished in state/ is gone with the next start, however soon.
func TestLeftUnfinishedInState(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, _ := used(t)
	left := opt.Folder("state", durable.TempPrefix+"1747d990b111f68a")
	must(t, os.WriteFile(left, []byte("{"), 0o600))
	takeIn(t, opt)
	if exists(left) {
		t.Error("it is left over")
	}
}

// An officers' workbook that is found in the archive after a restore waits for a mark, be it
// that its bytes still stand among the outputs that were set apart, and the mark records it.
func TestOfficersWorkbooksAfterARestore(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, _, filled := tempting(t)
	backup := backupsOf(opt)[0]
	was := takeIn(t, opt)
	sorts := []string{"appraisal", "decisions", "proposal"}
	for _, sort := range sorts {
		put(t, opt, sort+".xlsx", filled[sort])
	}
	if p := takeIn(t, opt); len(p.Decisions) != 5 {
		t.Fatalf("%d decisions", len(p.Decisions))
	}
	must(t, os.RemoveAll(opt.Folder("inbox", intake.AsideDir)))
	must(t, os.WriteFile(deskBook(opt, "an_ninh"), filled["appraisal"], 0o666)) // saved again as it was
	if _, err := restoreFrom(t.Context(), opt, backup); err != nil {
		t.Fatal(err)
	}
	p := takeIn(t, opt)
	sound(t, opt)
	if len(p.Decisions) > len(was.Decisions) {
		t.Fatalf("recorded without a mark: %+v", p.Decisions)
	}
	for range 4 { // what one workbook decides, the next one may rest on
		p = admitAll(t, opt)
	}
	have := map[decision.Kind]int{}
	for _, d := range p.Decisions {
		have[d.Kind]++
	}
	want := map[decision.Kind]int{
		decision.Admit: 4, decision.Appraise: 2, decision.Count: 1, decision.Void: 1, decision.Recognise: 1,
	}
	if !maps.Equal(have, want) {
		t.Errorf("in force again: %v, want %v", have, want)
	}
	sound(t, opt)
}

// admitAll marks every officers' workbook that waits.
func admitAll(t *testing.T, opt workspace.Options) *standing.Picture {
	t.Helper()
	put(t, opt, "đánh dấu.xlsx", decide(t, opt, func(f *excelize.File, _ func(string, string) int, name string) {
		rows, _ := f.GetRows(name)
		for i, r := range rows {
			if len(r) >= decision.ColKey && strings.HasPrefix(r[decision.ColKey-1], string(decision.Admit)+"|") {
				sign(t, f, name, i+1, "ghi nhận")
			}
		}
	}))
	return takeIn(t, opt)
}

// A restore while taken files are still kept aside and a mail lies in the inbox: what is
// aside gives names back and is kept on, the mail is taken in once, parts have their origin.
func TestRestoredWithFilesAside(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := newWorkspace(t)
	opt.Settle.Linger = time.Hour
	put(t, opt, "cq-01.xlsx", bytesOf(t, r, unit(t, r, "cq-01"), nil))
	takeIn(t, opt)
	backup := backupsOf(opt)[0]
	put(t, opt, "xã/dn-01.xlsx", bytesOf(t, r, unit(t, r, "dn-01"), nil))
	put(t, opt, "mot-thu.eml", container(t, "mot-thu.eml"))
	was := takeIn(t, opt)
	aside, err := intake.Aside(opt.Folder("inbox"))
	if err != nil || len(aside) != 3 {
		t.Fatalf("aside: %v %v", aside, err)
	}
	put(t, opt, "thư mới.eml", container(t, "mot-thu.eml")) // the same bytes, not taken in yet
	put(t, opt, "cq-02.xlsx", bytesOf(t, r, unit(t, r, "cq-02"), nil))
	if _, err := restoreFrom(t.Context(), opt, backup); err != nil {
		t.Fatal(err)
	}
	p := takeIn(t, opt)
	sound(t, opt)
	names := map[string]int{}
	for _, rc := range p.Receipts {
		names[rc.Name]++
		if strings.HasPrefix(rc.Name, "khôi phục/") {
			t.Errorf("%s has lost its name", rc.Name)
		}
	}
	for _, name := range []string{"cq-01.xlsx", "dn-01.xlsx", "cq-02.xlsx", "thư mới.eml"} {
		if names[name] != 1 {
			t.Errorf("%d receipts of %s: %v", names[name], name, names)
		}
	}
	for code, n := range map[string]int{"cq-01": 1, "cq-02": 1, "dn-01": 1, "th-01": 1} {
		s := p.Standing(code)
		if s == nil || len(s.Versions) != n {
			t.Errorf("%s: %v", code, s)
		}
	}
	if v := p.Standing("th-01").Newest(); v.First().Origin == nil || v.First().Origin.From == "" {
		t.Errorf("what was in the mail came as %+v", v.First())
	}
	if len(p.Receipts) < len(was.Receipts)+1 {
		t.Errorf("%d receipts, there were %d", len(p.Receipts), len(was.Receipts))
	}
	again := takeIn(t, opt)
	if len(again.Receipts) != len(p.Receipts) {
		t.Errorf("%d receipts, then %d", len(p.Receipts), len(again.Receipts))
	}
	opt.Settle.Linger = time.Millisecond
	if p = takeIn(t, opt); len(p.Receipts) != len(again.Receipts) {
		t.Errorf("%d receipts, then %d", len(again.Receipts), len(p.Receipts))
	}
	if aside, _ = intake.Aside(opt.Folder("inbox")); len(aside) > 0 {
		t.Errorf("aside still: %v", aside)
	}
	sound(t, opt)
}
