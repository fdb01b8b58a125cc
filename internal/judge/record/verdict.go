package record

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/judge/check"
	"tonghop/internal/judge/score"
	"tonghop/internal/read/answer"
	"tonghop/internal/seal"
	"tonghop/internal/sheet"
	"tonghop/internal/sheet/bounds"
)

// Verdict is everything that judging a file found. It is a function of the
// file's bytes, the round and the register.
type Verdict struct {
	Round    string                      `json:"round,omitempty"`
	Version  string                      `json:"version,omitempty"` // of the form
	Copy     int                         `json:"copy,omitempty"`
	Unit     string                      `json:"unit,omitempty"`
	Kind     string                      `json:"kind,omitempty"`
	Status   finding.Status              `json:"status"`
	Values   map[string]any              `json:"values,omitempty"` // json.Number or string, by id
	Prior    map[string]any              `json:"prior,omitempty"`
	Tables   map[string][]map[string]any `json:"tables,omitempty"`
	Explains map[string]string           `json:"explains,omitempty"`
	Scores   *score.Card                 `json:"scores,omitempty"`
	// Typed is what stood in each input, by defined name, normalised where it
	// could be, as typed where not: for the workbook to correct.
	Typed      map[string]any              `json:"typed,omitempty"`
	TypedRows  map[string][]map[string]any `json:"typed_rows,omitempty"`
	Cells      map[string]string           `json:"cells,omitempty"` // where each input stood: Sheet!C7
	How        map[string]answer.How       `json:"how,omitempty"`   // by what an input was found, where not by its name
	Findings   []finding.Finding           `json:"findings,omitempty"`
	Understood int                         `json:"understood,omitempty"` // inputs with an answer
	Format     string                      `json:"format,omitempty"`     // of a file in another format, such as .xls
	FileKind   string                      `json:"paper,omitempty"`      // what it is, if no return
	Officers   *Officers                   `json:"officers,omitempty"`   // which officers' workbook it is
	Seal       string                      `json:"seal,omitempty"`       // what the form's seal says, or kind
	Signer     string                      `json:"signer,omitempty"`     // id of the foreign key that signed it
	// Of this level's own return, filled in on what goes up: its lists stand beside those of the
	// units below, less the rows of theirs with these marks.
	Beside    bool      `json:"beside,omitempty"`
	Struck    []string  `json:"struck,omitempty"`
	Content   string    `json:"content,omitempty"`   // digest of what is filled in; "" if more
	Untouched Untouched `json:"untouched,omitempty"` // nothing was typed in it
}

// Officers says which officers' workbook a file is, and whether it bears our seal.
type Officers struct {
	Sort     string `json:"sort"`
	Desk     string `json:"desk,omitempty"`
	Seat     string `json:"seat,omitempty"`
	Position int64  `json:"position,omitempty"` // of the ledger that it shows
	Rows     int    `json:"rows,omitempty"`     // with something filled in
	Sealed   bool   `json:"sealed,omitempty"`
	Modified string `json:"modified,omitempty"` // "last modified by" in the workbook's properties
}

// JudgeOf reads and judges a file as the return of a unit that an officer named, whatever it
// says itself; "" for what it says.
func JudgeOf(data []byte, r *round.Round, unit string) Verdict {
	v, _ := JudgeContext(context.Background(), data, r, unit) // nobody calls it off
	return v
}

// JudgeContext is JudgeOf for one that may call it off: then there is an error and no verdict.
func JudgeContext(ctx context.Context, data []byte, r *round.Round, unit string) (Verdict, error) {
	f, err := Open(ctx, data)
	if err != nil {
		return Verdict{}, err
	}
	return f.Judge(r, unit), nil
}

// File is a file that was opened once: what it is can be asked of its book before it is judged.
type File struct {
	Book    *sheet.Book // nil where the reader refused the file
	refused error
	fault   any // of ours, that the reader died of
}

// Open reads a file's bytes. An error says that it was called off; all else is in the verdict.
func Open(ctx context.Context, data []byte) (f File, err error) {
	defer func() {
		if p := recover(); p != nil {
			f = File{fault: p}
		}
	}()
	f.Book, f.refused = sheet.OpenContext(ctx, data, sheet.DefaultLimits)
	if ctx.Err() != nil {
		return File{}, fmt.Errorf("judge file: %w", ctx.Err())
	}
	return f, nil
}

