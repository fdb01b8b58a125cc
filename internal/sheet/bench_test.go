package sheet_test

import (
	"archive/zip"
	"bytes"
	"io"
	"testing"

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
