// Package record holds what is remembered and told of a judged file: the
// verdict as the ledger keeps it, and the one JSON object a line that check and
// export give to other programs (contract: Records).
package record

import (
	"encoding/json"
	"io"
	"time"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/judge/score"
)

// Finding is a finding as other programs see it.
type Finding struct {
	Code       string   `json:"code"`
	Rule       string   `json:"rule,omitempty"`
	Severity   string   `json:"severity"`
	Trial      bool     `json:"trial,omitempty"`
	Sheet      string   `json:"sheet,omitempty"`
	Cells      []string `json:"cells,omitempty"`
	ID         string   `json:"id,omitempty"`
	Found      any      `json:"found,omitempty"`
	Expected   any      `json:"expected,omitempty"`
	Difference any      `json:"difference,omitempty"`
	Explained  string   `json:"explained,omitempty"`
	Accepted   string   `json:"accepted,omitempty"`
	Message    string   `json:"message"`
	Fix        string   `json:"fix"`
}

// InLanguage puts findings into the words of the language.
func InLanguage(fs []finding.Finding, lang string) []Finding {
	out := make([]Finding, 0, len(fs))
	for _, f := range fs {
		m, fix := f.Text(lang)
		t := Finding{
			Code:      f.Code,
			Rule:      f.Rule,
			Severity:  string(f.Severity),
			Trial:     f.Trial,
			Sheet:     f.Sheet,
			Cells:     f.Cells,
			ID:        f.ID,
			Found:     exact(f.Found),
			Expected:  exact(f.Expected),
			Explained: f.Explained,
			Accepted:  f.Accepted,
			Message:   m,
			Fix:       fix,
		}
		if f.Difference != nil {
			t.Difference = exact(*f.Difference)
		}
		out = append(out, t)
	}
	return out
}

// Scores are a card as other programs see it.
type Scores struct {
	Self      any              `json:"self,omitempty"`
	Computed  any              `json:"computed,omitempty"`
	Appraised any              `json:"appraised,omitempty"`
	Final     any              `json:"final,omitempty"`
	Gate      string           `json:"gate,omitempty"`
	Criteria  map[string]Score `json:"criteria,omitempty"`
}

// Score is one criterion as other programs see it.
type Score struct {
	Self       any `json:"self,omitempty"`
	Computed   any `json:"computed,omitempty"`
	Appraised  any `json:"appraised,omitempty"`
	Violations any `json:"violations,omitempty"`
}

func points(d *decimal.Decimal) any {
	if d == nil {
		return nil
	}
	return json.Number(d.String())
}

func scores(c *score.Card) *Scores {
	if c == nil {
		return nil
	}
	s := &Scores{
		Self:      points(c.Self),
		Computed:  points(c.Computed),
		Appraised: points(c.Appraised),
		Final:     points(c.Final),
		Gate:      c.Gate,
		Criteria:  map[string]Score{},
	}
	for id, l := range c.Criteria {
		s.Criteria[id] = Score{points(l.Self), points(l.Computed), points(l.Appraised), points(l.Violations)}
		if l.Word != "" {
			s.Criteria[id] = Score{Self: l.Word, Computed: l.Word}
		}
	}
	return s
}

// Record is one line for other programs: a file for check, a unit for export.
type Record struct {
	File         string                      `json:"file,omitempty"`
	SHA256       string                      `json:"sha256,omitempty"`
	Round        string                      `json:"round,omitempty"`
	Unit         string                      `json:"unit,omitempty"`
	Kind         string                      `json:"kind,omitempty"`
	Status       string                      `json:"status"`
	Version      int                         `json:"version,omitempty"`
	ReceivedAt   string                      `json:"received_at,omitempty"`
	Values       map[string]any              `json:"values"`
	Prior        map[string]any              `json:"prior"`
	Tables       map[string][]map[string]any `json:"tables"`
	Explanations map[string]string           `json:"explanations"`
	Scores       *Scores                     `json:"scores,omitempty"`
	Recognised   *bool                       `json:"recognised"`
	Findings     []Finding                   `json:"findings"`
	Counts       *bool                       `json:"counts,omitempty"` // export only
	Waiting      *Waiting                    `json:"waiting,omitempty"`
}

// Waiting is a newer version that does not count.
type Waiting struct {
	Version    int       `json:"version"`
	SHA256     string    `json:"sha256"`
	ReceivedAt string    `json:"received_at"`
	Status     string    `json:"status"`
	Findings   []Finding `json:"findings"`
}

// Of makes the record of a verdict; file, hash and the like are the caller's.
func Of(v Verdict, r *round.Round) Record {
	rec := Record{
		Round:        v.Round,
		Unit:         v.Unit,
		Kind:         v.Kind,
		Status:       string(v.Status),
		Values:       v.Values,
		Prior:        v.Prior,
		Tables:       v.Tables,
		Explanations: v.Explains,
		Scores:       scores(v.Scores),
		Findings:     InLanguage(v.Findings, r.Language),
	}
	if rec.Round == "" {
		rec.Round = r.ID
	}
	if rec.Values == nil {
		rec.Values = map[string]any{}
	}
	if rec.Prior == nil {
		rec.Prior = map[string]any{}
	}
	if rec.Tables == nil {
		rec.Tables = map[string][]map[string]any{}
	}
	if rec.Explanations == nil {
		rec.Explanations = map[string]string{}
	}
	return rec
}

// Write writes a record as one line of JSON.
func (rec Record) Write(w io.Writer) error { return Line(w, rec) }

// Line writes anything as one line of JSON, accents and signs as they are.
func Line(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// Time is a time as records write it.
func Time(t time.Time, r *round.Round) string {
	if t.IsZero() {
		return ""
	}
	return t.In(r.Location).Format(time.RFC3339)
}
