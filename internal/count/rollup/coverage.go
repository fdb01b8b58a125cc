package rollup

import (
	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
)

// Presence is how one unit stands, for coverage.
type Presence struct {
	Expected, Received, Accepted, OnTime bool
}

// Coverage is how many of the units below a unit owe a return, sent one, count in the
// totals and were on time.
type Coverage struct{ Expected, Received, Accepted, OnTime int }

// Rate is the share of the expected units that sent a return; ok is false where none
// is expected.
func (c Coverage) Rate() (rate decimal.Decimal, ok bool) { return share(c.Received, c.Expected) }

// OnTimeRate is the share of the expected units that sent a return on time.
func (c Coverage) OnTimeRate() (rate decimal.Decimal, ok bool) { return share(c.OnTime, c.Expected) }

func share(n, of int) (decimal.Decimal, bool) {
	if of == 0 {
		return decimal.Zero, false
	}
	return decimal.NewFromInt(int64(n)).Div(decimal.NewFromInt(int64(of))), true
}

// Cover adds the presence of units up along the tree: of all units below each, whatever
// their depth, the unit itself left out.
func Cover(r *round.Round, present func(code string) Presence) map[string]Coverage {
	out := map[string]Coverage{}
	for _, u := range r.Register.Units {
		p := present(u.Code)
		at := u
		for range len(r.Register.Units) {
			up, ok := r.Register.Unit(at.Parent)
			if !ok {
				break
			}
			c := out[up.Code]
			c.add(p)
			out[up.Code] = c
			at = up
		}
	}
	return out
}

func (c *Coverage) add(p Presence) {
	if !p.Expected {
		return
	}
	c.Expected++
	for _, x := range []struct {
		is bool
		n  *int
	}{{p.Received, &c.Received}, {p.Accepted, &c.Accepted}, {p.Received && p.OnTime, &c.OnTime}} {
		if x.is {
			*x.n++
		}
	}
}
