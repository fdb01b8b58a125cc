package unpack

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func read(t testing.TB, parts ...string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(append([]string{"..", "..", "..", "testdata"}, parts...)...))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Each container made by another program is taken apart: names as they were written, bytes
// as they were packed, the mail that brought them.
func TestContainersOfOtherPrograms(t *testing.T) {
	for file, want := range map[string][]string{
		"mot-thu.eml": {
			`logo.png inline | Trường học mẫu 01 <truong01@don-vi.example> | Báo cáo sơ kết Đề án năm 2019 | 2019-10-08T09:45:00Z`,
			`Báo cáo trường học – số liệu.xlsx = th-01 | Trường học mẫu 01 <truong01@don-vi.example> | Báo cáo sơ kết Đề án năm 2019 | 2019-10-08T09:45:00Z`,
			`Bản ký, đóng dấu.pdf | Trường học mẫu 01 <truong01@don-vi.example> | Báo cáo sơ kết Đề án năm 2019 | 2019-10-08T09:45:00Z`},
		"thu-kieu-cu.eml": {
			`báo cáo kdc.xlsx = sao-do-t01 | KDC mẫu 01 <kdc01@don-vi.example> | Gửi báo cáo khu dân cư | 2019-10-09T16:50:00Z`,
			`winmail.dat | KDC mẫu 01 <kdc01@don-vi.example> | Gửi báo cáo khu dân cư | 2019-10-09T16:50:00Z`},
		"chuyen-tiep.eml": {
			`thư chuyển tiếp.eml/Phả Lại.xlsx = pha-lai | phalai@don-vi.example | Phường Phả Lại báo cáo | 2019-10-07T09:45:00Z`},
		"nhieu-ten.zip": {
			`Báo cáo/trường.xlsx = th-01`, `Báo cáo/khu dân cư.xlsx = sao-do-t01`, `Báo cáo/phường.xlsx = pha-lai`, `etc/thoát.txt`},
		"thu-outlook.msg": {
			`Báo cáo trường học.xlsx = th-01 | Trường học mẫu 01 <truong01@don-vi.example> | Báo cáo sơ kết của trường | 2019-10-09T09:45:00Z`,
			`Công văn gửi kèm.docx | Trường học mẫu 01 <truong01@don-vi.example> | Báo cáo sơ kết của trường | 2019-10-09T09:45:00Z`},
	} {
		t.Run(file, func(t *testing.T) {
			known := map[[32]byte]string{}
			for _, unit := range []string{"th-01", "sao-do-t01", "pha-lai"} {
				known[sha256.Sum256(read(t, "real", unit+".openpyxl-3.0.9.xlsx"))] = unit
			}
			var got []string
			for _, p := range all(t, read(t, "containers", file), DefaultLimits) {
				if p.Name == "logo.png" && p.Inline || !p.Inline {
					line := p.Name
					if p.Inline {
						line += " inline"
					}
					if unit := known[sha256.Sum256(p.Data)]; unit != "" {
						line += " = " + unit
					}
					if l := p.Letter; l != nil {
						line += fmt.Sprintf(" | %s | %s | %s", l.From, l.Subject, l.Date.Format("2006-01-02T15:04:05Z"))
					}
					got = append(got, line)
				}
			}
			if strings.Join(got, "\n") != strings.Join(want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		})
	}
}

// A workbook or document is no container, though it is an archive.
func TestWorkbooksAreNoContainers(t *testing.T) {
	for _, name := range []string{"th-01.openpyxl-3.0.9.xlsx", "cq-01.libreoffice-7.4.7.2-ods.ods"} {
		if k := KindOf(read(t, "real", name)); k != "" {
			t.Errorf("%s is a %s", name, k)
		}
	}
	for _, text := range []string{"", "PK", "a,b\n1,2\n", "From me to you\n\nhello", "Ghi chú: x\nThêm: y\n\n", "%PDF-1.4", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"} {
		if k := KindOf([]byte(text)); k != "" {
			t.Errorf("%q is a %s", text, k)
		}
	}
}

func packed(t testing.TB, files map[string][]byte) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for name, data := range files {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// all are the parts of a container, kept.
func all(t testing.TB, data []byte, lim Limits) (out []Part) {
	t.Helper()
	for p := range Walk(t.Context(), data, lim) {
		p.Data = bytes.Clone(p.Data)
		out = append(out, p)
	}
	return out
}

// Parts of one name are told apart, always alike; what is behind a password is named.
func TestPartsOfOneName(t *testing.T) {
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, text := range []string{"one", "two", "three"} {
		f, err := w.Create("bc.xlsx")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	f, err := w.CreateRaw(&zip.FileHeader{Name: "mật.xlsx", Flags: 1, CompressedSize64: 3, UncompressedSize64: 3})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write([]byte("abc")); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		var got []string
		for _, p := range all(t, buf.Bytes(), DefaultLimits) {
			got = append(got, fmt.Sprintf("%s %s %v", p.Name, p.Data, p.Trouble == ErrLocked))
		}
		if want := "bc.xlsx one false; bc (2).xlsx two false; bc (3).xlsx three false; mật.xlsx  true"; strings.Join(got, "; ") != want {
			t.Errorf("got %q, want %q", strings.Join(got, "; "), want)
		}
	}
}

// Whatever the bytes, there is an end within bounds, and no name leads anywhere.
func FuzzContainers(f *testing.F) {
	for _, name := range []string{"mot-thu.eml", "thu-kieu-cu.eml", "chuyen-tiep.eml", "nhieu-ten.zip", "thu-outlook.msg"} {
		data := read(f, "containers", name)
		f.Add(data[:min(len(data), 6000)])
	}
	f.Add(packed(f, map[string][]byte{"a/b.txt": []byte("x"), "c.zip": packed(f, map[string][]byte{"d.txt": []byte("y")})}))
	f.Add(read(f, "containers", "thu-outlook.msg")) // a compound file is nothing without its end
	f.Add([]byte("From: a\nSubject: b\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\n--x--"))
	f.Fuzz(func(t *testing.T, data []byte) {
		lim := DefaultLimits
		lim.Depth, lim.Parts, lim.Part, lim.Expanded = 3, 20, 1<<20, 1<<20
		n, total := 0, 0
		for p := range Walk(t.Context(), data, lim) {
			if n++; n > lim.Parts+2 {
				t.Fatalf("%d parts", n)
			}
			if total += len(p.Data); total > int(lim.Expanded)+lim.Depth*len(data) {
				t.Fatalf("%d bytes", total)
			}
			if p.Name == "" && p.Trouble != nil { // the container itself
				continue
			}
			for _, piece := range strings.Split(p.Name, "/") {
				if piece == "" || piece == "." || piece == ".." || strings.ContainsAny(piece, "\\\x00") {
					t.Fatalf("name %q", p.Name)
				}
			}
		}
	})
}
