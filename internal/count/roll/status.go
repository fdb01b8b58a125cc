package roll

import (
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
)

// Status is the roll-call as other programs read it (contract: Records).
type Status struct {
	Round    string       `json:"round"`
	At       string       `json:"at"`
	Position int64        `json:"position"`
	Totals   Totals       `json:"totals"`
	Units    []UnitStatus `json:"units"`
	Inbox    []Pending    `json:"inbox"`
}

// Pending is a file that waits in the inbox, and why.
type Pending struct {
	File  string `json:"file"`
	State string `json:"state"` // waiting, incomplete, ignored, unreadable, received, held, large, paused
	Why   string `json:"why"`
}

// UnitStatus is one unit of the roll-call.
type UnitStatus struct {
	Unit       string                   `json:"unit"`
	Name       string                   `json:"name"`
	Kind       string                   `json:"kind"`
	Parent     string                   `json:"parent"`
	Desk       string                   `json:"desk"`
	Status     string                   `json:"status"`
	Late       bool                     `json:"late"`
	ReceivedAt string                   `json:"received_at"`
	Version    int                      `json:"version"`
	Findings   map[finding.Severity]int `json:"findings"`
}

// StatusOf makes the roll-call of a picture: units that owe a return, and any
// other that sent one.
func StatusOf(p *standing.Picture, inbox []Pending) Status {
	s := Status{
		Round:    p.Round.ID,
		At:       record.Time(p.At, p.Round),
		Position: p.Position,
		Units:    []UnitStatus{},
		Inbox:    inbox,
	}
	if s.Inbox == nil {
		s.Inbox = []Pending{}
	}
	var t Tally
	for _, st := range p.Units {
		if !st.Expected && st.Newest() == nil {
			continue
		}
		u := UnitStatus{
			Unit:     st.Unit.Code,
			Name:     st.Unit.Name,
			Kind:     st.Unit.Kind,
			Parent:   st.Unit.Parent,
			Desk:     p.Round.Desk(st.Unit).ID,
			Status:   string(st.Status()),
			Late:     st.Late,
			Findings: finding.Counts(nil),
		}
		if n := st.Newest(); n != nil {
			u.Version, u.ReceivedAt = n.Number, record.Time(n.First().Received, p.Round)
			u.Findings = finding.Counts(st.Findings())
		}
		s.Units = append(s.Units, u)
		t.Add(stands(p, st))
	}
	s.Totals = t.Totals
	return s
}

// Records are the records of a picture: one a unit that owes a return or sent one.
func Records(p *standing.Picture) (out []record.Record) {
	for _, st := range p.Units {
		v := st.Counts
		if v == nil {
			v = st.Newest()
		}
		counts := st.Counts != nil
		if v == nil {
			if st.Expected || st.Via != nil { // one that its parent's list speaks for has a record of its own
				rec := record.Of(record.Verdict{
					Status: st.Status(),
					Unit:   st.Unit.Code,
					Kind:   st.Unit.Kind,
					Scores: st.Scores,
				}, p.Round)
				rec.Counts, rec.Recognised = &counts, st.Recognition()
				out = append(out, rec)
			}
			continue
		}
		rec := recordOf(p, st, v)
		rec.Counts = &counts
		if w := st.Waiting(); w != nil && counts {
			rec.Waiting = &record.Waiting{
				Version:    w.Number,
				SHA256:     w.SHA,
				ReceivedAt: record.Time(w.First().Received, p.Round),
				Status:     string(w.Verdict.Status),
				Findings:   record.InLanguage(w.Verdict.Findings, p.Lang()),
			}
		}
		out = append(out, rec)
	}
	return out
}

func recordOf(p *standing.Picture, st *standing.Standing, v *standing.Version) record.Record {
	rec := record.Of(v.Verdict, p.Round)
	rec.File, rec.SHA256, rec.Version = v.First().Name, v.SHA, v.Number
	rec.ReceivedAt = record.Time(v.First().Received, p.Round)
	rec.Unit, rec.Kind, rec.Recognised = st.Unit.Code, st.Unit.Kind, st.Recognition()
	if v == st.Counts && st.Decided != nil {
		rec.Status = string(st.Status())
	}
	return rec
}
