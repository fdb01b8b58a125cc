package office_test

import (
	"os"
	"path/filepath"
	"testing"

	"tonghop/internal/office"
)

// apart are the folders in the outbox with what stood there before restores.
func apart(opt office.Options) (out []string) {
	out, _ = filepath.Glob(opt.Folder("outbox", "trước khi khôi phục *"))
	return out
}

// A restore that was interrupted after it had set the outputs apart is done again, though an
// officer saved a workbook at its old place meanwhile: both are kept.
func TestOutputsThatReappearWhileRestoring(t *testing.T) {
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
	if _, err := office.Restore(t.Context(), opt, backup); err != nil {
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
