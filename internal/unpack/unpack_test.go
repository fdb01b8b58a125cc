package unpack

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func read(t testing.TB, parts ...string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(append([]string{"..", "..", "testdata"}, parts...)...))
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
			parts, err := Open(read(t, "containers", file), DefaultLimits)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range parts {
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
	for _, name := range []string{"th-01.openpyxl-3.0.9.xlsx", "th-01.libreoffice-4.7.2-ods.ods"} {
		data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "real", name))
		if err != nil {
			continue
		}
		if k := KindOf(data); k != "" {
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

// Depth, count and size are bounded.
func TestBounds(t *testing.T) {
	deep := packed(t, map[string][]byte{"a.txt": []byte("x")})
	for range 6 {
		deep = packed(t, map[string][]byte{"in.zip": deep})
	}
	many := map[string][]byte{}
	for i := range 501 {
		many[fmt.Sprintf("%d.txt", i)] = []byte("x")
	}
	for what, data := range map[string][]byte{"deep": deep, "many": packed(t, many), "large": packed(t, map[string][]byte{"a.bin": make([]byte, DefaultLimits.Expanded+1)})} {
		_, err := Open(data, DefaultLimits)
		var over *Excess
		if !errors.As(err, &over) {
			t.Errorf("%s: %v", what, err)
		}
	}
	whole := read(t, "containers", "nhieu-ten.zip")
	broken := bytes.Clone(whole)
	broken[2000] ^= 0xff
	var bad *Damage
	if _, err := Open(broken, DefaultLimits); !errors.As(err, &bad) {
		t.Errorf("a damaged archive: %v", err)
	}
}

// Whatever the bytes, there is an end within bounds, and no name leads anywhere.
func FuzzContainers(f *testing.F) {
	for _, name := range []string{"mot-thu.eml", "thu-kieu-cu.eml", "chuyen-tiep.eml", "nhieu-ten.zip", "thu-outlook.msg"} {
		data := read(f, "containers", name)
		f.Add(data[:min(len(data), 6000)])
	}
	f.Add([]byte("From: a\nSubject: b\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\n--x--"))
	f.Fuzz(func(t *testing.T, data []byte) {
		lim := Limits{Depth: 3, Parts: 20, Expanded: 1 << 20}
		parts, err := Open(data, lim)
		if err != nil {
			return
		}
		if len(parts) > lim.Parts {
			t.Fatalf("%d parts", len(parts))
		}
		for _, p := range parts {
			for _, piece := range strings.Split(p.Name, "/") {
				if piece == "" || piece == "." || piece == ".." || strings.ContainsAny(piece, "\\\x00") {
					t.Fatalf("name %q", p.Name)
				}
			}
		}
	})
}