// Judge judges the file as the return of a unit that an officer named; "" for what it says itself.
func (f File) Judge(r *round.Round, unit string) (v Verdict) {
	defer func() {
		if p := recover(); p != nil {
			v = held(p)
		}
	}()
	if f.fault != nil {
		return held(f.fault)
	}
	if f.refused != nil {
		v := judged([]finding.Finding{Refused(f.refused, r.Language)}, r)
		var ref *bounds.Refusal
		if errors.As(f.refused, &ref) {
			v.Format = ref.Format
		}
		return v
	}
	ret, read := answer.ReadOf(f.Book, r, unit)
	if ref := unread(f.Book, ret, r, read); ref != nil {
		return judged([]finding.Finding{Refused(ref, r.Language)}, r)
	}
	return from(ret, check.Return(ret, read, r))
}

// held is the verdict of a file that a fault of ours met: it must not lose the file.
func held(fault any) Verdict {
	f := finding.New("SYS-001").With("label", fmt.Sprint(fault))
	return Verdict{Status: finding.Held, Findings: []finding.Finding{f}}
}

// SealedKind says that a return is a kind's form, sealed here.
const SealedKind = "kind"

// JudgeVersion is raised when the same file may get another verdict from the same
// definition, so that everything received is judged again.
const JudgeVersion = 12

// Refusal is the verdict of a file that is no return, by what is to be told of it.
func Refusal(r *round.Round, fs ...finding.Finding) Verdict {
	v := judged(fs, r)
	v.Round = r.ID
	return v
}

// TooLarge is the verdict of a file that is larger than anything we read.
func TooLarge(size int64, r *round.Round) Verdict {
	refused := &bounds.Refusal{
		Code:   "FILE-003",
		Part:   "size",
		Reason: fmt.Sprintf("%d bytes, at most %d", size, sheet.DefaultLimits.File),
	}
	return judged([]finding.Finding{Refused(refused, r.Language)}, r)
}

func judged(fs []finding.Finding, r *round.Round) Verdict {
	fs = check.Return(nil, fs, r)
	return Verdict{Status: finding.StatusOf(fs), Findings: fs}
}

// Refused turns the reader's refusal into a finding.
func Refused(err error, lang string) finding.Finding {
	ref, ok := err.(*bounds.Refusal)
	if !ok {
		return finding.New("SYS-001").With("label", err.Error())
	}
	f := finding.New(ref.Code)
	if ref.Part == "empty" {
		f.Variant = "empty"
	}
	f = f.With("part", partName(ref, lang))
	if ref.Format != "" {
		name, advice := Advice(ref.Format, lang)
		f = f.With("format", name).With("advice", advice)
	}
	return f
}

// exact turns decimals into JSON numbers, which keep them digit by digit.
func exact(v any) any {
	switch d := v.(type) {
	case decimal.Decimal:
		return json.Number(d.String())
	case *decimal.Decimal:
		return json.Number(d.String())
	}
	return v
}

func from(ret *answer.Return, fs []finding.Finding) Verdict {
	for i := range fs {
		fs[i].Found, fs[i].Expected = exact(fs[i].Found), exact(fs[i].Expected)
	}
	v := Verdict{Status: finding.StatusOf(fs), Findings: fs}
	if ret == nil {
		return v
	}
	v.Round, v.Version, v.Copy, v.Unit, v.Kind = ret.Round, ret.Version, ret.Copy, ret.Unit.Code, ret.Unit.Kind
	v.Seal, v.Signer = string(ret.Seal), ret.Signer
	if ret.OfKind && ret.Seal == seal.Good {
		v.Seal = SealedKind
	}
	n := len(ret.Plan.Inputs)
	v.Values, v.Typed = make(map[string]any, n/2), make(map[string]any, n/2)
	v.Prior, v.Explains = map[string]any{}, map[string]string{}
	v.Cells = make(map[string]string, n)
	for i := range ret.Plan.Inputs {
		v.input(&ret.Plan.Inputs[i], ret.Of(i))
	}
	v.Scores, v.How = score.Of(ret), ret.How
	v.tables(ret)
	v.touched(ret)
	v.ownOnly(ret)
	return v
}

// value is what an answer says, nil where it says nothing usable.
func value(a answer.Answer) any {
	switch a.State {
	case answer.Number:
		if a.Figure && plainly(a.Raw) {
			return json.Number(a.Raw)
		}
		return json.Number(a.Num.String())
	case answer.Text:
		return a.Text
	}
	return nil
}

// plainly tells whether a stored number is written as we write it: a whole one without a sign.
func plainly(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != "" && len(s) <= 15 && (s[0] != '0' || len(s) == 1)
}

