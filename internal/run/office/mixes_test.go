package office_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/run/issue"
	"tonghop/internal/run/workspace"
	"tonghop/internal/tier"
)

// schools is a small workspace of four units of one kind, whose forms are sealed.
func schools(t *testing.T) (workspace.Options, *round.Round, []round.Unit) {
	t.Helper()
	units := []round.Unit{{Code: "riverside", Name: "Riverside District", Kind: "district"}}
	for _, name := range []string{"North", "South", "East", "West"} {
		u := round.Unit{Code: strings.ToLower(name), Name: name + " School", Kind: "school", Parent: "riverside"}
		u.Direct = true
		units = append(units, u)
	}
	opt, r := roundOf(t, "hygiene-2024", time.Date(2025, 1, 10, 9, 0, 0, 0, time.UTC), units)
	sealed(t, opt, r)
	opt.Settle.Incomplete = opt.Settle.Quiet
	return opt, r, units[1:]
}

// meals makes a return with a figure of its own.
func meals(n int) func(*form.Fill) {
	return func(f *form.Fill) {
		inEnglish(f)
		f.Values["kitchens"], f.Values["kitchens_inspected"] = decimal.NewFromInt(3), decimal.NewFromInt(2)
		f.Values["meals"] = decimal.NewFromInt(int64(n))
	}
}

