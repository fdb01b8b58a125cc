package sheet

import (
	"context"
	"fmt"
)

// meter counts what reading a file costs, in bytes and entries looked at, and asks now and
// then whether anybody still wants to know.
type meter struct {
	ctx   context.Context
	steps int // so far
	due   int // how many there are when it is asked again
}

// stride is how many steps are taken without asking: some tenths of a millisecond.
const stride = 64 << 10

// begin makes a meter that starts at zero.
func begin(ctx context.Context) meter { return meter{ctx: ctx, due: stride} }

// more counts n steps; the error says that the reading was called off.
func (m *meter) more(n int) error {
	if m.steps += n; m.steps < m.due {
		return nil
	}
	return m.ask()
}

// ask looks whether the reading was called off.
func (m *meter) ask() error {
	m.due = m.steps + stride
	if m.ctx == nil {
		return nil
	}
	if err := m.ctx.Err(); err != nil {
		return fmt.Errorf("read workbook: %w", err)
	}
	return nil
}

// pass counts n bytes of the part in hand; false once the reading was called off.
func (x *scanner) pass(n int) bool {
	if x.steps += n; x.steps < x.due {
		return true
	}
	if err := x.ask(); err != nil {
		x.err, x.start, x.end = err, "", ""
		return false
	}
	return true
}
