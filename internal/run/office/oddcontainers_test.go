package office_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"encoding/base64"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"tonghop/internal/ask/define"
	"tonghop/internal/count/standing"
	"tonghop/internal/read/convert"
	"tonghop/internal/run/judging"
	"tonghop/internal/run/workspace"
	"tonghop/internal/tier"
	"tonghop/internal/write/officers"
)

// in is a file that stands in a container.
type in struct {
	name string
	data []byte
}

func pack(t testing.TB, files ...in) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, f := range files {
		to, err := w.Create(f.name)
		if err == nil {
			_, err = to.Write(f.data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// letter is a mail with attachments.
func letter(files ...in) []byte {
	var b strings.Builder
	b.WriteString("From: Trường <a@b.example>\r\nSubject: Báo cáo\r\nDate: Wed, 09 Oct 2019 08:00:00 +0700\r\n" +
		"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=xx\r\n\r\n")
	for _, f := range files {
		fmt.Fprintf(&b, "--xx\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"+
			"Content-Disposition: attachment; filename=%q\r\n\r\n%s\r\n", f.name, base64.StdEncoding.EncodeToString(f.data))
	}
	return []byte(b.String() + "--xx--\r\n")
}

// returnOf is a return that another program saved.
func returnOf(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "testdata", "real", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// below packs a workbook's parts again with something before their names.
func below(t testing.TB, book []byte, prefix string) (out []in) {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.File {
		var b bytes.Buffer
		h, err := f.Open()
		if err == nil {
			_, err = b.ReadFrom(h)
		}
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, in{prefix + f.Name, b.Bytes()})
	}
	return out
}

// thin packs n files of megabytes, each as small as the limit of ratio lets it be.
func thin(t testing.TB, n, megabytes int) []byte {
	t.Helper()
	data := thinBytes(megabytes)
	var packed, out bytes.Buffer
	f, err := flate.NewWriter(&packed, flate.BestSpeed+2)
	if err == nil {
		_, err = f.Write(data)
	}
	if err != nil || f.Close() != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(&out)
	for i := range n {
		to, err := w.CreateRaw(&zip.FileHeader{Name: fmt.Sprint(i, ".dat"), Method: zip.Deflate,
			CRC32: crc32.ChecksumIEEE(data), CompressedSize64: uint64(packed.Len()), UncompressedSize64: uint64(len(data))})
		if err == nil {
			_, err = to.Write(packed.Bytes())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func thinBytes(megabytes int) []byte {
	data, random := make([]byte, megabytes<<20), rand.New(rand.NewPCG(1, 2))
	for at := 0; at < len(data); at += 64 << 10 {
		for i := range 250 {
			data[at+i] = byte(random.Uint32())
		}
	}
	return data
}

// Of odd containers the returns are taken in with what belongs to them; everything else is
// told once for the whole container, and nothing of it is archived.
func TestOddContainers(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, _ := newWorkspace(t)
	school, place := returnOf(t, "th-01.openpyxl-3.0.9.xlsx"), returnOf(t, "sao-do-t01.openpyxl-3.0.9.xlsx")
	ward := returnOf(t, "pha-lai.openpyxl-3.0.9.xlsx")
	pdf := func(i int) []byte { return fmt.Appendf(nil, "%%PDF-1.4 %d", i) }
	foreign, err := officers.MistakesBook("vi", nil, officers.NothingTakenIn)
	if err != nil {
		t.Fatal(err)
	}
	var photos, documents []in
	for i := range 60 {
		photos = append(photos, in{fmt.Sprint("ảnh ", i, ".jpg"), fmt.Appendf(nil, "\xff\xd8\xff%d", i)})
		documents = append(documents, in{fmt.Sprint("bản ký ", i, ".pdf"), pdf(i)})
	}
	numbers := func(at string) []in {
		x := []byte("x")
		return []in{{at + "Index/Document.iwa", x}, {at + "Index/Tables/Tile.iwa", x}, {at + "Metadata/Properties.plist", x}}
	}
	cut := letter(in{"bc.xlsx", place}, in{"nữa.xlsx", ward})
	cases := []struct {
		name  string
		data  []byte
		parts []string // with receipts of their own
		told  []string
	}{
		{"một tệp hỏng.eml", letter(in{"hỏng.xlsx", school[:len(school)/2]}, in{"bc.xlsx", school}),
			[]string{"bc.xlsx"}, []string{"FILE-001inside"}},
		{"ảnh.zip", pack(t, photos...), nil, []string{"FILE-004others"}},
		{"bảng của Mac.zip", pack(t, numbers("bc.numbers/")...), nil, []string{"FILE-004inside"}},
		{"nén lại.zip", pack(t, below(t, place, "Báo cáo KDC/")...), []string{"Báo cáo KDC.xlsx"}, nil},
		{"cắt.eml", cut[:len(cut)-2000], []string{"bc.xlsx"}, []string{"FILE-001cut", "FILE-001inside"}},
		{"nở to.zip", thin(t, 40, 8), nil, []string{"FILE-003inside", "FILE-007left"}},
		{"sổ khác.eml", letter(in{"a.xlsx", foreign}, in{"b.xlsx", ward[:9000]}), nil,
			[]string{"FILE-001inside", "TMPL-001inside"}},
		{"hai đơn vị.zip",
			pack(t, in{"A/bc.xlsx", school}, in{"A/ký.pdf", pdf(100)}, in{"B/bc.xlsx", place}, in{"C/lạc.pdf", pdf(101)}),
			[]string{"A/bc.xlsx", "B/bc.xlsx", "A/ký.pdf"}, []string{"FILE-007left"}},
		{"nhiều bản ký.zip", pack(t, append(documents, in{"bc.xlsx", ward})...), nil, []string{"FILE-007left"}},
		{"thư trong thư.zip", pack(t, in{"x.eml", letter(in{"y.zip", pack(t, in{"bc.xlsx", ward})})}),
			[]string{"x.eml/y.zip/bc.xlsx"}, nil},
		{"bản ký nở to.zip",
			pack(t, in{"bc.xlsx", school}, in{"to.pdf", append([]byte("%PDF"), make([]byte, 3<<20)...)}, in{"ghi chú.txt", []byte("một, hai")}),
			[]string{"bc.xlsx", "ghi chú.txt"}, []string{"FILE-003inside"}},
		{"bản ký lớn.zip", pack(t, in{"bc.xlsx", school}, in{"to.pdf", append([]byte("%PDF"), thinBytes(4)...)}),
			[]string{"bc.xlsx"}, []string{"FILE-007left"}},
		{"nhị phân.zip",
			pack(t, in{"bc.xlsb", pack(t, in{"_rels/.rels", nil}, in{"xl/workbook.bin", []byte("x")})}, in{"bc.xlsx", school}),
			[]string{"bc.xlsx"}, []string{"FILE-004inside"}},
	}
	for _, c := range cases {
		put(t, opt, c.name, c.data)
	}
	put(t, opt, "gạch chéo.xlsx", pack(t, below(t, ward, "/")...))
	put(t, opt, "bc.numbers", pack(t, numbers("")...))
	p := takeIn(t, opt)
	for _, c := range cases {
		var parts []string
		var whole *standing.Version
		for _, v := range append(slices.Clone(p.Strays), p.Sheets...) {
			if v.First().Name == c.name {
				whole = v
			}
		}
		if whole == nil {
			t.Errorf("%s: nobody knows it", c.name)
			continue
		}
		for _, rc := range p.Receipts {
			if rc.Origin != nil && rc.Origin.Container == whole.SHA {
				parts = append(parts, rc.Origin.Part)
			}
		}
		if c.name == "nhiều bản ký.zip" { // the return, and of its documents no more than are looked at
			if len(parts) != 51 || parts[0] != "bc.xlsx" {
				t.Errorf("%s: %d parts %v", c.name, len(parts), parts)
			}
		} else if !slices.Equal(parts, c.parts) {
			t.Errorf("%s: receipts of %q, want %q", c.name, parts, c.parts)
		}
		if got := toldOf(whole); !slices.Equal(got, c.told) {
			t.Errorf("%s: told %v, want %v", c.name, got, c.told)
		}
		needed := slices.ContainsFunc(c.told, func(code string) bool { return code != "FILE-007left" })
		if slices.Contains(p.Strays, whole) != needed {
			t.Errorf("%s: for an officer to see: %v", c.name, !needed)
		}
	}
	oneNoticeEach(t, opt, p)
	archivedWithReceipts(t, opt, p)
	for code, want := range map[string]bool{"th-01": true, "sao-do-t01": false} {
		got := false
		for _, v := range p.Standing(code).Versions {
			for _, f := range v.Verdict.Findings {
				got = got || f.Code == "FILE-007" && f.Args["label"] == "A/ký.pdf"
			}
		}
		if got != want {
			t.Errorf("%s has what stands beside th-01's return: %v", code, got)
		}
	}
	slashes, mac := false, false
	for _, v := range p.Standing("pha-lai").Versions {
		slashes = slashes || v.First().Name == "gạch chéo.xlsx" && v.Verdict.Understood > 0
	}
	for _, v := range p.Strays {
		mac = mac || v.First().Name == "bc.numbers" &&
			slices.Equal(toldOf(v), []string{"FILE-004"}) && v.Verdict.Format == ".numbers"
	}
	if !slashes || !mac {
		t.Errorf("a workbook behind slashes is read: %v; Numbers is known: %v", slashes, mac)
	}
	paper, err := os.ReadFile(opt.Folder("outbox", "can-quyet-dinh.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	put(t, opt, "quyết định.eml", letter(in{"can-quyet-dinh.xlsx", paper}))
	p = takeIn(t, opt)
	if last := p.Receipts[len(p.Receipts)-1]; last.Origin == nil || last.Origin.Part != "can-quyet-dinh.xlsx" {
		t.Errorf("an officers' workbook in a mail has no receipt: %+v", last)
	}
	n := len(p.Receipts) // the same again adds the container alone
	put(t, opt, "lần nữa.eml", cases[0].data)
	if p = takeIn(t, opt); len(p.Receipts) != n+1 {
		t.Errorf("%d receipts more", len(p.Receipts)-n)
	}
}

// A file of another format is converted before it is known whether it is a return: one that
// is counts, and one that is none is told with the container.
func TestOtherFormatsInContainers(t *testing.T) {
	t.Parallel()
	if _, err := convert.Program(); err != nil {
		tier.Lacks(t, "LibreOffice: %v", err)
	}
	long(t)
	opt, _ := newWorkspace(t)
	xls := returnOf(t, "th-01.libreoffice-7.4.7.2-xls.xls")
	put(t, opt, "thư.eml", letter(in{"bc.xls", xls}, in{"khác.xls", xls[:len(xls)/2]}))
	p := takeIn(t, opt)
	if s := p.Standing("th-01"); len(s.Versions) != 1 || s.Versions[0].First().Origin.Part != "bc.xls" {
		t.Errorf("the return in an old format: %+v", s.Versions)
	}
	if len(p.Receipts) != 2 || len(p.Strays) != 1 || !slices.Equal(toldOf(p.Strays[0]), []string{"FILE-004inside"}) {
		t.Errorf("%d receipts, %d strays", len(p.Receipts), len(p.Strays))
	}
}

func toldOf(v *standing.Version) (codes []string) {
	for _, f := range v.Verdict.Findings {
		if f.Code != "SUBM-001" {
			codes = append(codes, f.Code+f.Variant)
		}
	}
	slices.Sort(codes)
	return codes
}

// oneNoticeEach holds that there is one notice a file that nobody could read.
func oneNoticeEach(t *testing.T, opt workspace.Options, p *standing.Picture) {
	t.Helper()
	notices, err := filepath.Glob(opt.Folder("outbox", "tra-lai", "khong-xac-dinh", "*.xlsx"))
	if err != nil || len(notices) != len(p.Strays) {
		t.Errorf("%d notices of %d files, %v", len(notices), len(p.Strays), err)
	}
	for _, v := range p.Strays {
		if v.First().Origin != nil {
			t.Errorf("%s waits by itself", v.First().Name)
		}
	}
}

// archivedWithReceipts holds that the archive has the bytes of receipts and no others.
func archivedWithReceipts(t *testing.T, opt workspace.Options, p *standing.Picture) {
	t.Helper()
	have := map[string]bool{}
	for _, rc := range p.Receipts {
		have[rc.SHA] = true
	}
	entries, err := os.ReadDir(opt.Folder("state", "archive"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !have[e.Name()] {
			t.Errorf("the archive keeps %s for nobody", e.Name())
		}
	}
	if len(entries) != len(have) {
		t.Errorf("%d archived, %d received", len(entries), len(have))
	}
}

// Judging what is in a container gives a verdict a file, in their order, and holds one file
// at a time.
func TestInsideOneAtATime(t *testing.T) {
	r, err := define.Load(filepath.Join("..", "..", "..", "templates", "antt-2019"))
	if err != nil {
		t.Fatal(err)
	}
	school := returnOf(t, "th-01.openpyxl-3.0.9.xlsx")
	mail := letter(in{"hỏng.xlsx", school[:3000]}, in{"bc.xlsx", school},
		in{"x.zip", pack(t, in{"a.txt", []byte("một, hai")})})
	var got []string
	for one := range judging.Inside(t.Context(), "thư.eml", mail[:len(mail)-8], r) {
		got = append(got, fmt.Sprintf("%s %s %s", one.Name, one.Verdict.Unit, one.Verdict.Status))
	}
	want := []string{"thư.eml/hỏng.xlsx  unreadable", "thư.eml/bc.xlsx th-01 clean",
		"thư.eml/x.zip/a.txt  unreadable", "thư.eml  unreadable"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	n := 0
	for range judging.Inside(ctx, "a.zip", thin(t, 20, 1), r) {
		n++
		stop()
	}
	if n != 1 {
		t.Errorf("%d files after it was stopped", n)
	}
	for name, data := range map[string][]byte{"nở to": thin(t, 70, 8), "nhiều lớp": letter(in{"a.zip", thin(t, 16, 16)})} {
		runtime.GC()
		defer debug.SetGCPercent(debug.SetGCPercent(100)) // however the tests are run
		var before, now runtime.MemStats
		runtime.ReadMemStats(&before)
		most := uint64(0)
		for range judging.Inside(t.Context(), name, data, r) {
			runtime.ReadMemStats(&now)
			most = max(most, now.HeapAlloc-min(now.HeapAlloc, before.HeapAlloc))
		}
		t.Logf("%s, %d bytes: %d MB", name, len(data), most>>20)
		if most > 64<<20 {
			t.Errorf("%s, %d bytes: %d MB", name, len(data), most>>20)
		}
	}
}

// A file over the limit is judged as it is when it is dropped: not read, whatever is in it.
func TestOverTheLimit(t *testing.T) {
	r, err := define.Load(filepath.Join("..", "..", "..", "templates", "antt-2019"))
	if err != nil {
		t.Fatal(err)
	}
	mail := letter(in{"bc.xlsx", returnOf(t, "th-01.openpyxl-3.0.9.xlsx")})
	for size, want := range map[int64]string{32 << 20: "bc.xlsx th-01", 32<<20 + 1: " FILE-003", 8 << 30: " FILE-003"} {
		path := filepath.Join(t.TempDir(), "thư.eml")
		if err := os.WriteFile(path, mail, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(path, size); err != nil {
			t.Skip("no sparse files: ", err)
		}
		inside, err := judging.InFile(t.Context(), path, r)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for one := range inside {
			name := strings.TrimPrefix(strings.TrimPrefix(one.Name, path), "/")
			if one.Verdict.Unit != "" {
				got = append(got, name+" "+one.Verdict.Unit)
				continue
			}
			got = append(got, name+" "+one.Verdict.Findings[0].Code)
		}
		if len(got) != 1 || got[0] != want {
			t.Errorf("%d bytes: %q, want %q", size, got, want)
		}
		if size > 32<<20 {
			continue
		}
		over := append(bytes.Clone(mail), make([]byte, 32<<20)...)
		for one := range judging.Inside(t.Context(), "thư.eml", over, r) {
			if one.Name != "thư.eml" || one.Verdict.Findings[0].Code != "FILE-003" {
				t.Errorf("in memory: %s %v", one.Name, one.Verdict.Findings)
			}
		}
	}
}
