package record_test

import (
	"runtime"
	"strings"
	"testing"

	"tonghop/internal/judge/record"
)

// What a cell holds may be as long as a part. Judging it costs what its length does: twice as
// much, twice the memory that is handed out. A square in time shows there too.
func TestALongCellCostsWhatItsLengthDoes(t *testing.T) {
	r, base := shipped(t), odd(t, "chi-minh.xlsx")
	with := func(n int, kind, before, again, after string) []byte {
		return bent(t, base, func(p *parts) {
			p.swap(t, figures, cell267, `<c r="D13" s="57" t="`+kind+`">`+before+strings.Repeat(again, n)+after+`</c>`)
		})
	}
	const run = `<r><t>1</t></r><r><rPr><strike/><rFont val=".VnTime"/></rPr><t>2</t></r>`
	for name, of := range map[string]func(n int) []byte{
		"runs":                  func(n int) []byte { return with(n, "inlineStr", "<is>", run, "</is>") },
		"digits":                func(n int) []byte { return with(60*n, "str", "<v>", "1", "</v>") },
		"a number beyond any":   func(n int) []byte { return with(60*n, "n", "<v>", "1", "</v>") },
		"a number's last zeros": func(n int) []byte { return with(60*n, "n", "<v>2.", "0", "</v>") },
	} {
		cost := func(n int) uint64 {
			data := of(n)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			record.JudgeOf(data, r, "")
			runtime.ReadMemStats(&after)
			return after.TotalAlloc - before.TotalAlloc
		}
		cost(10)
		if one, two := cost(8_000), cost(16_000); two > 3*one {
			t.Errorf("%s: %d bytes, twice as long %d bytes", name, one, two)
		}
	}
}
