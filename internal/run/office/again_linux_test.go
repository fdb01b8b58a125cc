package office_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
	"tonghop/internal/tier"
)

// restoreEnv has a supervised child put the oldest backup in place instead of running.
const restoreEnv = "TONGHOP_TEST_RESTORE"

func init() {
	dir := os.Getenv(childEnv)
	if dir == "" || os.Getenv(restoreEnv) == "" {
		return
	}
	if err := restoreOldest(dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func restoreOldest(dir string) error {
	settle := intake.Settle{Quiet: 20 * time.Millisecond, Incomplete: time.Second}
	opt := workspace.Options{Dir: dir, Log: zerolog.Nop(), Settle: settle}
	_, err := restoreFrom(context.Background(), opt, filepath.Join(dir, "state", "backup", "ledger-oldest.db"))
	return err
}

// A restore that is killed at any call is done again and comes through: nothing is lost,
// and the ledger that was replaced is kept whole.
func TestKilledWhileRestoring(t *testing.T) {
	tier.Long(t)
	opt, r := used(t)
	opt.Now = nil
	first := backupsOf(opt)[0]
	must(t, os.Rename(first, opt.Folder("state", "backup", "ledger-oldest.db")))
	must(t, os.Chtimes(opt.Folder("state", "backup", "ledger-oldest.db"), before2026, before2026))
	put(t, opt, "dn-01.xlsx", bytesOf(t, r, unit(t, r, "dn-01"), nil))
	takeIn(t, opt)
	tip := tipAt(t, opt.LedgerPath())
	must(t, os.RemoveAll(opt.Folder("inbox", intake.AsideDir)))
	t.Setenv(restoreEnv, "yes")
	whole := copyOf(t, opt)
	total, _, code, err := supervise(whole.Dir, blow{})
	if err != nil || code != 0 || total < 50 {
		t.Fatalf("left alone: %d calls, code %d, %v", total, code, err)
	}
	tries, killed := 3, 0
	if tier.IsLong() {
		tries = 60
	}
	for n := range tries {
		at := 1 + n*total/tries/2 // the second half publishes
		dead := copyOf(t, opt)
		_, fell, _, err := supervise(dead.Dir, blow{at: at})
		must(t, err)
		if fell {
			killed++
		}
		if err := restoreOldest(dead.Dir); err != nil {
			t.Errorf("killed before call %d of %d: %v", at, total, err)
			continue
		}
		p, _, err := office.Look(t.Context(), dead)
		must(t, err)
		for _, code := range []string{"cq-01", "cq-02", "dn-01"} {
			if s := p.Standing(code); s.Counts == nil || len(s.Versions) != 1 {
				t.Errorf("killed before call %d of %d: %s is gone or doubled", at, total, code)
			}
		}
		sound(t, dead)
		kept, _ := filepath.Glob(dead.Folder("state", "ledger-replaced-*.db"))
		found := false
		for _, k := range kept {
			found = found || tipAt(t, k) == tip
		}
		if !found {
			t.Errorf("killed before call %d of %d: what was replaced is not kept: %v", at, total, kept)
		}
		must(t, os.RemoveAll(dead.Dir))
	}
	t.Logf("%d kills, in the first half of %d calls", killed, total)
	if killed < tries*9/10 {
		t.Errorf("only %d of %d were killed", killed, tries)
	}
}

func tipAt(t *testing.T, path string) ledger.Tip {
	t.Helper()
	l, err := ledger.Read(t.Context(), path)
	must(t, err)
	defer l.Close()
	tip, err := l.Tip(t.Context())
	must(t, err)
	return tip
}
