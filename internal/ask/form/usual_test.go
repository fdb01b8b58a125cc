package form

import "testing"

// Money is told by its unit of measure, however that is written.
func TestMoneyIsToldByItsUnitOfMeasure(t *testing.T) {
	for unit, from := range map[string]int64{
		"triệu đồng": 100_000, "Triệu đồng": 100_000, "tr.đồng": 100_000, "tr.đ": 100_000, "trđ": 100_000,
		"(triệu VND)": 100_000, "million dong": 100_000, "tỷ đồng": 100_000, "nghìn đồng": 1_000_000,
		"1000 đồng": 1_000_000, "đồng": 0, "người": 0, "lượt": 0, "": 0, "trường": 0,
	} {
		if got := moneyFrom(unit).IntPart(); got != from {
			t.Errorf("%q: from %d, want %d", unit, got, from)
		}
	}
}