// placed is where an answer stood: Số liệu!D7.
func placed(in *form.Input, a answer.Answer) string {
	asIssued := a.Row == in.Row && a.Col == in.Col && a.LastRow == in.LastRow
	if rest, ok := strings.CutPrefix(in.Place, a.Sheet); ok && strings.HasPrefix(rest, "!") && asIssued {
		return in.Place
	}
	return a.Sheet + "!" + a.Ref()
}

func (v *Verdict) input(in *form.Input, a answer.Answer) {
	if a.Row > 0 {
		v.Cells[in.Name] = placed(in, a)
	}
	x := value(a)
	if x != nil {
		v.Understood++
	}
	if !a.Implied && in.Part != form.Computed {
		if x != nil {
			v.Typed[in.Name] = x
		} else if a.Raw != "" {
			v.Typed[in.Name] = refused(a)
		}
	}
	if x == nil {
		return
	}
	switch in.Part {
	case form.Value, form.CardField, form.UnitField:
		if in.Name != round.Gate && in.ID != round.UnitCode && in.ID != round.UnitName {
			v.Values[in.Name] = x
		}
	case form.Prior:
		v.Prior[in.ID] = x
	case form.Explanation:
		v.Explains[in.ID] = a.Text
	}
}

// refused is what stood in an input that was refused, to be given back as it was:
// a number as a number, everything else as the text that was seen.
func refused(a answer.Answer) any {
	if a.Figure {
		if d, err := decimal.NewFromString(a.Raw); err == nil {
			return json.Number(d.String())
		}
	}
	return a.Raw
}

func (v *Verdict) tables(ret *answer.Return) {
	v.Tables, v.TypedRows = map[string][]map[string]any{}, map[string][]map[string]any{}
	for id, rows := range ret.Tables {
		for _, row := range rows {
			good, typed := map[string]any{}, map[string]any{}
			for col, a := range row.Values {
				if x := value(a); x != nil {
					good[col], typed[col] = x, x
				} else if a.Raw != "" {
					typed[col] = refused(a)
				}
			}
			v.Tables[id] = append(v.Tables[id], good)
			v.TypedRows[id] = append(v.TypedRows[id], typed)
		}
	}
}

// Encode and Decode carry a verdict to and from the ledger, numbers exact.
func (v Verdict) Encode() ([]byte, error) { return json.Marshal(v) }

// Decode reads what Encode wrote.
func Decode(data []byte) (v Verdict, err error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err = d.Decode(&v); err != nil {
		return v, fmt.Errorf("read verdict: %w", err)
	}
	return v, nil
}

// Light reads a verdict without what the unit wrote: how the file stands, its scores and
// findings. It is what thousands of files are sorted by.
func Light(data []byte) (v Verdict, err error) {
	var head struct {
		Verdict
		Values    skipped `json:"values"`
		Prior     skipped `json:"prior"`
		Tables    skipped `json:"tables"`
		Explains  skipped `json:"explains"`
		Typed     skipped `json:"typed"`
		TypedRows skipped `json:"typed_rows"`
		Cells     skipped `json:"cells"`
		How       skipped `json:"how"`
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err = d.Decode(&head); err != nil {
		return v, fmt.Errorf("read verdict: %w", err)
	}
	return head.Verdict, nil
}

// skipped is a value that is passed over.
type skipped struct{}

// UnmarshalJSON keeps nothing.
func (skipped) UnmarshalJSON([]byte) error { return nil }

// Lighten leaves out what Light does not read.
func (v *Verdict) Lighten() {
	v.Values, v.Prior, v.Tables, v.Explains = nil, nil, nil, nil
	v.Typed, v.TypedRows, v.Cells, v.How = nil, nil, nil, nil
}

// Number is a value as a decimal, where it is a number.
func Number(v any) (decimal.Decimal, bool) {
	n, ok := v.(json.Number)
	if !ok {
		return decimal.Zero, false
	}
	d, err := decimal.NewFromString(n.String())
	return d, err == nil
}

// Add puts further findings beside a verdict's own and sorts them.
func (v Verdict) Add(fs ...finding.Finding) Verdict {
	if len(fs) == 0 {
		return v
	}
	v.Findings = append(slices.Clone(v.Findings), fs...)
	for i := range v.Findings {
		v.Findings[i].Found, v.Findings[i].Expected = exact(v.Findings[i].Found), exact(v.Findings[i].Expected)
	}
	finding.Sort(v.Findings)
	return v
}
