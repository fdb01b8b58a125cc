package record_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"tonghop/internal/ask/define"
	"tonghop/internal/judge/record"
	"tonghop/internal/sheet"
)

// BenchmarkJudge reads every return of the corpus, and judges it whole (read, answers,
// checks, scores), turn by turn in one run. It reports the median milliseconds a file of each
// and the ratio of the medians.
func BenchmarkJudge(b *testing.B) {
	r, err := define.Load(filepath.Join("..", "..", "..", "templates", "antt-2019"))
	if err != nil {
		b.Fatal(err)
	}
	paths, err := filepath.Glob(filepath.Join("..", "..", "..", "testdata", "real", "*.xlsx"))
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
	var reading, judging []float64
	each := func(took *[]float64, do func(data []byte)) {
		start := time.Now()
		for _, data := range files {
			do(data)
		}
		*took = append(*took, time.Since(start).Seconds()*1e3/float64(len(files)))
	}
	for b.Loop() {
		each(&reading, func(data []byte) {
			if _, err := sheet.Open(data, sheet.DefaultLimits); err != nil {
				b.Fatal(err)
			}
		})
		each(&judging, func(data []byte) { record.JudgeOf(data, r, "") })
	}
	middle := func(of []float64) float64 { return slices.Sorted(slices.Values(of))[len(of)/2] }
	b.ReportMetric(middle(reading), "read-ms/file")
	b.ReportMetric(middle(judging), "judge-ms/file")
	b.ReportMetric(middle(judging)/middle(reading), "judge/read")
}
