package office_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/standing"
	"tonghop/internal/judge/record"
	"tonghop/internal/read/answer"
	"tonghop/internal/run/workspace"
	"tonghop/internal/tier"
)

// usual is a figure that nobody asks about; kindForm has the 37th after it.
const usual = 40

// figure makes a return with a figure of its own.
func figure(n int64) func(*form.Fill) {
	return func(f *form.Fill) { f.Values["hom_thu"] = decimal.NewFromInt(usual + n) }
}

// figureOf is the figure that counts of a unit, and how many versions it has.
func figureOf(p *standing.Picture, u round.Unit) string {
	s := p.Standing(u.Code)
	if s.Counts == nil {
		return fmt.Sprintf("none of %d", len(s.Versions))
	}
	d, _ := record.Number(s.Counts.Verdict.Values["hom_thu"])
	return fmt.Sprintf("%d of %d", d.IntPart()-usual, len(s.Versions))
}

// keyRow is the matter of another workspace's key.
const keyRow = "chấp nhận khóa"

// asked counts the rows that ask for a unit's key.
func asked(t *testing.T, opt workspace.Options, u round.Unit) (n int) {
	t.Helper()
	for _, row := range strings.Split(sheetText(t, opt.Folder("outbox", "can-quyet-dinh.xlsx"), "Cần quyết định"), "\n") {
		if strings.Contains(row, " | "+u.Name+" | ") && strings.Contains(row, "“"+keyRow+"”") {
			n++
		}
	}
	return n
}

// answered fills a row of the workbook of decisions in and takes it in.
func answered(t *testing.T, opt workspace.Options, u round.Unit, matter, what string) *standing.Picture {
	t.Helper()
	fill := func(f *excelize.File, row func(unit, matter string) int, name string) {
		sign(t, f, name, row(u.Name, matter), what)
	}
	put(t, opt, "quyết định "+matter+".xlsx", decide(t, opt, fill))
	return takeIn(t, opt)
}

// An officer accepts another workspace's key for a unit once: from then on what it signed for
// that unit is as good as the unit's own form, and nothing else is. Taken back, it is not.
func TestAnotherWorkspacesKeyIsAcceptedOnce(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := sealing(t)
	opt.Publishes = nil
	u, other := unit(t, r, "cq-01"), unit(t, r, "cq-02")
	theirs, strangers := elsewhere(r), elsewhere(r)
	put(t, opt, "a.xlsx", bytesOf(t, r, u, figure(1)))
	put(t, opt, "b.xlsx", bytesOf(t, r, other, figure(1)))
	takeIn(t, opt)
	put(t, opt, "nơi khác.xlsx", bytesOf(t, theirs, u, figure(2)))
	p := takeIn(t, opt)
	if got := figureOf(p, u); got != "1 of 2" || asked(t, opt, u) != 1 {
		t.Fatalf("before: %s, %d rows", got, asked(t, opt, u))
	}
	put(t, opt, "nơi khác lần 2.xlsx", bytesOf(t, theirs, u, figure(3)))
	takeIn(t, opt)
	if n := asked(t, opt, u); n != 1 {
		t.Fatalf("%d rows for one key", n)
	}
	p = answered(t, opt, u, keyRow, keyRow)
	if got := figureOf(p, u); got != "3 of 3" || asked(t, opt, u) != 0 {
		t.Errorf("accepted: %s, %d rows", got, asked(t, opt, u))
	}
	text := sheetText(t, opt.Folder("outbox", "tong-hop.xlsx"), "Tiếp nhận")
	if !strings.Contains(text, "khóa đã được chấp nhận") {
		t.Error("the receipts do not say that the key was accepted")
	}
	put(t, opt, "nơi khác lần 3.xlsx", bytesOf(t, theirs, u, figure(4)))
	put(t, opt, "đơn vị khác.xlsx", bytesOf(t, theirs, other, figure(4)))
	p = takeIn(t, opt)
	if got := figureOf(p, u) + ", " + figureOf(p, other); got != "4 of 4, 1 of 2" {
		t.Errorf("then: %s", got)
	}
	// What is not signed by that key for that unit is as weak as before.
	mark := ""
	bent(t, bytesOf(t, theirs, u, nil), func(f *excelize.File) { mark = stamped(f, answer.StampSign) })
	with := func(key, value string) []byte { // the unit's form from there, its hidden sheet changed
		return bent(t, bytesOf(t, theirs, u, figure(5)), func(f *excelize.File) { restamp(f, key, value) })
	}
	forged := map[string][]byte{
		"không chữ ký":  with(answer.StampSign, ""),
		"chữ ký in hoa": with(answer.StampSign, strings.ToUpper(mark)),
		"không dấu":     with(answer.StampSeal, ""),
		"bản khác":      with(answer.StampCopy, "9"),
		"khóa lạ":       bytesOf(t, strangers, u, figure(5)),
		"chữ ký chép": bent(t, bytesOf(t, strangers, u, figure(5)), func(f *excelize.File) {
			_, sig, _ := strings.Cut(stamped(f, answer.StampSign), ":")
			restamp(f, answer.StampSign, mark[:64]+":"+sig)
		}),
		"của đơn vị khác": bent(t, bytesOf(t, theirs, other, figure(5)), func(f *excelize.File) { dressed(f, u) }),
		"đổi đơn vị": bent(t, bytesOf(t, theirs, other, figure(5)), func(f *excelize.File) {
			dressed(f, u)
			restamp(f, answer.StampUnit, u.Code)
		}),
		"dấu chép": bent(t, bytesOf(t, r, other, figure(5)), func(f *excelize.File) {
			dressed(f, u)
			restamp(f, answer.StampSign, mark)
		}),
	}
	for name, data := range forged {
		put(t, opt, name+".xlsx", data)
	}
	p = takeIn(t, opt)
	if got := figureOf(p, u); got != fmt.Sprintf("4 of %d", 4+len(forged)) {
		t.Errorf("after the forged ones: %s: %s", got, numbers(p.Standing(u.Code)))
	}
	p = answered(t, opt, u, "Chấp nhận khóa của nơi khác", "hủy")
	if got := figureOf(p, u); got != fmt.Sprintf("1 of %d", 4+len(forged)) {
		t.Errorf("taken back: %s", got)
	}
}

