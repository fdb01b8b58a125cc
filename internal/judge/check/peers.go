package check

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
)

// When units of a kind are enough to be compared, and how far off is far. The distance
// is the robust z-score of the logarithm: from the median, in median deviations.
const (
	fewPeers   = 12
	farOff     = 8.0
	copyShare  = 0.95
	copyLeast  = 20 // figures above 0 that two returns must share to be called alike
	leastOften = 0.5
	shares     = 8  // into which figures are dealt to find near copies
	shareLeast = 2  // figures above 0 that make a share tell anything
	mostAlike  = 20 // units that are remembered for one share
)

// Peers holds the returns of one kind of unit against each other, for officers only:
// outliers (PEER-001) and near copies (PEER-002), by unit.
//
// Before: 40 branches have 10 to 60 members, one 9,000. After: the officer has looked.
func Peers(
	r *round.Round, kind string, all map[string]Figures, name func(unit string) string,
) map[string][]finding.Finding {
	out := map[string][]finding.Finding{}
	if len(all) < fewPeers {
		return out
	}
	units := slices.Sorted(maps.Keys(all))
	for i := range r.Form.Indicators {
		in := &r.Form.Indicators[i]
		if in.Type != round.Count && in.Type != round.Amount || !in.Asks(kind) {
			continue
		}
		outliers(r, in, kind, units, all, out)
	}
	copies(r, units, all, func(a, b string) {
		out[a] = append(out[a], finding.New("PEER-002").With("label", name(b)))
	})
	return out
}

// copies tells of each unit the first before it that it is a near copy of. Only those are
// compared that have a share of their figures all the same: two returns that differ in
// fewer figures than there are shares have one, so that thousands of units are compared
// in the time of one look at each.
func copies(r *round.Round, units []string, all map[string]Figures, found func(a, b string)) {
	seen := map[string][]string{} // units by share and its figures
	for _, u := range units {
		var parts [shares]strings.Builder
		var above [shares]int
		for i := range r.Form.Indicators {
			if d, ok := all[u][r.Form.Indicators[i].ID]; ok && !d.IsZero() {
				above[i%shares]++
				fmt.Fprintf(&parts[i%shares], "%d=%s;", i, d)
			}
		}
		told := false
		for n := range parts {
			if above[n] < shareLeast {
				continue
			}
			key := strconv.Itoa(n) + ":" + parts[n].String()
			for _, other := range seen[key] {
				if !told && alike(all[u], all[other]) {
					told = true
					found(u, other)
				}
			}
			if len(seen[key]) < mostAlike {
				seen[key] = append(seen[key], u)
			}
		}
	}
}

func outliers(
	r *round.Round, in *round.Indicator, kind string, units []string, all map[string]Figures,
	out map[string][]finding.Finding,
) {
	logs := map[string]float64{}
	var values []float64
	above := 0
	for _, u := range units {
		if d, ok := all[u][in.ID]; ok && !d.IsNegative() {
			x := math.Log1p(d.InexactFloat64())
			logs[u] = x
			values = append(values, x)
			if x > 0 {
				above++
			}
		}
	}
	if len(values) < fewPeers || float64(above) < leastOften*float64(len(values)) {
		return // a figure that most units have none of has no usual size
	}
	middle := median(values)
	var away []float64
	for _, x := range values {
		away = append(away, math.Abs(x-middle))
	}
	spread := max(median(away), 0.2) // units that all say the same still differ a little
	far := func(x float64) bool { return 0.6745*math.Abs(x-middle)/spread > farOff }
	var usual []decimal.Decimal
	for _, u := range units {
		if x, ok := logs[u]; ok && !far(x) {
			usual = append(usual, all[u][in.ID])
		}
	}
	for _, u := range units {
		if x, ok := logs[u]; ok && far(x) {
			out[u] = append(out[u], outlier(r, in, kind, all[u][in.ID], usual))
		}
	}
}

// outlier is the finding of a figure that is far from those of the other units, of which it
// gives the least and the most.
func outlier(
	r *round.Round, in *round.Indicator, kind string, found decimal.Decimal, usual []decimal.Decimal,
) finding.Finding {
	least, most := usual[0], usual[0]
	for _, d := range usual {
		least, most = decimal.Min(least, d), decimal.Max(most, d)
	}
	f := finding.New("PEER-001").With("label", in.Label).With("kind", r.Kind(kind).Name).
		With("count", strconv.Itoa(len(usual))).
		With("least", finding.Show(least, r.Language)).With("most", finding.Show(most, r.Language))
	f.ID, f.IDs, f.Found = in.ID, []string{in.ID}, found
	return f
}

func median(values []float64) float64 {
	v := slices.Sorted(slices.Values(values))
	n := len(v)
	if n%2 == 1 {
		return v[n/2]
	}
	return (v[n/2-1] + v[n/2]) / 2
}

// alike tells whether two returns have nearly all figures in common.
func alike(a, b Figures) bool {
	same, all := 0, 0
	for id, x := range a {
		y, ok := b[id]
		if !ok || x.IsZero() && y.IsZero() {
			continue
		}
		if all++; x.Equal(y) {
			same++
		}
	}
	return same >= copyLeast && float64(same) >= copyShare*float64(all)
}
