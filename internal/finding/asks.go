package finding

import "github.com/shopspring/decimal"

// Ask is what is asked of the figure that a finding names first, where the others stay
// as they are: done literally, the finding goes and no other comes.
type Ask struct {
	Op   string          `json:"op"` // =, !=, <, <=, > or >=
	Than decimal.Decimal `json:"than"`
	Sum  bool            `json:"sum,omitempty"` // the number is the sum of a total's parts
}

// Slip is how a figure may have come to be wrong.
type Slip string

// The slips that people make when they type figures.
const (
	Swapped  Slip = "swapped"  // two digits beside each other changed places
	Digit    Slip = "digit"    // one digit is another, or one too many, or too few
	Tenfold  Slip = "tenfold"  // a factor of 10 or 100
	Thousand Slip = "thousand" // a factor of 1,000: the unit of measure
	LastYear Slip = "last_year"
)

// Likely says of several figures that do not agree which one is the likeliest to be
// wrong, where the chief one is not or where it can be told what was typed for what.
type Likely struct {
	ID    string           `json:"id"`
	Cell  string           `json:"cell,omitempty"` // A1 reference on the finding's sheet
	Label string           `json:"label"`
	Holds decimal.Decimal  `json:"holds"`
	Value *decimal.Decimal `json:"value,omitempty"` // what it may have been meant to be
	Slip  Slip             `json:"slip,omitempty"`
}

// Holding is what stands in the cell that the finding names first.
func (f Finding) Holding() any {
	if f.Held != nil {
		return f.Held
	}
	return f.Found
}

// Asked says in the language what is asked of the cell that the finding names first; ""
// where nothing can be asked of it alone.
func (f Finding) Asked(lang string) string {
	if f.Asks != nil {
		word := askWords[f.Asks.Op]
		if f.Asks.Sum {
			word = askSum
		}
		return word.With(lang, Show(f.Asks.Than, lang))
	}
	w, ok := asked[f.Code+"."+f.Variant]
	if !ok {
		w = asked[f.Code]
	}
	return f.fill(w.In(lang), lang)
}

// where says which of several figures to look at first; "" where all are alike.
func (f Finding) where(lang string) string {
	if f.Likely == nil {
		return ""
	}
	l := f.Likely
	if l.Value == nil || l.Slip == "" {
		return lookFirst.With(lang, l.Cell, l.Label, Show(l.Holds, lang))
	}
	return lookMeant.With(lang, l.Cell, l.Label, Show(l.Holds, lang), Show(*l.Value, lang), slipWords[l.Slip].In(lang))
}

// Closed says in the language by what a finding was closed: the unit's explanation, an
// officer's acceptance; nothing of one that is open.
func Closed(explained, accepted, lang string) (out []string) {
	if explained != "" {
		out = append(out, closedBy.With(lang, explained))
	}
	if accepted != "" {
		out = append(out, acceptedBy.With(lang, accepted))
	}
	return out
}
