package office_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/finding"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
	"tonghop/internal/tier"
)

// The ledger is damaged; a backup is put in its place, and what came since is received again
// from the archive: nothing that was dropped is lost.
func TestRestoredFromABackup(t *testing.T) {
	tier.Full(t)
	opt, r := newWorkspace(t)
	opt.Publishes = nil
	for _, code := range []string{"cq-01", "cq-02"} {
		put(t, opt, code+".xlsx", bytesOf(t, r, unit(t, r, code), nil))
	}
	takeIn(t, opt)
	kept, _ := filepath.Glob(opt.Folder("state", "backup", "ledger-*.db"))
	if len(kept) != 1 {
		t.Fatalf("backups: %v", kept)
	}
	put(t, opt, "cq-01 lần 2.xlsx", bytesOf(t, r, unit(t, r, "cq-01"), func(f *form.Fill) { f.Values["hom_thu"] = decimal.NewFromInt(61) }))
	put(t, opt, "dn-01.xlsx", bytesOf(t, r, unit(t, r, "dn-01"), nil))
	takeIn(t, opt)
	data, err := os.ReadFile(opt.LedgerPath())
	if err != nil {
		t.Fatal(err)
	}
	for i := 4096; i < len(data); i += 512 {
		data[i] ^= 0x55
	}
	if err := os.WriteFile(opt.LedgerPath(), data, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := office.Open(context.Background(), opt); err == nil || !strings.Contains(err.Error(), "restore") {
		t.Fatalf("a damaged ledger was opened, or nothing says the way out: %v", err)
	}
	n, err := restoreFrom(context.Background(), opt, kept[0])
	if err != nil || n < 2 {
		t.Fatalf("restored: %d files again, %v", n, err)
	}
	p, _, err := office.Look(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	for code, want := range map[string]string{"cq-01": "61", "cq-02": "", "dn-01": ""} {
		s := p.Standing(code)
		if s.Counts == nil {
			t.Errorf("%s after the restore: %d versions, none counts", code, len(s.Versions))
			continue
		}
		if got := finding.Show(s.Counts.Verdict.Values["hom_thu"], "en"); want != "" && got != want {
			t.Errorf("%s after the restore: %q, want %q", code, got, want)
		}
	}
	if bad, _, _, err := workspace.Verify(context.Background(), opt); err != nil || len(bad) > 0 {
		t.Errorf("verify: %v %v", bad, err)
	}
	if !exists(opt.Folder("outbox", "tong-hop.xlsx")) {
		t.Error("nothing was published")
	}
	if _, err := restoreFrom(context.Background(), opt, opt.Folder("templates", "antt-2019", "units.xlsx")); err == nil {
		t.Error("a register was put in the ledger's place")
	}
}

// A file on which the program died three times is set apart, and the others go on.
func TestQuarantine(t *testing.T) {
	opt, r := newWorkspace(t)
	put(t, opt, "cq-01.xlsx", bytesOf(t, r, unit(t, r, "cq-01"), nil))
	takeIn(t, opt)
	// As three crashes leave it: received, its judgement begun and never ended.
	ctx := context.Background()
	l, err := ledger.Open(ctx, opt.LedgerPath(), opt.Now)
	if err != nil {
		t.Fatal(err)
	}
	archive := intake.Archive{Dir: opt.Folder("state", "archive")}
	sha, err := archive.Put(bytesOf(t, r, unit(t, r, "cq-02"), nil))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Receive(ctx, ledger.Receipt{Round: r.ID, SHA: sha, Name: "độc.xlsx", Scan: 9, Size: 5}); err != nil {
		t.Fatal(err)
	}
	mark := markOf(t, opt)
	for range 3 {
		if _, err := l.Begin(ctx, r.ID, sha, mark); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	put(t, opt, "dn-01.xlsx", bytesOf(t, r, unit(t, r, "dn-01"), nil))
	p := takeIn(t, opt)
	if p.Standing("dn-01").Counts == nil {
		t.Error("the others do not go on")
	}
	if len(p.Strays) != 1 || p.Strays[0].Verdict.Status != finding.Held || p.Strays[0].Verdict.Findings[0].Variant != "quarantined" {
		t.Errorf("set apart: %+v", p.Strays)
	}
	if notices, _ := filepath.Glob(opt.Folder("outbox", "tra-lai", "khong-xac-dinh", "*.xlsx")); len(notices) != 1 {
		t.Errorf("notices %v", notices)
	}
}

// An inbox or outbox without its marker is a share that is not mounted: nothing is read as
// empty, nothing written below it; when it is back, work goes on.
func TestAShareThatIsNotMounted(t *testing.T) {
	opt, r := newWorkspace(t)
	opt.Publishes = nil
	put(t, opt, "cq-01.xlsx", bytesOf(t, r, unit(t, r, "cq-01"), nil))
	takeIn(t, opt)
	away := opt.Folder("outbox-away")
	if err := os.Rename(opt.Folder("outbox"), away); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(opt.Folder("outbox"), 0o755); err != nil { // the bare mount point
		t.Fatal(err)
	}
	if _, err := office.Open(context.Background(), opt); err == nil || !strings.Contains(err.Error(), intake.Marker) {
		t.Fatalf("it was opened: %v", err)
	}
	if entries, _ := os.ReadDir(opt.Folder("outbox")); len(entries) > 0 {
		t.Errorf("something was written below a bare mount point: %v", entries)
	}
	if err := os.Remove(opt.Folder("outbox")); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(away, opt.Folder("outbox")); err != nil {
		t.Fatal(err)
	}
	// And while the daemon runs.
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	o, err := office.Open(ctx, opt)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	done := make(chan error, 1)
	go func() { done <- o.Watch(ctx, nil) }()
	time.Sleep(300 * time.Millisecond)
	if err := os.Rename(opt.Folder("inbox"), opt.Folder("inbox-away")); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(opt.Folder("inbox"), 0o755); err != nil {
		t.Fatal(err)
	}
	time.Sleep(1500 * time.Millisecond)
	select {
	case err := <-done:
		t.Fatalf("the daemon ended: %v", err)
	default:
	}
	if err := os.Remove(opt.Folder("inbox")); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(opt.Folder("inbox-away"), opt.Folder("inbox")); err != nil {
		t.Fatal(err)
	}
	put(t, opt, "cq-02.xlsx", bytesOf(t, r, unit(t, r, "cq-02"), nil))
	for range 200 {
		time.Sleep(100 * time.Millisecond)
		if p, _, err := office.Look(context.Background(), opt); err == nil && p.Standing("cq-02").Counts != nil {
			cancel()
			if err := <-done; err != nil {
				t.Error(err)
			}
			return
		}
	}
	t.Error("after it was back nothing went on")
}

// What lies on another machine is told by its name.
func TestNetworkFileSystems(t *testing.T) {
	for name, want := range map[string]bool{"nfs4": true, "cifs": true, "smb3": true, "9p": true, "fuse.sshfs": true, "ext4": false, "xfs": false, "btrfs": false, "tmpfs": false, "overlay": false, "fuseblk": false, "ntfs3": false, "": false} {
		if got := intake.Networked(name); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
	name, err := intake.FileSystem(t.TempDir())
	if err != nil || intake.Networked(name) {
		t.Errorf("here: %q, %v", name, err)
	}
}

// A daemon that is asked to stop in the middle of what it does ends without an error, and
// publishes what it has taken in.
func TestAskedToStopInTheMiddle(t *testing.T) {
	t.Parallel()
	opt, r := newWorkspace(t)
	opt.Publishes = nil
	put(t, opt, "cq-01.xlsx", bytesOf(t, r, unit(t, r, "cq-01"), nil))
	takeIn(t, opt)
	if err := os.RemoveAll(opt.Folder("outbox", "tong-hop.xlsx")); err != nil {
		t.Fatal(err)
	}
	o, err := office.Open(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := o.Watch(ctx, nil); err != nil {
		t.Errorf("asked to stop: %v", err)
	}
	if !exists(opt.Folder("outbox", "tong-hop.xlsx")) {
		t.Error("nothing was published")
	}
}
