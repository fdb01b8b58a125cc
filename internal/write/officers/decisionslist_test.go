package officers

import (
	"strconv"
	"strings"
	"testing"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/desk"
	"tonghop/internal/write/canvas"
)

// A matter with more versions than a cell's list holds is written without the list.
func TestAListThatIsTooLongIsLeftOut(t *testing.T) {
	var many []string
	for i := range 300 {
		many = append(many, strconv.Itoa(i+1))
	}
	few := many[:3]
	p := &canvas.Page{}
	w := decisionsWriter{p: p, d: desk.Decisions{Round: &round.Round{}}, lists: map[string][]string{}}
	w.lists[strings.Join(few, "\x00")] = []string{"D5"}
	w.lists[strings.Join(many, "\x00")] = []string{"D6"}
	w.checks()
	if len(p.Checks) != 1 || p.Checks[0].Refs[0] != "D5" {
		t.Errorf("%+v", p.Checks)
	}
}
