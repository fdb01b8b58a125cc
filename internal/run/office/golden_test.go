package office_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/judge/record"
	"tonghop/internal/read/decision"
	"tonghop/internal/run/issue"
	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
	"tonghop/internal/write/legible"
)

var golden = flag.Bool("golden", false, "write testdata/golden anew")

// Every kind of workbook that a workspace writes, from one story with fixed keys and clocks:
// whoever changes a byte of them raises the version of the layout, so that workspaces write
// theirs anew, and renews the digests (-golden).
func TestGoldenWorkbooks(t *testing.T) {
	t.Parallel()
	opt, r := wholeWorkspace(t)
	must(t, os.MkdirAll(opt.Folder("state"), 0o755))
	must(t, os.WriteFile(opt.Folder("state", "seal.key"), []byte(strings.Repeat("5a", 32)+"\n"), 0o600))
	keys, err := opt.Keys()
	must(t, err)
	r.Keys = keys
	officers := story(t, opt, r)
	_, err = issue.Issue(t.Context(), r, []string{"cq-01", "le-loi", "dn-01", "th-13"}, []string{"truong_hoc"}, nil, nil)
	must(t, err)
	legibleBelow(t, opt.Folder("outbox"), r.Language)
	legibleBelow(t, workspace.IssuedDir(r), r.Language)
	got := digestsBelow(t, opt.Folder("outbox"), officers)
	for path, sum := range digestsBelow(t, workspace.IssuedDir(r), nil) {
		got["issued/"+path] = sum
	}
	if len(got) < 20 {
		t.Errorf("only %d workbooks: %v", len(got), got)
	}
	holdGolden(t, "workbooks.txt", "layout "+office.LayoutVersion, got, "raise office.LayoutVersion")
}

// story is a round in small: blank, good, bad and unknown files, appraisals, a list for
// recognition with a decision on it, and a decision of the desk.
func story(t *testing.T, opt workspace.Options, r *round.Round) (officers []string) {
	t.Helper()
	at := time.Date(2019, 10, 2, 8, 0, 0, 0, time.UTC)
	drop := func(name string, data []byte) {
		put(t, opt, name, data)
		at = at.Add(time.Minute)
		must(t, os.Chtimes(opt.Folder("inbox", name), at, at))
	}
	for _, u := range []string{"le-loi", "le-loi-t01", "th-13", "cq-01", "cq-02"} {
		drop(u+".xlsx", bytesOf(t, r, unit(t, r, u), func(f *form.Fill) {
			for _, row := range f.Tables["danh_sach_kdc"] {
				row["ket_qua"], row["diem_tham_dinh"] = "đạt", decimal.NewFromInt(90)
			}
			if _, ok := f.Tables["danh_sach_kdc"]; ok {
				f.Values["kdc_dat_danh_hieu"] = decimal.NewFromInt(int64(len(f.Tables["danh_sach_kdc"])))
			}
			f.Values["tu_danh_gia_tt23"] = "đạt"
			if u == "cq-02" {
				f.Values["hom_thu"] = "ba hòm"
				f.Values["tot_1"] = decimal.NewFromInt(99)
			}
		}))
	}
	drop("lạ.pdf", []byte("%PDF-1.4\nkhông phải báo cáo\n%%EOF\n"))
	takeIn(t, opt)
	name := func(code string) string { return r.DisplayName(unit(t, r, code)) }
	byOfficer := func(name string, s *sheetOf) {
		data := s.bytes()
		sum := sha256.Sum256(data)
		officers = append(officers, hex.EncodeToString(sum[:]))
		drop(name, data)
		takeIn(t, opt)
	}
	byOfficer("an ninh.xlsx", openPaper(t, deskBook(opt, "an_ninh")).set(name("cq-01"), agreed(nil)))
	list := openPaper(t, opt.Folder("outbox", "de-nghi-cong-nhan.xlsx"))
	list.field(decision.FieldNo, "1234/QĐ-UBND").field(decision.FieldDay, "20/10/2019").field(decision.FieldBy, "Nguyễn Thị Mẫu")
	list.set(name("cq-01"), map[string]any{decision.InDecision: "có"})
	byOfficer("quyết định.xlsx", list)
	return officers
}

