package office_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/form"
	"tonghop/internal/finding"
	"tonghop/internal/run/workspace"
	"tonghop/internal/sheet"
	"tonghop/internal/tier"
)

// worded is a document as Word saves one, of some paragraphs.
func worded(t testing.TB, paragraphs ...string) []byte {
	t.Helper()
	const word = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	body := ""
	for _, p := range paragraphs {
		body += `<w:p><w:r><w:t xml:space="preserve">` + p + `</w:t></w:r></w:p>`
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, p := range [][2]string{
		{"[Content_Types].xml", `<Types><Override PartName="/word/document.xml" ContentType="` + word + `document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships/>`},
		{"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body + `</w:body></w:document>`},
	} {
		to, err := w.Create(p[0])
		if err == nil {
			_, err = io.WriteString(to, p[1])
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

// saved puts a template into the round's folder.
func saved(t *testing.T, opt workspace.Options, name string, data []byte) {
	t.Helper()
	must(t, os.WriteFile(opt.Folder("templates", "antt-2019", name), data, 0o644))
}

// reads is what a document in the outbox says, a line each paragraph.
func reads(t *testing.T, opt workspace.Options, name string) string {
	t.Helper()
	data := mustRead(t, opt.Folder("outbox", name))
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	f, err := r.Open("word/document.xml")
	must(t, err)
	text, err := io.ReadAll(f)
	must(t, err)
	all := strings.ReplaceAll(string(text), "</w:p>", "\n")
	return regexp.MustCompile(`<[^>]*>`).ReplaceAllString(all, "")
}

// listed is everything that a workbook in the outbox says.
func listed(t *testing.T, opt workspace.Options, name string) string {
	t.Helper()
	b, err := sheet.Open(mustRead(t, opt.Folder("outbox", filepath.FromSlash(name))), sheet.DefaultLimits)
	must(t, err)
	var out strings.Builder
	for _, s := range b.Sheets {
		for text := range s.Texts() {
			out.WriteString(text + "\n")
		}
	}
	return out.String()
}

func hasAll(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(text, p) {
			t.Errorf("%q is not in:\n%.2000s", p, text)
		}
	}
}

// An officer saves a letter in Word into the round's folder: it stands filled in in the outbox, its
// figures follow what units send, and it is written anew only when a word of it changes. What nobody
// answered is "…", listed beside it, never zero.
func TestDocumentsOfOfficersAreFilledIn(t *testing.T) {
	t.Parallel()
	opt, r := newWorkspace(t)
	saved(t, opt, "công văn.docx", worded(t, "Có {{hom_thu}} hòm thư.", "{{don_vi.da_nop}}/{{don_vi.phai_nop}}",
		"{{#ds_chua_nop}}{{ten}};{{/ds_chua_nop}}", "{{uu_diem}}"))
	saved(t, opt, "~$ng văn.docx", []byte("khóa của Word"))
	takeIn(t, opt)
	hasAll(t, reads(t, opt, "công văn.docx"), "Có … hòm thư", "0/18", "Phường Phả Lại;")
	hasAll(t, listed(t, opt, workspace.PlaceholdersPath), "công văn.docx", "{{hom_thu}}", "Số hòm thư tố giác tội phạm hiện có")

	put(t, opt, "a.xlsx", bytesOf(t, r, unit(t, r, "le-loi"), func(f *form.Fill) { f.Values["hom_thu"] = decimal.NewFromInt(1234) }))
	takeIn(t, opt)
	text := reads(t, opt, "công văn.docx")
	hasAll(t, text, "Có 1.234 hòm thư", "1/18", "\n…\n")
	if strings.Contains(text, "Lê Lợi;") {
		t.Errorf("a unit that has sent is missing: %s", text)
	}
	path := opt.Folder("outbox", "công văn.docx")
	must(t, os.Chtimes(path, time.Unix(1, 0), time.Unix(1, 0)))
	put(t, opt, "lạ.pdf", []byte("%PDF-1.4\nkhông phải báo cáo\n%%EOF\n")) // an event that no word of it hangs on
	takeIn(t, opt)
	if info, err := os.Stat(path); err != nil || info.ModTime() != time.Unix(1, 0) {
		t.Errorf("it was written though nothing in it changed: %v", err)
	}
	must(t, os.Remove(opt.Folder("templates", "antt-2019", "công văn.docx")))
	takeIn(t, opt)
	if exists(path) || exists(opt.Folder("outbox", filepath.FromSlash(workspace.PlaceholdersPath))) {
		t.Error("the document of a template that is gone is there still")
	}
}

// What the officers of this level write of themselves stands in the report as paragraphs, with number,
// day and signer.
func TestThisLevelsWordsStandInItsReport(t *testing.T) {
	t.Parallel()
	opt, r := sealing(t)
	opt.Publishes = nil
	saved(t, opt, "bao-cao.docx", mustRead(t, filepath.Join(definition, "bao-cao.docx")))
	put(t, opt, "a.xlsx", bytesOf(t, r, unit(t, r, "le-loi"), func(f *form.Fill) { f.Values["tuyen_truyen_luot"] = decimal.NewFromInt(1234) }))
	takeIn(t, opt)
	hasAll(t, reads(t, opt, "bao-cao.docx"), "Số: …/BC-BCĐ", "ngày … tháng … năm 2019", "Đã tổ chức 1.234 lượt tuyên truyền", "1. Ưu điểm\n…\n",
		"trước ngày 16/10/2019")
	up := opt.Folder("outbox", "bao-cao-cap-tren.xlsx")
	must(t, os.WriteFile(up, bent(t, mustRead(t, up), func(f *excelize.File) {
		typeIn(f, "uu_diem", "Phong trào rộng khắp & vững chắc.")
		typeIn(f, "so_van_ban", "25/BC-BCĐ")
		typeIn(f, "ngay_lap", "14/10/2019")
		typeIn(f, "thu_truong", "Trần Văn Mẫu")
	}), 0o644))
	takeIn(t, opt)
	hasAll(t, reads(t, opt, "bao-cao.docx"), "Số: 25/BC-BCĐ", "Chí Linh, ngày 14 tháng 10 năm 2019", "Phong trào rộng khắp &amp; vững chắc.",
		"TRƯỞNG BAN CHỈ ĐẠO", "Trần Văn Mẫu", "Đã tổ chức 1.234 lượt")
	if text := reads(t, opt, "bao-cao.docx"); strings.Contains(text, "{{") || strings.Contains(text, "[không có") {
		t.Errorf("not all of it is filled in: %s", text)
	}
	hasAll(t, listed(t, opt, workspace.PlaceholdersPath), "{{ton_tai}} Tồn tại, hạn chế")
}

// An unknown name costs its own place: it is marked there, listed with file and place among the mistakes,
// and the list goes when it is mended. A template that cannot be read leaves what was made of it
// before and touches no other.
func TestWhatIsWrongInADocumentIsTold(t *testing.T) {
	t.Parallel()
	opt, _ := newWorkspace(t)
	saved(t, opt, "a.docx", worded(t, "Đầu {{don_vi.phai_nop}}", "Có {{don_vi.phai_nopp}} đơn vị"))
	saved(t, opt, "b.docx", worded(t, "B {{don_vi.phai_nop}}"))
	takeIn(t, opt)
	hasAll(t, reads(t, opt, "a.docx"), "Đầu 18", "Có [không có: don_vi.phai_nopp] đơn vị")
	mistakes := func() string { return listed(t, opt, workspace.MistakesPath) }
	hasAll(t, mistakes(), "a.docx: thân văn bản, đoạn 2", "Không có chỗ điền nào tên “don_vi.phai_nopp”", "don_vi.phai_nop",
		"Chỉ mẫu văn bản có chỗ sai")

	saved(t, opt, "a.docx", worded(t, "Có {{don_vi.phai_nop}} đơn vị"))
	saved(t, opt, "b.docx", worded(t, "B")[:200])
	takeIn(t, opt)
	hasAll(t, reads(t, opt, "a.docx"), "Có 18 đơn vị")
	hasAll(t, reads(t, opt, "b.docx"), "B 18")
	hasAll(t, mistakes(), "b.docx", "bị hỏng")
	hasAll(t, listed(t, opt, workspace.PlaceholdersPath), "Không đọc được mẫu")

	saved(t, opt, "b.docx", worded(t, "B"))
	takeIn(t, opt)
	if exists(opt.Folder("outbox", workspace.MistakesPath)) {
		t.Errorf("mistakes that are mended are told: %s", mistakes())
	}
}

// A document that somebody polished in the outbox keeps its name and is left alone. New figures stand beside
// it, once there are some; when it is taken away the plain one is made again.
func TestPolishedDocumentsAreTheirs(t *testing.T) {
	t.Parallel()
	opt, r := newWorkspace(t)
	saved(t, opt, "a.docx", worded(t, "Đã nộp {{don_vi.da_nop}}"))
	takeIn(t, opt)
	polished := worded(t, "Đã nộp 0, tôi đã sửa câu này")
	plain, fresh := opt.Folder("outbox", "a.docx"), opt.Folder("outbox", "a (số liệu mới).docx")
	theirs := func(when string, beside bool) {
		t.Helper()
		if !bytes.Equal(mustRead(t, plain), polished) {
			t.Errorf("%s: the polished document is not as it was", when)
		}
		if exists(fresh) != beside {
			t.Errorf("%s: new figures beside it: %v", when, exists(fresh))
		}
		if aside, _ := filepath.Glob(opt.Folder("outbox", "*(đã sửa)*")); len(aside) > 0 {
			t.Errorf("%s: %q", when, aside)
		}
	}
	must(t, os.WriteFile(plain, polished, 0o644))
	takeIn(t, opt)
	theirs("no new figure", false)
	put(t, opt, "a.xlsx", bytesOf(t, r, unit(t, r, "cq-01"), nil))
	takeIn(t, opt)
	theirs("a new figure", true)
	hasAll(t, reads(t, opt, "a (số liệu mới).docx"), "Đã nộp 1")
	put(t, opt, "b.xlsx", bytesOf(t, r, unit(t, r, "cq-02"), nil))
	takeIn(t, opt)
	theirs("another", true)
	hasAll(t, reads(t, opt, "a (số liệu mới).docx"), "Đã nộp 2")
	must(t, os.Remove(plain))
	takeIn(t, opt)
	hasAll(t, reads(t, opt, "a.docx"), "Đã nộp 2")
	if exists(fresh) {
		t.Error("what stood beside it is there still")
	}
	must(t, os.WriteFile(plain, polished, 0o644))
	must(t, os.Remove(opt.Folder("templates", "antt-2019", "a.docx")))
	takeIn(t, opt)
	theirs("the template gone", false)
}

// The daemon fills a template in when it is saved, and judges nothing anew for it.
func TestWatchFillsInWhatIsSaved(t *testing.T) {
	opt, _ := newWorkspace(t)
	synctest.Test(t, func(t *testing.T) {
		w := watching(t, opt)
		time.Sleep(time.Minute)
		synctest.Wait()
		saved(t, opt, "a.docx", worded(t, "Phải nộp {{don_vi.phai_nop}}"))
		w.events <- struct{}{}
		time.Sleep(time.Minute)
		synctest.Wait()
		hasAll(t, reads(t, opt, "a.docx"), "Phải nộp 18")
		w.stop()
	})
}

// An English round's documents are filled in in English, by names in either language.
func TestEnglishDocuments(t *testing.T) {
	t.Parallel()
	opt, _ := newWorkspace(t)
	path := opt.Folder("templates", "antt-2019", "round.yaml")
	must(t, os.WriteFile(path, bytes.Replace(mustRead(t, path), []byte("language: vi"), []byte("language: en"), 1), 0o644))
	saved(t, opt, "a.docx", worded(t, "{{units.expected}} {{don_vi.phai_nop}} {{paper_day}} {{nope}}",
		"{{#list_missing}}{{no}} {{name}} {{tinh_trang}}{{/list_missing}}"))
	takeIn(t, opt)
	hasAll(t, reads(t, opt, "a.docx"), "18 18 … 2019 [unknown: nope]", "1 Phường Phả Lại "+finding.StatusName(finding.NotReceived, "en"))
	hasAll(t, listed(t, opt, workspace.MistakesPath), "No placeholder is called")
	hasAll(t, listed(t, opt, workspace.PlaceholdersPath), "{{units.expected}}", "PLACEHOLDERS OF DOCUMENTS")
}

// The documents that come with the first round are filled in without a wrong place, before anything came
// and after: the list for the decision has who is proposed, the letter for funds no sum that is not known.
func TestTheFirstRoundsDocumentsAreWhole(t *testing.T) {
	t.Parallel()
	opt, r := newWorkspace(t)
	shipped, err := filepath.Glob(filepath.Join(definition, "*.docx"))
	must(t, err)
	for _, path := range shipped {
		saved(t, opt, filepath.Base(path), mustRead(t, path))
	}
	takeIn(t, opt)
	whole := func() {
		t.Helper()
		if exists(opt.Folder("outbox", workspace.MistakesPath)) {
			t.Errorf("mistakes: %s", listed(t, opt, workspace.MistakesPath))
		}
		for _, path := range shipped {
			if text := reads(t, opt, filepath.Base(path)); strings.Contains(text, "{{") || strings.Contains(text, "[") {
				t.Errorf("%s: %s", filepath.Base(path), text)
			}
		}
	}
	whole()
	hasAll(t, reads(t, opt, "to-trinh.docx"), "Chưa có đơn vị nào được thẩm định đạt.")
	if text := reads(t, opt, "to-trinh.docx"); strings.Contains(text, "DANH SÁCH") || strings.Contains(text, "3. Khen thưởng") {
		t.Errorf("lists of nobody: %s", text)
	}
	put(t, opt, "a.xlsx", bytesOf(t, r, unit(t, r, "cq-01"), func(f *form.Fill) {
		f.Tables["khen_thuong"] = []map[string]any{{"doi_tuong": "tập thể", "ten": "Đội mẫu", "thanh_tich": "Xuất sắc"}}
	}))
	takeIn(t, opt)
	put(t, opt, "b.xlsx", openPaper(t, deskBook(opt, "an_ninh")).set(r.DisplayName(unit(t, r, "cq-01")), agreed(nil)).bytes())
	takeIn(t, opt)
	whole()
	hasAll(t, reads(t, opt, "to-trinh.docx"), "1 đơn vị được đề nghị công nhận", "DANH SÁCH", "Cơ quan mẫu 01", "khen thưởng 1 tập thể", "Đội mẫu")
	hasAll(t, reads(t, opt, "xin-kinh-phi.docx"), "có 1 đơn vị đủ điều kiện", "Số còn thiếu: … đồng", "nguồn ngân sách của địa phương phục vụ")
}

// LibreOffice opens what was filled in and reads the same in it.
func TestDocumentsOpenInLibreOffice(t *testing.T) {
	tier.Needs(t, "LibreOffice", "soffice", "--version")
	opt, r := newWorkspace(t)
	shipped, err := filepath.Glob(filepath.Join(definition, "*.docx"))
	must(t, err)
	for _, path := range shipped {
		saved(t, opt, filepath.Base(path), mustRead(t, path))
	}
	put(t, opt, "a.xlsx", bytesOf(t, r, unit(t, r, "le-loi"), func(f *form.Fill) { f.Values["tuyen_truyen_luot"] = decimal.NewFromInt(1234) }))
	takeIn(t, opt)
	for name, want := range map[string]string{"bao-cao": "Đã tổ chức 1.234 lượt tuyên truyền", "to-trinh": "TỜ TRÌNH",
		"xin-kinh-phi": "bổ sung thêm kinh phí"} {
		dir := t.TempDir()
		out, err := exec.Command("soffice", "-env:UserInstallation=file://"+dir, "--headless", "--convert-to", "txt:Text (encoded):UTF8",
			"--outdir", dir, opt.Folder("outbox", name+".docx")).CombinedOutput()
		text, rerr := os.ReadFile(filepath.Join(dir, name+".txt"))
		if rerr != nil {
			tier.Lacks(t, "LibreOffice Writer (%v: %s)", err, out)
		}
		hasAll(t, string(text), want)
	}
}
