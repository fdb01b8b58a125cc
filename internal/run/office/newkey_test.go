package office_test

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/read/answer"
	"tonghop/internal/read/decision"
	"tonghop/internal/run/issue"
	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
	"tonghop/internal/seal"
	"tonghop/internal/tier"
)

// With another key everything is held against it: what goes out is sealed with it, blank forms
// too, and what was sealed with a key that comes back is known again, also where it was
// received meanwhile.
func TestWhatIsSealedFollowsTheKeys(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r, filled := tempting(t)
	before, err := opt.Keys()
	must(t, err)
	_, err = issue.Issue(t.Context(), keyed(r, before), []string{"cq-05"}, nil, nil, nil)
	must(t, err)
	sqlIn(t, opt.LedgerPath(), "DELETE FROM seal_key")
	_, err = office.Restore(t.Context(), opt, workspace.Restoring{NewKey: true})
	must(t, err)
	now, err := opt.Keys()
	must(t, err)
	for _, path := range []string{opt.Folder("outbox", "tra-lai", "dn-01.xlsx"), deskBook(opt, "an_ninh")} {
		if got := sealIn(t, path); got != now.ID() {
			t.Errorf("%s is sealed with %s, the key is %s", path, got, now.ID())
		}
	}
	until(t, opt, func() bool {
		return sealIn(t, opt.Folder("templates", r.ID, "issued", "cq-05.xlsx")) == now.ID()
	})
	put(t, opt, "thẩm định.xlsx", filled["appraisal"])
	put(t, opt, "dn-03.xlsx", bytesOf(t, keyed(r, before), unit(t, r, "dn-03"), nil))
	p := takeIn(t, opt)
	if p.Standing("cq-02").Status() == finding.Appraised || p.Standing("dn-03").Newest().Verdict.Seal != "foreign" {
		t.Fatal("a key that is gone is known")
	}
	must(t, os.WriteFile(opt.Folder("state", "seal.key"), []byte(before[0].Text()+"\n"), 0o600))
	p = takeIn(t, opt)
	if got := p.Standing("dn-03").Newest().Verdict.Seal; got != "good" {
		t.Errorf("the key is back, and its form is %s", got)
	}
	if p.Standing("cq-02").Status() != finding.Appraised {
		t.Errorf("the key is back, and its workbook is not recorded: %+v", outcomesOf(p))
	}
}

// keyed is a round with keys.
func keyed(r *round.Round, keys seal.Keys) *round.Round {
	out := *r
	out.Keys = keys
	return &out
}

// sealIn is the key that a workbook of ours names in its seal.
func sealIn(t *testing.T, path string) string {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		return err.Error()
	}
	defer f.Close()
	for _, name := range f.GetSheetList() {
		rows, _ := f.GetRows(name)
		for _, row := range rows {
			if len(row) > 1 && (row[0] == answer.StampSeal || row[0] == decision.KeySeal) && seal.KeyOf(row[1]) != "" {
				return seal.KeyOf(row[1])
			}
		}
	}
	return ""
}

// until runs the office until something holds.
func until(t *testing.T, opt workspace.Options, holds func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()
	opt.Every = 50 * time.Millisecond
	o, err := office.Open(ctx, opt)
	must(t, err)
	done := make(chan error, 1)
	go func() { done <- o.Watch(ctx, nil) }()
	for !holds() {
		select {
		case <-ctx.Done():
			t.Error("it never held")
		case <-time.After(50 * time.Millisecond):
			continue
		}
		break
	}
	cancel()
	if err := <-done; err != nil && ctx.Err() == nil {
		t.Error(err)
	}
	must(t, o.Close())
}
