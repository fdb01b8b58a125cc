package record_test

import (
	"os"
	"path/filepath"
	"testing"

	"tonghop/internal/record"
	"tonghop/internal/round"
	"tonghop/internal/sheet"
)

// BenchmarkJudge reads every return of the corpus, then judges it whole: read,
// answers, checks, scores. The ratio is reported.
func BenchmarkJudge(b *testing.B) {
	r, err := round.Load(filepath.Join("..", "..", "templates", "antt-2019"))
	if err != nil {
		b.Fatal(err)
	}
	paths, err := filepath.Glob(filepath.Join("..", "..", "testdata", "real", "*.xlsx"))
	if err != nil || len(paths) == 0 {
		b.Fatal("no corpus", err)
	}
	var files [][]byte
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			b.Fatal(err)
		}
		files = append(files, data)
	}
	var reading float64
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			for _, data := range files {
				if _, err := sheet.Open(data, sheet.DefaultLimits); err != nil {
					b.Fatal(err)
				}
			}
		}
		reading = b.Elapsed().Seconds() / float64(b.N*len(files))
		b.ReportMetric(reading*1e3, "ms/file")
	})
	b.Run("judge", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for _, data := range files {
				record.Judge(data, r)
			}
		}
		per := b.Elapsed().Seconds() / float64(b.N*len(files))
		b.ReportMetric(per*1e3, "ms/file")
		if reading > 0 {
			b.ReportMetric(per/reading, "x-read")
		}
	})
}
