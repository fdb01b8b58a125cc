package office_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tonghop/internal/finding"
	"tonghop/internal/run/workspace"
)

func container(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "testdata", "containers", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Mails and archives that other programs made are dropped as they are: each workbook in them
// is in, with its origin; the mail's date decides what is late; other documents are kept
// with the return; dropped again nothing counts twice.
func TestMailsAndArchives(t *testing.T) {
	t.Parallel()
	opt, r := newWorkspace(t)
	opt.Publishes = nil
	now := time.Date(2019, 10, 12, 8, 0, 0, 0, r.Location) // past the last day
	opt.Now = func() time.Time { now = now.Add(time.Second); return now }
	for _, name := range []string{"mot-thu.eml", "thu-kieu-cu.eml", "chuyen-tiep.eml"} {
		put(t, opt, name, container(t, name))
	}
	p := takeIn(t, opt)
	for code, late := range map[string]bool{"th-01": false, "sao-do-t01": false, "pha-lai": false} {
		s := p.Standing(code)
		if s.Newest() == nil || s.Late != late {
			t.Fatalf("%s: %d versions, late %v", code, len(s.Versions), s.Late)
		}
	}
	school := p.Standing("th-01").Newest()
	if o := school.First().Origin; o == nil || !strings.Contains(o.From, "truong01@don-vi.example") || o.Subject != "Báo cáo sơ kết Đề án năm 2019" {
		t.Errorf("where it came from: %+v", school.First().Origin)
	}
	if !slices.ContainsFunc(school.Verdict.Findings, func(f finding.Finding) bool {
		return f.Code == "FILE-007" && strings.Contains(f.Args["label"], "Bản ký, đóng dấu.pdf")
	}) {
		t.Errorf("the scan is not kept with the return: %v", school.Verdict.Findings)
	}
	if len(p.Strays) != 0 || len(p.Attached) != 2 {
		t.Errorf("%d strays, %d attachments", len(p.Strays), len(p.Attached))
	}
	receipts := sheetText(t, opt.Folder("outbox", "tong-hop.xlsx"), "Tiếp nhận")
	for _, want := range []string{
		"mot-thu.eml |  | Đã mở |  |  | Thư hoặc tệp nén: 2 tệp bên trong",
		"Bản ký, đóng dấu.pdf |  | Lưu kèm |  |  | Tài liệu gửi kèm báo cáo. Trong thư của Trường học mẫu 01",
		"winmail.dat |  | Không đọc được |  |  | Tệp là phần đính kèm winmail.dat của Outlook",
	} {
		if !strings.Contains(receipts, want) {
			t.Errorf("the receipts do not say %q: %s", want, receipts)
		}
	}
	n := len(p.Receipts)
	put(t, opt, "gửi lại.eml", container(t, "mot-thu.eml"))
	put(t, opt, "nhiều.zip", container(t, "nhieu-ten.zip"))
	put(t, opt, "outlook.msg", container(t, "thu-outlook.msg"))
	p = takeIn(t, opt)
	for _, code := range []string{"th-01", "sao-do-t01", "pha-lai"} {
		if s := p.Standing(code); len(s.Versions) != 1 {
			t.Errorf("%s has %d versions", code, len(s.Versions))
		}
	}
	// The mail again, the archive and its returns (a text in another folder is no
	// attachment of one of them), the message with its return and the document beside it.
	if got := len(p.Receipts) - n; got != 1+1+3+1+2 {
		t.Errorf("%d receipts more", got)
	}
	if entries, _ := os.ReadDir(opt.Folder("inbox")); slices.ContainsFunc(entries, func(e os.DirEntry) bool { return !strings.HasPrefix(e.Name(), ".") }) {
		t.Errorf("the inbox holds %v", entries)
	}
	if bad, _, _, err := workspace.Verify(t.Context(), opt); err != nil || len(bad) > 0 {
		t.Errorf("verify: %v %v", bad, err)
	}
}

// A mail without an attachment, an archive that is damaged and one behind a password are
// told, not passed over.
func TestContainersThatSayNothing(t *testing.T) {
	t.Parallel()
	opt, _ := newWorkspace(t)
	put(t, opt, "trống.eml", []byte("From: a@b.example\r\nSubject: x\r\nDate: Wed, 09 Oct 2019 23:50:00 +0700\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nXin chào.\r\n"))
	broken := container(t, "nhieu-ten.zip")
	broken[2000] ^= 0xff
	put(t, opt, "hỏng.zip", broken)
	p := takeIn(t, opt)
	var codes []string
	for _, v := range p.Strays {
		for _, f := range v.Verdict.Findings {
			codes = append(codes, f.Code+f.Variant)
		}
	}
	slices.Sort(codes)
	if !slices.Equal(codes, []string{"FILE-001inside", "FILE-004nothing", "FILE-007left"}) {
		t.Errorf("told %v", codes)
	}
	in := 0 // what is whole in the damaged archive is taken in
	for _, code := range []string{"th-01", "sao-do-t01", "pha-lai"} {
		in += len(p.Standing(code).Versions)
	}
	if in != 2 {
		t.Errorf("%d returns of the damaged archive are in", in)
	}
}