// Where nothing of ours was accepted, what counts is what came from elsewhere; a form signed
// by the same key replaces it, one signed by another or by none does not.
func TestOneKeyOfAnotherWorkspaceIsNotAnother(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := sealing(t)
	u := unit(t, r, "cq-01")
	theirs, strangers := elsewhere(r), elsewhere(r)
	unsigned := func(n int64) []byte {
		return bent(t, bytesOf(t, strangers, u, figure(n)), func(f *excelize.File) { restamp(f, answer.StampSign, "") })
	}
	for i, step := range []struct {
		data []byte
		want string
	}{
		{unsigned(1), "1 of 1"},
		{unsigned(2), "2 of 2"},
		{bytesOf(t, theirs, u, figure(3)), "3 of 3"},
		{bytesOf(t, strangers, u, figure(4)), "3 of 4"},
		{unsigned(5), "3 of 5"},
		{bytesOf(t, theirs, u, figure(6)), "6 of 6"},
		{kindForm(t, r, u), "37 of 7"},
		{bytesOf(t, theirs, u, figure(8)), "37 of 8"},
		{bytesOf(t, r, u, figure(9)), "9 of 9"},
	} {
		put(t, opt, fmt.Sprintf("%d.xlsx", i), step.data)
		if p := takeIn(t, opt); figureOf(p, u) != step.want {
			t.Errorf("step %d: %s, want %s: %s", i, figureOf(p, u), step.want, numbers(p.Standing(u.Code)))
		}
	}
}

// A form that another workspace signed for one unit and an officer gave to another is as weak
// as any without a seal: the accepted key speaks for the unit that the form names.
func TestAGivenFormDoesNotBorrowAKey(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := sealing(t)
	u, other := unit(t, r, "cq-01"), unit(t, r, "cq-02")
	theirs := elsewhere(r)
	put(t, opt, "a.xlsx", bytesOf(t, theirs, u, figure(1)))
	takeIn(t, opt)
	answered(t, opt, u, keyRow, keyRow)
	put(t, opt, "b.xlsx", bytesOf(t, theirs, u, figure(2)))
	p := takeIn(t, opt)
	if figureOf(p, u) != "2 of 2" {
		t.Fatalf("accepted: %s", figureOf(p, u))
	}
	put(t, opt, "lạ.xlsx", bent(t, bytesOf(t, theirs, other, figure(3)), func(f *excelize.File) {
		stranger := other
		stranger.Code, stranger.Name = "zz-99", "Không rõ"
		dressed(f, stranger)
	}))
	takeIn(t, opt)
	put(t, opt, "gán.xlsx", decide(t, opt, func(f *excelize.File, row func(unit, matter string) int, name string) {
		sign(t, f, name, row("lạ.xlsx", ""), u.Code)
	}))
	if p = takeIn(t, opt); figureOf(p, u) != "2 of 3" {
		t.Errorf("given: %s: %s", figureOf(p, u), numbers(p.Standing(u.Code)))
	}
}
