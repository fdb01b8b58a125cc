package standing

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"tonghop/internal/ask/round"
	"tonghop/internal/read/decision"
)

// Lang is the language of the round.
func (p *Picture) Lang() string { return p.Round.Language }

// Signed is who decided, when and why.
func (p *Picture) Signed(d decision.Decision) string {
	day := d.Day
	if t, err := time.Parse(time.DateOnly, d.Day); err == nil {
		day = t.Format("02/01/2006")
	}
	s := signedBy.With(p.Lang(), d.By, day, d.Reason)
	if t, err := time.Parse(time.DateOnly, d.Until); err == nil {
		s += until.With(p.Lang(), t.Format("02/01/2006"))
	}
	return s + p.Sourced(d)
}

// DecidedBy names the decision on paper: its number, day and signer.
func (p *Picture) DecidedBy(d decision.Decision) string {
	s := decisionOf.With(p.Lang(), d.Number, DayIn(d.Day))
	if d.Signer != "" {
		s += ", " + d.Signer
	}
	return s
}

// DayIn writes 2019-10-12 as 12/10/2019, and leaves anything else as it is.
func DayIn(day string) string {
	if len(day) == 10 {
		return day[8:] + "/" + day[5:7] + "/" + day[:4]
	}
	return day
}

// Digest is a short hash of anything that can be written as JSON.
func Digest(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		data = []byte(fmt.Sprint(v))
	}
	s := sha256.Sum256(data)
	return hex.EncodeToString(s[:])[:16]
}

// DecidedBefore are the decisions of a kind on a unit, taken back or not: an older workbook
// must not bring back what was taken back since.
func (p *Picture) DecidedBefore(unit string, kind decision.Kind, input string) (out []any) {
	for _, d := range p.ofUnit(unit) {
		if d.Kind == kind && d.Input == input {
			out = append(out, d.ID, d.Revoked)
		}
	}
	return out
}

// ofUnit are all decisions on a unit, those that were taken back too.
func (p *Picture) ofUnit(unit string) []decision.Decision {
	if p.onUnit == nil {
		p.onUnit = map[string][]decision.Decision{}
		for _, d := range p.Decisions {
			p.onUnit[d.Unit] = append(p.onUnit[d.Unit], d)
		}
	}
	return p.onUnit[unit]
}

// AddOwner adds the unit's name to what a row is called: two units may have models, or
// people, of one name, and a reader above wants to know whose it is.
func (p *Picture) AddOwner(t round.Table, code string, cells map[string]any) {
	u, ok := p.Round.Register.Unit(code)
	if !ok || code == p.Round.Self || len(t.Required) == 0 {
		return
	}
	if name, ok := cells[t.Required[0]].(string); ok {
		cells[t.Required[0]] = name + " (" + p.whole(u) + ")"
	}
}

// whole is a unit's name with those above it up to this level's own.
func (p *Picture) whole(u round.Unit) string {
	name := u.Name
	for {
		up, ok := p.Round.Register.Unit(u.Parent)
		if !ok || up.Code == p.Round.Self {
			return name
		}
		name += ", " + up.Name
		u = up
	}
}

// SourceText says where an officers' workbook came from, and who saved it last.
func (p *Picture) SourceText(s decision.Source) string {
	var out string
	switch s.Way {
	case decision.InPlace:
		out = filledInPlace.In(p.Lang())
	case decision.Mailed:
		out = mailOf.With(p.Lang(), cmp.Or(s.From, "?"))
		if s.Subject != "" {
			out += ", “" + s.Subject + "”"
		}
		if !s.Date.IsZero() {
			out += ", " + s.Date.In(p.Round.Location).Format("02/01/2006")
		}
	case decision.Packed:
		out = packed.In(p.Lang())
	case decision.Restored:
		out = restored.In(p.Lang())
	default:
		out = dropped.In(p.Lang())
	}
	if s.Modified != "" {
		out += lastSavedBy.With(p.Lang(), s.Modified)
	}
	return out
}

// OriginOf is where a decision was filled in; "" where it is not on record.
func (p *Picture) OriginOf(d decision.Decision) string {
	if d.Source == nil {
		return ""
	}
	return p.SourceText(*d.Source)
}

// Sourced is where a decision was filled in, in brackets; "" where it is not on record.
func (p *Picture) Sourced(d decision.Decision) string {
	if from := p.OriginOf(d); from != "" {
		return " [" + from + "]"
	}
	return ""
}
