package bounds

import (
	"fmt"
	"strings"
)

// Refusal says why a file was not read; Code is a code of the findings' catalogue.
type Refusal struct {
	Code   string // FILE-001 … FILE-004
	Part   string // the part of the file, or the limit
	Cell   string // the cell in hand, where it is about one
	Reason string
	Format string // FILE-004: what the file is
}

func (r *Refusal) Error() string {
	return strings.TrimSpace(fmt.Sprintf("%s %s: %s", r.Code, strings.TrimSpace(r.Part+" "+r.Cell), r.Reason))
}

// Damaged refuses a file whose part is not what its format says (FILE-001).
func Damaged(part, format string, args ...any) error {
	return &Refusal{Code: "FILE-001", Part: part, Reason: fmt.Sprintf(format, args...)}
}

// Over refuses a file of which a part holds more than it may (FILE-003).
func Over(part, format string, args ...any) error {
	return &Refusal{Code: "FILE-003", Part: part, Reason: fmt.Sprintf(format, args...)}
}
