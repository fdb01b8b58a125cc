package office_test

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/roll"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
	"tonghop/internal/seal"
	"tonghop/internal/sheet"
	"tonghop/internal/tier"
)

// posted is a mail with files, as a mail program writes it.
func posted(from, subject string, files map[string][]byte) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "From: %s\r\nTo: to@city.example\r\nSubject: %s\r\nDate: Sat, 12 Oct 2019 08:00:00 +0700\r\n", from, subject)
	b.WriteString("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"ranh-gioi\"\r\n\r\n")
	b.WriteString("--ranh-gioi\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nXin gui.\r\n")
	for _, name := range keys(files) {
		fmt.Fprintf(&b, "--ranh-gioi\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=%q\r\n", name)
		b.WriteString("Content-Transfer-Encoding: base64\r\n\r\n")
		text := base64.StdEncoding.EncodeToString(files[name])
		for len(text) > 76 {
			b.WriteString(text[:76] + "\r\n")
			text = text[76:]
		}
		b.WriteString(text + "\r\n")
	}
	b.WriteString("--ranh-gioi--\r\n")
	return []byte(b.String())
}

// packed is an archive with files.
func packed(t *testing.T, files map[string][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range keys(files) {
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write(files[name])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// handed is an officers' workbook in other hands: its stamp, and where its rows bear their
// marks.
type handed struct {
	t     *testing.T
	f     *excelize.File
	stamp decision.Stamp
	cell  map[string]string // of the stamp, by key
	on    string            // the very hidden sheet
	marks []rowMarks
}

type rowMarks struct{ sheet, key, digest, seal string } // cells

func hand(t *testing.T, data []byte) *handed {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	book, err := sheet.Open(data, sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	h := &handed{t: t, f: f, cell: map[string]string{}}
	h.stamp, _ = decision.StampOf(book)
	if h.on = "_nhap"; h.stamp.Kind == decision.Deciding {
		h.on = "_quyet_dinh"
	}
	rows, _ := f.GetRows(h.on)
	for i, r := range rows {
		if len(r) > 1 && r[0] != decision.KeyTables {
			h.cell[r[0]] = sheet.Ref(i+1, 2)
		}
		if r[0] == decision.KeyTables {
			h.table(r[1], slices.Index(r[3:], decision.ColumnKey)+1, slices.Index(r[3:], decision.ColumnDigest)+1, slices.Index(r[3:], decision.ColumnSeal)+1)
		}
	}
	if h.stamp.Kind == decision.Deciding {
		h.table(f.GetSheetList()[0], decision.ColKey, decision.ColDigest, decision.ColSeal)
	}
	if len(h.marks) == 0 || h.cell[decision.KeySeal] == "" {
		t.Fatalf("%s bears no marks", h.stamp.Kind)
	}
	return h
}

func (h *handed) table(name string, key, digest, mark int) {
	rows, _ := h.f.GetRows(name)
	for i, r := range rows {
		if len(r) >= key && strings.Contains(r[key-1], "|") {
			h.marks = append(h.marks, rowMarks{name, sheet.Ref(i+1, key), sheet.Ref(i+1, digest), sheet.Ref(i+1, mark)})
		}
	}
}

func (h *handed) put(on, cell, v string) {
	if err := h.f.SetCellValue(on, cell, v); err != nil {
		h.t.Fatal(err)
	}
}

func (h *handed) get(on, cell string) string {
	v, err := h.f.GetCellValue(on, cell)
	if err != nil {
		h.t.Fatal(err)
	}
	return v
}

// each changes every row's marks.
func (h *handed) each(do func(m rowMarks)) {
	for _, m := range h.marks {
		do(m)
	}
}

func (h *handed) bytes() []byte {
	buf, err := h.f.WriteToBuffer()
	if err != nil {
		h.t.Fatal(err)
	}
	return buf.Bytes()
}

// rowsOnly are the paperForgeries that leave the workbook's own seal good. Rows that an officer
// began count in a sealed workbook, and nothing is forged about them.
var rowsOnly = []string{"rows without seals", "the workbook's seal on rows", "other matters", "other keys", "rows' seals exchanged"}

// paperForgeries are what somebody with the source at hand, and without the key, can make of an
// officers' workbook.
var paperForgeries = map[string]func(h *handed){
	"no seal": func(h *handed) { h.put(h.on, h.cell[decision.KeySeal], "") },
	"garbled": func(h *handed) { h.put(h.on, h.cell[decision.KeySeal], "niêm phong") },
	"capitals": func(h *handed) {
		h.put(h.on, h.cell[decision.KeySeal], strings.ToUpper(h.stamp.Seal))
	},
	"sealed with a key of their own": func(h *handed) {
		mine := seal.Keys{seal.New()}
		h.put(h.on, h.cell[decision.KeySeal], h.stamp.Sealed(mine).Seal)
		h.each(func(m rowMarks) {
			h.put(m.sheet, m.seal, h.stamp.SealRow(mine, h.get(m.sheet, m.key), h.get(m.sheet, m.digest)))
		})
	},
	"rows without seals":          func(h *handed) { h.each(func(m rowMarks) { h.put(m.sheet, m.seal, "") }) },
	"the workbook's seal on rows": func(h *handed) { h.each(func(m rowMarks) { h.put(m.sheet, m.seal, h.stamp.Seal) }) },
	"other matters": func(h *handed) {
		h.each(func(m rowMarks) { h.put(m.sheet, m.digest, "0123456789abcdef") })
	},
	"other keys": func(h *handed) {
		h.each(func(m rowMarks) {
			key := strings.NewReplacer("cq-01", "cq-03", "cq-02", "cq-03", "dn-01", "dn-02").Replace(h.get(m.sheet, m.key))
			h.put(m.sheet, m.key, key)
		})
	},
	"rows' seals exchanged": func(h *handed) {
		first := h.get(h.marks[0].sheet, h.marks[0].seal)
		for i, m := range h.marks {
			v := first
			if i+1 < len(h.marks) {
				v = h.get(h.marks[i+1].sheet, h.marks[i+1].seal)
			} else if len(h.marks) == 1 {
				v = strings.Repeat("0", len(first))
			}
			h.put(m.sheet, m.seal, v)
		}
	},
	"of a later position": func(h *handed) { h.put(h.on, h.cell[decision.KeyPosition], "999999") },
	"of another round":    func(h *handed) { h.put(h.on, h.cell[decision.KeyRound], "antt-2018") },
	"of another desk or sort": func(h *handed) {
		if at := h.cell[decision.KeyDesk]; at != "" {
			h.put(h.on, at, "xdpt")
			return
		}
		h.put(h.on, "A1", map[decision.BookKind]string{decision.Deciding: string(decision.Recognising), decision.Recognising: string(decision.Deciding)}[h.stamp.Kind])
	},
	"as an earlier program wrote it": func(h *handed) {
		h.put(h.on, h.cell[decision.KeySeal], "")
		h.put(h.on, h.cell[decision.KeyPosition], "")
		h.each(func(m rowMarks) { h.put(m.sheet, m.seal, "") })
	},
}

// tempting is a workspace in which each officers' workbook has something to decide, and the
// three filled in as an officer would.
func tempting(t *testing.T) (opt workspace.Options, r *round.Round, filled map[string][]byte) {
	t.Helper()
	opt, r = newWorkspace(t)
	for _, code := range []string{"cq-01", "cq-02", "cq-03"} {
		put(t, opt, code+".xlsx", bytesOf(t, r, unit(t, r, code), nil))
	}
	for _, code := range []string{"dn-01", "dn-02"} {
		put(t, opt, code+".xlsx", bytesOf(t, r, unit(t, r, code), func(f *form.Fill) { delete(f.Values, "hom_thu") }))
	}
	takeIn(t, opt)
	a, b := unit(t, r, "cq-01").Name, unit(t, r, "cq-02").Name
	p := drop(t, opt, "thẩm định.xlsx", openPaper(t, deskBook(opt, "an_ninh")).set(a, agreed(nil)))
	if len(p.Decisions) != 1 {
		t.Fatalf("%d decisions at the start", len(p.Decisions))
	}
	filled = map[string][]byte{
		"appraisal": openPaper(t, deskBook(opt, "an_ninh")).set(b, agreed(nil)).bytes(),
		"proposal": openPaper(t, opt.Folder("outbox", "de-nghi-cong-nhan.xlsx")).field(decision.FieldNo, "12/QĐ-UBND").
			field(decision.FieldDay, "14/10/2019").field(decision.FieldBy, "Nguyễn Văn Mẫu").
			set(a, map[string]any{decision.InDecision: "có"}).bytes(),
		"decisions": decide(t, opt, func(f *excelize.File, row func(unit, matter string) int, name string) {
			sign(t, f, name, row(unit(t, r, "dn-01").Name, "trả lại"), "tính vào tổng")
			sign(t, f, name, freeRow(t, f, name), "1", "bỏ bản", "cq-03")
		}),
	}
	return opt, r, filled
}

// freeRow is the first row on which an officer may begin a matter.
func freeRow(t *testing.T, f *excelize.File, name string) int {
	t.Helper()
	rows, _ := f.GetRows(name)
	for i, r := range rows {
		if len(r) > 0 && strings.HasPrefix(r[0], "Việc khác") {
			return i + 2
		}
	}
	t.Fatal("no free rows")
	return 0
}

// Nothing that was made without the key decides anything, dropped, mailed or packed: not
// one row of three sorts of workbooks, forged in each way; all of them are one row for the
// officer, with where they came from.
func TestForgedOfficersWorkbooksDecideNothing(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r, filled := tempting(t)
	opt.Publishes = nil
	before, _, err := office.Look(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	free := decide(t, opt, func(f *excelize.File, _ func(unit, matter string) int, name string) {
		at := freeRow(t, f, name)
		sign(t, f, name, at, "1", "bỏ bản", "cq-03")
		sign(t, f, name, at+1, "có", "chấp nhận báo cáo", "dn-02")
		sign(t, f, name, at+2, "01/10/2019", "ngày nhận", "cq-02")
		for i := range 400 { // guesses what may be taken back
			row := at + 20 + i
			sign(t, f, name, row, "hủy")
			_ = f.SetCellValue(name, sheet.Ref(row, decision.ColKey), fmt.Sprint("revoke|", i+1))
		}
	})
	filled["free rows"] = free
	filled["decisions"] = decide(t, opt, func(f *excelize.File, row func(unit, matter string) int, name string) {
		sign(t, f, name, row(unit(t, r, "dn-01").Name, "trả lại"), "tính vào tổng")
	})
	n := 0
	for what, forge := range paperForgeries {
		for sort, data := range filled {
			if sort == "free rows" && slices.Contains(rowsOnly, what) {
				continue
			}
			for way, pack := range map[string]func(name string, data []byte) (string, []byte){
				"dropped": func(name string, data []byte) (string, []byte) { return name + ".xlsx", data },
				"mail": func(name string, data []byte) (string, []byte) {
					return name + ".eml", posted("Kẻ lạ <la@xa.example>", "Báo cáo", map[string][]byte{"a.xlsx": data})
				},
				"zip": func(name string, data []byte) (string, []byte) {
					return name + ".zip", packed(t, map[string][]byte{"b.xlsx": data})
				},
			} {
				h := hand(t, data)
				forge(h)
				_ = h.f.SetCellValue(h.on, "H1", what+way) // no two have the same bytes
				name, bytes := pack(fmt.Sprint(what, " ", sort, " ", way), h.bytes())
				put(t, opt, name, bytes)
				n++
			}
		}
	}
	p := takeIn(t, opt)
	if len(p.Decisions) != len(before.Decisions) {
		for _, d := range p.Decisions[len(before.Decisions):] {
			t.Errorf("decided: %s %s in %+v", d.Kind, d.Unit, d.Source)
		}
	}
	for _, code := range []string{"cq-01", "cq-02", "cq-03", "dn-01", "dn-02"} {
		was, is := before.Standing(code), p.Standing(code)
		if was.Status() != is.Status() || (was.Counts == nil) != (is.Counts == nil) || was.Late != is.Late {
			t.Errorf("%s was %s, is %s", code, was.Status(), is.Status())
		}
	}
	if exists(opt.Folder("outbox", "ket-qua", "cq-01.xlsx")) {
		t.Error("a result was printed")
	}
	text := sheetText(t, opt.Folder("outbox", "can-quyet-dinh.xlsx"), "Cần quyết định")
	if strings.Count(text, "PAPR-001") != 1 || !strings.Contains(text, "tệp có dạng tệp của cán bộ") {
		t.Errorf("told %d times in %s", strings.Count(text, "PAPR-001"), text)
	}
	receipts := sheetText(t, opt.Folder("outbox", "tong-hop.xlsx"), "Tiếp nhận")
	if !strings.Contains(receipts, "Tệp cán bộ không có dấu") || !strings.Contains(receipts, "thư của Kẻ lạ") {
		t.Error("the receipts do not say what they are and who sent them")
	}
	t.Logf("%d forged workbooks", n)
}

// The same three, as they are: dropped they are recorded, each with its source.
func TestSealedOfficersWorkbooksAreRecorded(t *testing.T) {
	t.Parallel()
	opt, _, filled := tempting(t)
	opt.Publishes = nil
	for sort, data := range filled {
		h := hand(t, data)
		if err := h.f.SetDocProps(&excelize.DocProperties{LastModifiedBy: "Trần Thị " + sort, Created: "2019-10-12T00:00:00Z", Modified: "2019-10-12T00:00:00Z"}); err != nil {
			t.Fatal(err)
		}
		put(t, opt, sort+".xlsx", h.bytes())
	}
	p := takeIn(t, opt)
	if len(p.Decisions) != 5 {
		t.Fatalf("%d decisions: %+v", len(p.Decisions), p.Workbooks)
	}
	for _, d := range p.Decisions[1:] {
		if d.Source == nil || d.Source.Way != decision.Dropped || !strings.HasPrefix(d.Source.Modified, "Trần Thị") {
			t.Errorf("%s came from %+v", d.Kind, d.Source)
		}
	}
	for where, want := range map[string]string{
		sheetText(t, opt.Folder("outbox", "can-quyet-dinh.xlsx"), "Cần quyết định"): "thả vào thư mục nhận, người lưu cuối: Trần Thị decisions",
		sheetText(t, opt.Folder("outbox", "tong-hop.xlsx"), "Tiếp nhận"):            "người lưu cuối: Trần Thị appraisal",
		sheetText(t, opt.Folder("outbox", "ket-qua", "cq-01.xlsx"), "Kết quả"):      "quyết định: thả vào thư mục nhận, người lưu cuối: Trần Thị proposal",
	} {
		if !strings.Contains(where, want) {
			t.Errorf("%q is not said in %s", want, where)
		}
	}
	trace, err := roll.TraceOf(p, "hom_thu", "dn-01")
	if err != nil {
		t.Fatal(err)
	}
	if all := append(trace.In, trace.Out...); len(all) != 1 || !strings.Contains(all[0].Decided, "Trần Thị decisions") {
		t.Errorf("traced: %+v", all)
	}
}

// Rows may be sorted, deleted and copied from another revision of the same desk.
func TestRowsMayMoveBetweenRevisions(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r, _ := tempting(t)
	b, c := unit(t, r, "cq-02").Name, unit(t, r, "cq-03").Name
	old := openPaper(t, deskBook(opt, "an_ninh"))
	drop(t, opt, "khác.xlsx", openPaper(t, deskBook(opt, "an_ninh")).set(unit(t, r, "cq-01").Name, agreed(map[string]any{decision.InReason: "Xem lại"})))
	old.set(b, agreed(nil)).set(c, agreed(nil))
	now := openPaper(t, deskBook(opt, "an_ninh"))
	tb, rowB := now.row(b)
	_, rowC := now.row(c)
	fromB, oldB := old.row(b)
	_, oldC := old.row(c)
	for col := 1; col <= len(tb.keys); col++ { // exchanged, as sorting does, and from the older revision
		for to, from := range map[int]int{rowB: oldC, rowC: oldB} {
			v, _ := old.f.GetCellValue(fromB.name, sheet.Ref(from, col))
			if v == "" {
				continue
			}
			if err := now.f.SetCellValue(tb.name, sheet.Ref(to, col), v); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := now.f.RemoveRow(tb.name, tb.first); err != nil { // cq-01's
		t.Fatal(err)
	}
	p := drop(t, opt, "gộp.xlsx", now)
	for _, code := range []string{"cq-02", "cq-03"} {
		if st := p.Standing(code).Status(); st != finding.Appraised {
			t.Errorf("%s is %s; %+v", code, st, p.Workbooks[len(p.Workbooks)-1].Outcomes)
		}
	}
}

// What was taken back does not come again with an older workbook, whatever was changed in it.
func TestAReplayedWorkbookBringsNothingBack(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, _, filled := tempting(t)
	for sort, data := range filled {
		put(t, opt, sort+".xlsx", data)
	}
	p := takeIn(t, opt)
	if len(p.Decisions) != 5 {
		t.Fatalf("%d decisions", len(p.Decisions))
	}
	for range 2 { // what a recognition rests on is taken back after it
		put(t, opt, "hủy.xlsx", decide(t, opt, func(f *excelize.File, _ func(unit, matter string) int, name string) {
			rows, _ := f.GetRows(name)
			for i, r := range rows {
				if len(r) >= decision.ColKey && strings.HasPrefix(r[decision.ColKey-1], "revoke|") {
					sign(t, f, name, i+1, "hủy")
				}
			}
		}))
		p = takeIn(t, opt)
	}
	for _, d := range p.Decisions {
		if d.Kind != decision.Revoke && !d.Revoked {
			t.Fatalf("still in force: %+v", d)
		}
	}
	n := len(p.Decisions)
	for sort, data := range filled {
		h := hand(t, data)
		_ = h.f.SetCellValue(h.on, "H1", "phát lại")
		put(t, opt, sort+" lần nữa.xlsx", h.bytes())
	}
	if p = takeIn(t, opt); len(p.Decisions) != n {
		for _, d := range p.Decisions[n:] {
			t.Errorf("came back: %s %s %s", d.Kind, d.Unit, d.Value)
		}
	}
}

// Points are held against the round, never against what the workbook says of them.
func TestTheMaximumIsTheRounds(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r, _ := tempting(t)
	b := unit(t, r, "cq-02").Name
	s := openPaper(t, deskBook(opt, "an_ninh")).set(b, agreed(map[string]any{decision.InCriterion + "tot_1": 99, decision.InReason: "x"}))
	for _, name := range s.f.GetSheetList() {
		rows, _ := s.f.GetRows(name)
		for i, row := range rows {
			for j, v := range row {
				if strings.Contains(v, "12,5") {
					_ = s.f.SetCellValue(name, sheet.Ref(i+1, j+1), strings.ReplaceAll(v, "12,5", "99"))
				}
			}
		}
		if err := s.f.DeleteDataValidation(name); err != nil {
			t.Fatal(err)
		}
	}
	if p := drop(t, opt, "x.xlsx", s); p.Standing("cq-02").Status() != finding.Clean {
		t.Errorf("99 points of 12.5: %s", p.Standing("cq-02").Status())
	}
	if n := openPaper(t, deskBook(opt, "an_ninh")).note(b); !strings.Contains(n, "SCOR-002") {
		t.Errorf("told: %q", n)
	}
}

// A commune's police mail their workbook back: it waits, says whose it is, and is recorded
// when the officer says so; with a standing mark the next one is recorded at once, until the
// mark is taken back. Decisions and recognition wait for a mark of their own each time.
func TestAMailedWorkbookWaits(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r, filled := tempting(t)
	from := "Công an xã <CA@xa.example>"
	put(t, opt, "1.eml", posted(from, "Tham dinh", map[string][]byte{"a.xlsx": filled["appraisal"]}))
	put(t, opt, "2.eml", posted(from, "Quyet dinh", map[string][]byte{"b.xlsx": filled["decisions"], "c.xlsx": filled["proposal"]}))
	p := takeIn(t, opt)
	if len(p.Decisions) != 1 {
		t.Fatalf("recorded from a mail: %+v", p.Decisions[1:])
	}
	book := func() string {
		return sheetText(t, opt.Folder("outbox", "can-quyet-dinh.xlsx"), "Cần quyết định")
	}
	text := book()
	for _, want := range []string{"Tệp thẩm định", "1 dòng đã điền", "Tham dinh", "12/10/2019", "CA@xa.example"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not said of what waits: %s", want, text)
		}
	}
	mark := func(what string, value string) *standing.Picture {
		put(t, opt, "đánh dấu.xlsx", decide(t, opt, func(f *excelize.File, row func(unit, matter string) int, name string) {
			sign(t, f, name, row("", what), value)
		}))
		return takeIn(t, opt)
	}
	p = mark("Tệp thẩm định", "luôn ghi nhận")
	if st := p.Standing("cq-02").Status(); st != finding.Appraised {
		t.Fatalf("marked, and cq-02 is %s", st)
	}
	d := p.Decisions[len(p.Decisions)-1]
	if d.Source == nil || d.Source.Way != decision.Mailed || !strings.Contains(d.Source.From, "CA@xa.example") || d.Source.Mark == 0 {
		t.Errorf("its source is %+v", d.Source)
	}
	c := unit(t, r, "cq-03").Name
	next := openPaper(t, deskBook(opt, "an_ninh")).set(c, agreed(nil)).bytes()
	put(t, opt, "3.eml", posted("ca@XA.example", "Tiep", map[string][]byte{"a.xlsx": next}))
	if p = takeIn(t, opt); p.Standing("cq-03").Status() != finding.Appraised {
		t.Errorf("the standing mark does not hold: %s", p.Standing("cq-03").Status())
	}
	// Another sender, the same desk.
	other := openPaper(t, deskBook(opt, "an_ninh")).set(c, agreed(map[string]any{decision.InResult: "không đạt", decision.InReason: "Sai"})).bytes()
	put(t, opt, "4.eml", posted("la@xa.example", "Tiep", map[string][]byte{"a.xlsx": other}))
	n := len(p.Decisions)
	if p = takeIn(t, opt); len(p.Decisions) != n {
		t.Error("somebody else's mail was recorded under the mark")
	}
	p = mark("Luôn ghi nhận", "hủy")
	n = len(p.Decisions)
	put(t, opt, "5.eml", posted(from, "Nua", map[string][]byte{"a.xlsx": openPaper(t, deskBook(opt, "an_ninh")).set(c, agreed(map[string]any{decision.InReason: "Khác"})).bytes()}))
	if p = takeIn(t, opt); len(p.Decisions) != n {
		t.Error("recorded though the mark was taken back")
	}
	// Decisions and recognition: no standing mark is offered, each waits for its own.
	for _, what := range []string{"Tệp quyết định", "Tệp đề nghị công nhận"} {
		if mark(what, "luôn ghi nhận"); !strings.Contains(book(), "không phải là một trong") {
			t.Errorf("%s: a standing mark was taken", what)
		}
	}
	if p = mark("Tệp quyết định", "ghi nhận"); p.Standing("dn-01").Counts == nil {
		t.Error("the mailed decisions were not recorded with their mark")
	}
	if p = mark("Tệp đề nghị công nhận", "ghi nhận"); !p.Standing("cq-01").Recognised() {
		t.Error("the mailed decision on recognition was not recorded with its mark")
	}
}

// Authority belongs to the receipt: the same bytes, mailed first and dropped later, are
// recorded; a newer one of the same sender stands in place of an older one.
func TestTheSameBytesDroppedLaterAreRecorded(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r, filled := tempting(t)
	put(t, opt, "1.eml", posted("ca@xa.example", "Mot", map[string][]byte{"a.xlsx": filled["appraisal"]}))
	takeIn(t, opt)
	newer := openPaper(t, deskBook(opt, "an_ninh")).set(unit(t, r, "cq-03").Name, agreed(nil)).bytes()
	put(t, opt, "2.eml", posted("ca@xa.example", "Hai", map[string][]byte{"a.xlsx": newer}))
	p := takeIn(t, opt)
	text := sheetText(t, opt.Folder("outbox", "can-quyet-dinh.xlsx"), "Cần quyết định")
	if len(p.Decisions) != 1 || strings.Contains(text, "“Mot”") || !strings.Contains(text, "“Hai”") {
		t.Fatalf("%d decisions; waits: %s", len(p.Decisions), text)
	}
	put(t, opt, "a.xlsx", filled["appraisal"])
	if p = takeIn(t, opt); p.Standing("cq-02").Status() != finding.Appraised || p.Standing("cq-03").Status() == finding.Appraised {
		t.Errorf("dropped: cq-02 %s, cq-03 %s", p.Standing("cq-02").Status(), p.Standing("cq-03").Status())
	}
}

// A workbook half filled in when the program was changed bears no seal. Saved where it
// stands, what was typed stands in the new one, and is recorded when that is saved; dropped,
// it is told, with the way out.
func TestHalfFilledInBeforeTheSeals(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r, filled := tempting(t)
	b := unit(t, r, "cq-02").Name
	old := func(sort, mark string) []byte {
		h := hand(t, filled[sort])
		_ = h.f.SetCellValue(h.on, "H1", mark)
		paperForgeries["as an earlier program wrote it"](h)
		return h.bytes()
	}
	put(t, opt, "cũ.xlsx", old("appraisal", "dropped"))
	p := takeIn(t, opt)
	if text := sheetText(t, opt.Folder("outbox", "can-quyet-dinh.xlsx"), "Cần quyết định"); len(p.Decisions) != 1 || !strings.Contains(text, "điền lại rồi lưu tại chỗ") {
		t.Fatalf("dropped: %d decisions; told %s", len(p.Decisions), text)
	}
	for path, data := range map[string][]byte{
		deskBook(opt, "an_ninh"):                       old("appraisal", ""),
		opt.Folder("outbox", "de-nghi-cong-nhan.xlsx"): old("proposal", ""),
		opt.Folder("outbox", "can-quyet-dinh.xlsx"):    old("decisions", ""),
	} {
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if p = takeIn(t, opt); len(p.Decisions) != 1 {
		t.Fatalf("recorded without a seal: %+v", p.Decisions[1:])
	}
	desk := openPaper(t, deskBook(opt, "an_ninh"))
	if desk.at(b, decision.InBy) != "Phạm Văn Mẫu" || !strings.Contains(desk.note(b), "xem lại") {
		t.Errorf("the desk's new workbook shows %q, %q", desk.at(b, decision.InBy), desk.note(b))
	}
	list := openPaper(t, opt.Folder("outbox", "de-nghi-cong-nhan.xlsx"))
	if got := list.at(unit(t, r, "cq-01").Name, decision.InDecision); got != "có" || list.read(decision.FieldNo) != "12/QĐ-UBND" {
		t.Errorf("the new list shows %q, %q", got, list.read(decision.FieldNo))
	}
	text := sheetText(t, opt.Folder("outbox", "can-quyet-dinh.xlsx"), "Cần quyết định")
	for _, want := range []string{"tính vào tổng | Đã hỏi đơn vị", "bỏ bản | cq-03"} {
		if !strings.Contains(text, want) {
			t.Errorf("the new workbook of decisions does not show %q: %s", want, text)
		}
	}
	// Saved again where they stand, all of it is recorded.
	for _, path := range []string{deskBook(opt, "an_ninh"), opt.Folder("outbox", "de-nghi-cong-nhan.xlsx"), opt.Folder("outbox", "can-quyet-dinh.xlsx")} {
		f, err := excelize.OpenFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetDocProps(&excelize.DocProperties{LastModifiedBy: "Cán bộ"}); err != nil {
			t.Fatal(err)
		}
		if err := f.Save(); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
	p = takeIn(t, opt)
	var kinds []string
	for _, d := range p.Decisions[1:] {
		kinds = append(kinds, string(d.Kind))
		if d.Source == nil || d.Source.Way != decision.InPlace || d.Source.Modified != "Cán bộ" {
			t.Errorf("%s came from %+v", d.Kind, d.Source)
		}
	}
	slices.Sort(kinds)
	if got := strings.Join(kinds, " "); got != "appraise count recognise void" {
		t.Errorf("recorded: %s; %+v", got, outcomesOf(p))
	}
}

func outcomesOf(p *standing.Picture) (out []ledger.Outcome) {
	for _, b := range p.Workbooks {
		out = append(out, b.Outcomes...)
	}
	return out
}

// Sorted, filtered and saved by openpyxl, which keeps nothing that it does not know, a
// workbook bears its seals still.
func TestAppraisedInOpenpyxl(t *testing.T) {
	long(t)
	tier.Needs(t, "openpyxl", python, "-c", "import openpyxl")
	opt, r, _ := tempting(t)
	path := deskBook(opt, "an_ninh")
	s := openPaper(t, path)
	tb, b := s.row(unit(t, r, "cq-02").Name)
	_, c := s.row(unit(t, r, "cq-03").Name)
	last := max(b, c)
	args := []string{filepath.Join("..", "..", "..", "testdata", "fill", "openpyxl_rows.py"), path, tb.name, strconv.Itoa(tb.first), strconv.Itoa(last)}
	for key, v := range agreed(nil) {
		for _, row := range []int{b, c} {
			args = append(args, fmt.Sprintf("%s!%s=%v", tb.name, sheet.Ref(row, tb.col(key)), v))
		}
	}
	if out, err := exec.Command(python, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	p := takeIn(t, opt)
	for _, code := range []string{"cq-02", "cq-03"} {
		if st := p.Standing(code).Status(); st != finding.Appraised {
			t.Errorf("%s is %s; %+v", code, st, outcomesOf(p))
		}
	}
	d := p.Decisions[len(p.Decisions)-1]
	if d.Source == nil || d.Source.Way != decision.InPlace || d.Source.Modified != "Người dùng openpyxl" {
		t.Errorf("its source is %+v", d.Source)
	}
}