// masked are a workbook's parts without the hashes of files that another program saved, whose
// bytes are never twice the same.
func masked(t *testing.T, data []byte, hashes []string) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	var out bytes.Buffer
	for _, f := range r.File { // in the order in which we write them
		from, err := f.Open()
		must(t, err)
		part, err := io.ReadAll(from)
		must(t, errors.Join(err, from.Close()))
		for _, h := range hashes {
			part = bytes.ReplaceAll(part, []byte(h[:16]), []byte("................"))
		}
		fmt.Fprintln(&out, f.Name, len(part))
		out.Write(part)
	}
	return out.Bytes()
}

// digestsBelow are the digests of the workbooks below a folder, but for some hashes in them.
func digestsBelow(t *testing.T, dir string, hide []string) map[string]string {
	t.Helper()
	out := map[string]string{}
	must(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".xlsx") {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err == nil {
			out[filepath.ToSlash(rel)] = digestOf(masked(t, mustRead(t, path), hide))
		}
		return err
	}))
	return out
}

// legibleBelow asks of the workbooks below a folder that people with weak eyes, on paper, behind a
// screen reader or at a narrow column can read them.
func legibleBelow(t *testing.T, dir, lang string) {
	t.Helper()
	for name, data := range tree(t, dir) {
		if strings.HasSuffix(name, ".xlsx") {
			legibleBook(t, name, data, lang)
		}
	}
}

func legibleBook(t *testing.T, name string, data []byte, lang string) {
	t.Helper()
	faults, err := legible.Faults(data, lang)
	must(t, err)
	for _, f := range faults {
		t.Errorf("%s: %s", name, f)
	}
}

func digestOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}

// holdGolden compares digests with those that were kept under the same version.
func holdGolden(t *testing.T, file, version string, got map[string]string, mend string) {
	t.Helper()
	path := filepath.Join("testdata", "golden", file)
	lines := []string{version}
	for name, sum := range got {
		lines = append(lines, sum+"  "+name)
	}
	sort.Slice(lines[1:], func(a, b int) bool { return lines[1:][a][18:] < lines[1:][b][18:] })
	now := strings.Join(lines, "\n") + "\n"
	if *golden {
		must(t, os.MkdirAll(filepath.Dir(path), 0o755))
		must(t, os.WriteFile(path, []byte(now), 0o644))
		return
	}
	kept := strings.Split(strings.TrimSuffix(string(mustRead(t, path)), "\n"), "\n")
	if kept[0] != version {
		t.Fatalf("%s was kept for %s, this is %s: go test -run Golden -golden", file, kept[0], version)
	}
	was := map[string]string{}
	for _, l := range kept[1:] {
		was[l[18:]] = l[:16]
	}
	for name := range was {
		if got[name] == "" {
			t.Errorf("%s is not written any more; %s", name, mend)
		}
	}
	for name, sum := range got {
		if was[name] != sum {
			t.Errorf("%s has other bytes than it had; where that is meant, %s and renew the digests", name, mend)
		}
	}
}

// The verdict on each file of testdata/real: whoever changes one raises the version of the
// judgement, so that workspaces judge again what they have.
func TestGoldenVerdicts(t *testing.T) {
	t.Parallel()
	_, r := wholeWorkspace(t)
	got := map[string]string{}
	for _, ext := range []string{"*.xlsx", "*.xls", "*.ods"} {
		paths, err := filepath.Glob(filepath.Join(corpus, ext))
		must(t, err)
		for _, path := range paths {
			v, err := json.Marshal(record.JudgeOf(mustRead(t, path), r, ""))
			must(t, err)
			got[filepath.Base(path)] = digestOf(v)
		}
	}
	holdGolden(t, "verdicts.txt", fmt.Sprint("judgement ", record.JudgeVersion), got, "raise record.JudgeVersion")
}
