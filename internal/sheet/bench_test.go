package sheet_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"tonghop/internal/sheet"
)

// BenchmarkRead reads every return of the corpus once an iteration: inflating and
// checksumming alone (the floor), our reader, and excelize by its row iterator.
// The ratios are reported beside the times; allocs are a file's.
func BenchmarkRead(b *testing.B) {
	var files [][]byte
	for _, data := range real(b) {
		files = append(files, data)
	}
	per := map[string]float64{}
	for _, way := range []struct {
		name string
		read func(testing.TB, []byte)
	}{{"floor", inflateAll}, {"ours", readOurs}, {"excelize", readExcelize}} {
		b.Run(way.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, data := range files {
					way.read(b, data)
				}
			}
			per[way.name] = b.Elapsed().Seconds() / float64(b.N*len(files))
			b.ReportMetric(per[way.name]*1e3, "ms/file")
			if floor := per["floor"]; floor > 0 {
				b.ReportMetric(per[way.name]/floor, "x-floor")
			}
			if ours := per["ours"]; ours > 0 {
				b.ReportMetric(per[way.name]/ours, "x-ours")
			}
		})
	}
}

func inflateAll(tb testing.TB, data []byte) {
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		tb.Fatal(err)
	}
	for _, f := range zr.File {
		r, err := f.Open()
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, r); err != nil {
			tb.Fatal(err)
		}
		r.Close()
	}
}

func readOurs(tb testing.TB, data []byte) {
	if _, err := sheet.Open(data, sheet.DefaultLimits); err != nil {
		tb.Fatal(err)
	}
}

func readExcelize(tb testing.TB, data []byte) {
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	for _, s := range f.GetSheetList() {
		rows, err := f.Rows(s)
		if err != nil {
			tb.Fatal(err)
		}
		for rows.Next() {
			if _, err := rows.Columns(); err != nil {
				tb.Fatal(err)
			}
		}
		rows.Close()
	}
}

// BenchmarkPeers reads the same 300 files, returns of the corpus over and over, by us
// and by every peer that is installed, turn by turn in one run, and reports the
// milliseconds a file of each and how many times ours that is:
//
//	go test ./internal/sheet -run '^$' -bench Peers -benchtime 3x
func BenchmarkPeers(b *testing.B) {
	const n = 300
	var corpus, files [][]byte
	all := real(b)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if name != "units.xlsx" {
			corpus = append(corpus, all[name])
		}
	}
	dir := b.TempDir()
	for i := range n {
		data := corpus[i%len(corpus)]
		files = append(files, data)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d.xlsx", i)), data, 0o600); err != nil {
			b.Fatal(err)
		}
	}
	within := func(read func(testing.TB, []byte)) func() float64 {
		return func() float64 {
			start := time.Now()
			for _, data := range files {
				read(b, data)
			}
			return time.Since(start).Seconds()
		}
	}
	program := func(cmd ...string) func() float64 {
		return func() float64 {
			out, err := exec.Command(cmd[0], append(cmd[1:], dir)...).Output()
			fields := strings.Fields(string(out))
			if err != nil || len(fields) != 2 {
				return 0 // not installed
			}
			s, err := strconv.ParseFloat(fields[0], 64)
			if err != nil {
				b.Fatal(err)
			}
			return s
		}
	}
	scripts := filepath.Join("..", "..", "testdata", "read")
	ways := []struct {
		name string
		run  func() float64
	}{{"ours", within(readOurs)}, {"floor", within(inflateAll)}, {"excelize", within(readExcelize)},
		{"openpyxl", program("/usr/bin/python3", filepath.Join(scripts, "openpyxl_read.py"))}, {"sheetjs", program("node", filepath.Join(scripts, "sheetjs_read.js"))}}
	best := map[string]float64{}
	for b.Loop() {
		for _, w := range ways {
			if s := w.run(); s > 0 && (best[w.name] == 0 || s < best[w.name]) {
				best[w.name] = s
			}
		}
	}
	for _, w := range ways {
		if s := best[w.name]; s > 0 {
			b.ReportMetric(s*1e3/n, w.name+"-ms/file")
			if w.name != "ours" {
				b.ReportMetric(s/best["ours"], w.name+"/ours")
			}
		}
	}
}
