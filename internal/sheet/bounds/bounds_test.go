package bounds_test

import (
	"context"
	"errors"
	"testing"

	"tonghop/internal/sheet/bounds"
)

// asked counts how often a context is asked whether it has ended.
type asked struct {
	context.Context
	times int
	ended bool
}

func (a *asked) Err() error {
	if a.times++; a.ended {
		return context.Canceled
	}
	return nil
}

// A meter counts every step and asks once a stride, not at every step.
func TestAMeterAsksOnceAStride(t *testing.T) {
	ctx := &asked{Context: context.Background()}
	m := bounds.Begin(ctx)
	for range 10 * bounds.Stride {
		if err := m.More(1); err != nil {
			t.Fatal(err)
		}
	}
	if m.Steps != 10*bounds.Stride || ctx.times != 10 {
		t.Errorf("%d steps counted, asked %d times; want %d and 10", m.Steps, ctx.times, 10*bounds.Stride)
	}
	if err := m.More(5 * bounds.Stride); err != nil || ctx.times != 11 {
		t.Errorf("one long step: asked %d times, %v", ctx.times, err)
	}
}

// Reading that nobody waits for any more ends within a stride, and says why; a meter without a
// context never does.
func TestReadingIsCalledOff(t *testing.T) {
	ctx := &asked{Context: context.Background()}
	m := bounds.Begin(ctx)
	if err := m.More(bounds.Stride - 1); err != nil {
		t.Fatal(err)
	}
	ctx.ended = true
	err := m.More(1)
	if !errors.Is(err, context.Canceled) || err.Error() != "read workbook: context canceled" {
		t.Errorf("called off: %v", err)
	}
	if errors.As(err, new(*bounds.Refusal)) {
		t.Error("reading that was called off counts as a refusal of the file")
	}
	if err := m.Ask(); !errors.Is(err, context.Canceled) {
		t.Errorf("asked again: %v", err)
	}
	var free bounds.Meter
	if err := free.More(bounds.Stride); err != nil || free.Steps != bounds.Stride {
		t.Errorf("without a context: %d steps, %v", free.Steps, err)
	}
}

// A refusal carries its code as data and names part and cell where there are any.
func TestARefusalNamesPartAndCell(t *testing.T) {
	for want, err := range map[string]error{
		"FILE-001 xl/a.xml: cut at 7":         bounds.Damaged("xl/a.xml", "cut at %d", 7),
		"FILE-003 xl/a.xml: more than 9":      bounds.Over("xl/a.xml", "more than %d", 9),
		"FILE-001 xl/a.xml B7: no number":     &bounds.Refusal{Code: "FILE-001", Part: "xl/a.xml", Cell: "B7", Reason: "no number"},
		"FILE-004 : another format":           &bounds.Refusal{Code: "FILE-004", Reason: "another format", Format: "xls"},
		"FILE-001 B7: a reason without parts": &bounds.Refusal{Code: "FILE-001", Cell: "B7", Reason: "a reason without parts"},
	} {
		var r *bounds.Refusal
		if !errors.As(err, &r) || err.Error() != want || r.Code != want[:8] {
			t.Errorf("said %q, want %q", err, want)
		}
	}
}
