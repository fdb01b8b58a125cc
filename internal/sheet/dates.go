package sheet

import (
	"math"
	"strconv"
	"time"
)

// serial is the number of a day written as ISO 8601 (18.17.4), in the book's date
// system.
func (b *Book) serial(v string) (string, bool) {
	for _, layout := range []string{"2006-01-02", "2006-01-02T15:04:05.999", "2006-01-02T15:04:05.999Z07:00"} {
		t, err := time.Parse(layout, v)
		if err != nil {
			continue
		}
		days := t.Sub(epoch1900).Hours() / 24
		if b.Date1904 {
			days -= 1462
		}
		return strconv.FormatFloat(days, 'f', -1, 64), true
	}
	return "", false
}

var epoch1900 = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

// Date is the day that a serial number shows (18.17.4): in the 1900 system 60
// is the day that never was, so that only later serials are sure.
func (b *Book) Date(serial float64) (time.Time, bool) {
	days := int(math.Floor(serial))
	if b.Date1904 {
		days += 1462
	}
	if days <= 60 || days > 2958465 {
		return time.Time{}, false
	}
	return epoch1900.AddDate(0, 0, days), true
}

// Serial is the number by which workbooks of the 1900 system know a day (ECMA-376, part 1,
// 18.17.4.1).
func Serial(day time.Time) int {
	y, m, d := day.Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Sub(epoch1900).Hours() / 24)
}
