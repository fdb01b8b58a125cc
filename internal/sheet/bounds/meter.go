// Package bounds says what reading a stranger's file may cost, and how it is refused: steps are
// counted, whoever waits may call the reading off, and a refusal names part and cell. Pure.
package bounds

import (
	"context"
	"fmt"
)

// Meter counts what reading a file costs, in bytes and entries looked at, and asks now and
// then whether anybody still wants to know.
type Meter struct {
	Ctx   context.Context
	Steps int // so far
	Due   int // how many there are when it is asked again
}

// Stride is how many steps are taken without asking: some tenths of a millisecond.
const Stride = 64 << 10

// Begin makes a meter that starts at zero.
func Begin(ctx context.Context) Meter { return Meter{Ctx: ctx, Due: Stride} }

// More counts n steps; the error says that the reading was called off.
func (m *Meter) More(n int) error {
	if m.Steps += n; m.Steps < m.Due {
		return nil
	}
	return m.Ask()
}

// Ask looks whether the reading was called off.
func (m *Meter) Ask() error {
	m.Due = m.Steps + Stride
	if m.Ctx == nil {
		return nil
	}
	if err := m.Ctx.Err(); err != nil {
		return fmt.Errorf("read workbook: %w", err)
	}
	return nil
}
