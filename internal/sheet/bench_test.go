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

// BenchmarkRead reads every return of the corpus, turn by turn in one run: inflating and
// checksumming alone (the floor), our reader, and now and then excelize by its row iterator.
// It reports the median milliseconds a file of each, the ratios of the medians, and our
// allocations a file.
func BenchmarkRead(b *testing.B) {
	var files [][]byte
	for _, data := range real(b) {
		files = append(files, data)
	}
	all := func(read func(testing.TB, []byte)) {
		for _, data := range files {
			read(b, data)
		}
	}
	took := map[string][]float64{}
	for b.Loop() {
		for _, way := range []struct {
			name string
			read func(testing.TB, []byte)
		}{{"floor", inflateAll}, {"ours", readOurs}, {"excelize", readExcelize}} {
			if way.name == "excelize" && len(took["ours"])%8 != 1 {
				continue
			}
			start := time.Now()
			all(way.read)
			took[way.name] = append(took[way.name], time.Since(start).Seconds()*1e3/float64(len(files)))
		}
	}
	ms := map[string]float64{}
	for name, all := range took {
		ms[name] = slices.Sorted(slices.Values(all))[len(all)/2]
		b.ReportMetric(ms[name], name+"-ms/file")
	}
	b.ReportMetric(ms["ours"]/ms["floor"], "ours/floor")
	b.ReportMetric(ms["excelize"]/ms["ours"], "excelize/ours")
	b.ReportMetric(testing.AllocsPerRun(3, func() { all(readOurs) })/float64(len(files)), "allocs/file")
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
