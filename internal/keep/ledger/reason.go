package ledger

import (
	"encoding/json"
	"fmt"
)

// Reason says why a row was not recorded: a code with what it speaks of, which may be codes again
// (what lacks, what was offered). Words are made of it where people read. The zero Reason is none.
type Reason struct {
	Code string
	Args []Reason
	Text string // without a code: what was typed, or words that an earlier program stored
}

// InWords is a reason, or what one speaks of, that is known only in words.
func InWords(text string) Reason { return Reason{Text: text} }

// IsZero reports whether there is no reason at all.
func (r Reason) IsZero() bool { return r.Code == "" && r.Text == "" }

// stored is a reason with a code as events hold it. One without a code is a string in them, as every
// reason of an earlier program is.
type stored struct {
	Code string   `json:"code"`
	Args []Reason `json:"args,omitempty"`
}

// MarshalJSON writes a code with its arguments, or words as a string.
func (r Reason) MarshalJSON() ([]byte, error) {
	if r.Code == "" {
		return json.Marshal(r.Text)
	}
	return json.Marshal(stored{r.Code, r.Args})
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (r *Reason) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err == nil {
		*r = InWords(text)
		return nil
	}
	var s stored
	if err := json.Unmarshal(data, &s); err != nil {
		return fmt.Errorf("read reason: %w", err)
	}
	*r = Reason{Code: s.Code, Args: s.Args}
	return nil
}