// truth is the part of a unit's record that no bad file may change.
func truth(t *testing.T, p *standing.Picture, u round.Unit) string {
	t.Helper()
	rec := recordOf(t, p, u.Code)
	said := []any{rec.Values, rec.Prior, rec.Tables, rec.Explanations, rec.Scores}
	data, err := json.Marshal([]any{rec.SHA256, *rec.Counts, rec.Status, said})
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// mailed is a file in a mail, zipped one in an archive.
func mailed(name string, data []byte) []byte {
	return fmt.Appendf(nil, "From: MAILER-DAEMON@post.example\r\nTo: office@riverside.example\r\nSubject: Undelivered\r\n"+
		"Date: Fri, 10 Jan 2025 09:00:00 +0000\r\nMIME-Version: 1.0\r\n"+
		"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nReturned.\r\n--b\r\n"+
		"Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=%q\r\n"+
		"Content-Transfer-Encoding: base64\r\n\r\n%s\r\n--b--\r\n", name, base64.StdEncoding.EncodeToString(data))
}

func zipped(t *testing.T, name string, data []byte) []byte {
	t.Helper()
	return packed(t, map[string][]byte{name: data})
}

// bad makes files that must not change what counts of a unit.
type bad struct {
	t     *testing.T
	opt   workspace.Options
	r     *round.Round
	rnd   *rand.Rand
	units []round.Unit
	blank map[string][]byte
}

// one is a bad file against a unit: forged, cut, damaged, blank, our own, or no workbook.
func (b *bad) one(to round.Unit) (name string, data []byte) {
	from := b.units[0]
	if from.Code == to.Code {
		from = b.units[1]
	}
	switch b.rnd.IntN(8) {
	case 0, 1, 2:
		fg := forgeries[b.rnd.IntN(len(forgeries))]
		name, data = fg.name, fg.make(b.t, b.r, from, to)
		differs := b.rnd.IntN(1 << 30) // no two alike
		data = bent(b.t, data, func(f *excelize.File) { _ = f.SetCellValue("Unit", "Z99", differs) })
	case 3:
		data = bytesOf(b.t, b.r, to, meals(9999))
		name, data = "cut", data[:1+b.rnd.IntN(len(data)-1)]
	case 4:
		name, data = "flipped", b.flipped(bytesOf(b.t, b.r, to, meals(9999)))
	case 5:
		name, data = "blank", bent(b.t, b.blank[to.Code], func(f *excelize.File) {})
	case 6:
		name = "ours"
		var err error
		out := []string{"tong-hop.xlsx", "can-quyet-dinh.xlsx"}[b.rnd.IntN(2)]
		if data, err = os.ReadFile(b.opt.Folder("outbox", out)); err != nil {
			b.t.Fatal(err)
		}
	default:
		name, data = "junk", fmt.Appendf(nil, "%%PDF-1.4 %d", b.rnd.Uint64())
	}
	switch b.rnd.IntN(4) {
	case 0:
		return name + ".eml", mailed(name+".xlsx", data)
	case 1:
		return name + ".zip", zipped(b.t, name+".xlsx", data)
	}
	return name + ".xlsx", data
}

// flipped is a file with one bit turned that it cannot be read with: nobody reads the hour of
// an archive's entry, and a return with another hour is a good one.
func (b *bad) flipped(good []byte) []byte {
	for range 1000 {
		data := bytes.Clone(good)
		data[b.rnd.IntN(len(data))] ^= 1 << b.rnd.IntN(8)
		if record.JudgeOf(data, b.r, "").Status == finding.Unreadable {
			return data
		}
	}
	b.t.Fatal("no bit of a return matters")
	return nil
}

// Whatever mixture of forged, cut, damaged, blank and hostile files comes with the good ones,
// in whatever order, what counts of a unit with an accepted return on its own form is its
// newest good one, and nothing else of it changes.
func TestBadFilesChangeNothing(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	tries := 2
	if testing.Short() {
		tries = 1
	}
	for try := range tries {
		opt, r, units := schools(t)
		opt.Publishes = nil
		rnd := rand.New(rand.NewPCG(uint64(try), 7))
		b := &bad{t: t, opt: opt, r: r, rnd: rnd, units: units, blank: map[string][]byte{}}
		if _, err := issue.Issue(t.Context(), r, nil, nil, nil, nil); err != nil {
			t.Fatal(err)
		}
		for i, u := range units {
			data, err := os.ReadFile(filepath.Join(workspace.IssuedDir(r), u.Code+".xlsx"))
			if err != nil {
				t.Fatal(err)
			}
			b.blank[u.Code] = data
			put(t, opt, u.Code+".xlsx", bytesOf(t, r, u, meals(100+i)))
		}
		p := takeIn(t, opt)
		want := map[string]string{}
		for _, u := range units {
			if s := p.Standing(u.Code); s.Counts == nil {
				t.Fatalf("%s: %s", numbers(s), brief(recordOf(t, p, u.Code)))
			}
			want[u.Code] = truth(t, p, u)
		}
		for scan := range 3 {
			var dropped []string
			better := units[rnd.IntN(len(units))]
			good := bytesOf(t, r, better, meals(1000+100*try+scan))
			for i := range 12 {
				name, data := b.one(units[rnd.IntN(len(units))])
				put(t, opt, fmt.Sprintf("%02d %s", i, name), data)
				dropped = append(dropped, name)
			}
			put(t, opt, fmt.Sprintf("%02d good.xlsx", rnd.IntN(13)), good)
			p = takeIn(t, opt)
			for _, u := range units {
				got := truth(t, p, u)
				if u.Code == better.Code {
					if rec := recordOf(t, p, u.Code); rec.SHA256 != hashOf(good) || !*rec.Counts {
						t.Errorf("try %d, scan %d: the good one does not count beside %q: %s",
							try, scan, dropped, numbers(p.Standing(u.Code)))
					}
					want[u.Code] = got
				}
				if got != want[u.Code] {
					t.Errorf("try %d, scan %d: %s is\n%s\nand was\n%s\nafter %q: %s",
						try, scan, u.Code, got, want[u.Code], dropped, numbers(p.Standing(u.Code)))
				}
			}
		}
		rows := sheetText(t, opt.Folder("outbox", "can-quyet-dinh.xlsx"), "To be decided")
		for _, row := range strings.Split(rows, "\n") { // what a form is, in the language of the round
			if strings.Contains(row, "School | ") && vietnamese.MatchString(strings.ToLower(row)) {
				t.Errorf("not in English: %s", row)
			}
		}
		if !strings.Contains(rows, "weaker than the one that counts") {
			t.Errorf("the rows do not say why: %s", rows)
		}
	}
}

// Our own letters that come back, as they are, in a mail or in an archive, are told and make
// no rows, notices or versions.
func TestOurOwnLettersComeBack(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := sealing(t)
	opt.Publishes = nil
	u := unit(t, r, "cq-01")
	put(t, opt, "a.xlsx", bytesOf(t, r, u, func(f *form.Fill) { delete(f.Values, "hom_thu") }))
	put(t, opt, "lạ.xlsx", renamed(t, bytesOf(t, r, unit(t, r, "dn-02"), nil)))
	put(t, opt, "b.xlsx", bytesOf(t, r, unit(t, r, "cq-02"), nil))
	p := takeIn(t, opt)
	strays := len(p.Strays)
	notices, err := filepath.Glob(opt.Folder("outbox", "tra-lai", "khong-xac-dinh", "*.xlsx"))
	if err != nil || len(notices) != 1 || strays != 1 {
		t.Fatalf("%v %v, %d strays", notices, err, strays)
	}
	letters := notices
	for _, name := range []string{"tong-hop.xlsx", "tra-lai/cq-01.xlsx", "bao-cao-cap-tren.xlsx"} {
		letters = append(letters, opt.Folder("outbox", filepath.FromSlash(name)))
	}
	for i, path := range letters {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name := fmt.Sprintf("về %d.xlsx", i)
		put(t, opt, name, data)
		put(t, opt, name+".eml", mailed(name, data))
		put(t, opt, name+".zip", zipped(t, name, data))
	}
	put(t, opt, "trống.eml", mailed("cq-05.xlsx", issuedTo(t, r, unit(t, r, "cq-05"), false)))
	p = takeIn(t, opt)
	again, _ := filepath.Glob(opt.Folder("outbox", "tra-lai", "khong-xac-dinh", "*.xlsx"))
	own := p.Standing(r.Self)
	if len(p.Strays) != strays || len(again) != 1 || len(p.Standing("cq-01").Versions) != 1 || own.Newest() != nil {
		t.Errorf("%d strays, notices %v, %s", len(p.Strays), again, numbers(p.Standing("cq-01")))
	}
	if s := p.Standing("cq-05"); s.Newest() != nil || s.OnTime {
		t.Errorf("a reminder that came back: %s", numbers(s))
	}
	text := sheetText(t, opt.Folder("outbox", "tong-hop.xlsx"), "Tiếp nhận")
	for _, want := range []string{"Tệp của hệ thống gửi trở lại", "Không có gì thay đổi", "Biểu mẫu trống"} {
		if !strings.Contains(text, want) {
			t.Errorf("the receipts do not say %q", want)
		}
	}
}
