package office_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"tonghop/internal/finding"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
)

// The same where the workspace is one of an earlier layout: its ledger is brought up and its
// key taken over in the run that is killed.
func TestKilledWhileBroughtUp(t *testing.T) {
	long(t)
	base := threeFiles(t)
	opt := workspace.Options{Dir: base.dir}
	must(t, os.RemoveAll(opt.Folder("inbox", intake.AsideDir))) // which that program did not have
	former(t, opt, 5)
	at, total := points(t, base, "TONGHOP_KILLS_LAYOUT", 4)
	kills(t, base, at, total)
}

// markedMail is a workspace in which a desk's workbook waits that came in a mail, and the
// officer's mark that lets it in is dropped.
func markedMail(t *testing.T) scene {
	s := threeFiles(t)
	opt := hasty(s.dir)
	takeIn(t, opt)
	p, _, err := office.Look(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	beside, err := filepath.Glob(deskBook(opt, "an_ninh (bản *)")) // the plain one is open elsewhere
	if err != nil || len(beside) != 1 {
		t.Fatal(beside, err)
	}
	sealed := openPaper(t, beside[0]).set(unit(t, p.Round, "cq-02").Name, agreed(nil)).bytes()
	put(t, opt, "thư.eml", posted("ca@xa.example", "Tham dinh", map[string][]byte{"a.xlsx": sealed}))
	takeIn(t, opt)
	put(t, opt, "đánh dấu.xlsx", decide(t, opt, func(f *excelize.File, row func(unit, matter string) int, name string) {
		sign(t, f, name, row("", "Tệp thẩm định"), "ghi nhận")
	}))
	s.files = append(s.files, "thư.eml", "thư.eml/a.xlsx", "đánh dấu.xlsx")
	s.units["cq-02"] = finding.Appraised
	s.decisions = 3 // the first appraisal, the mark, and what it let in
	return s
}

// What waits is let in by a mark: killed between the mark and what it lets in, both are on
// record once after the next run.
func TestKilledWhileAMailIsLetIn(t *testing.T) {
	long(t)
	base := markedMail(t)
	at, total := points(t, base, "TONGHOP_KILLS_MAIL", 4)
	kills(t, base, at, total)
}
