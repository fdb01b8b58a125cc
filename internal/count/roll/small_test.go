package roll_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/judge/score"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
	"tonghop/internal/seal"
)

// smallRound is a round of a city and three agencies, the first with villages that send nothing
// and stand in its list. The city's own report carries what they give.
func smallRound() *round.Round {
	r := round.New("")
	r.ID, r.Language, r.Location, r.Self = "nhỏ", "vi", time.UTC, "tp"
	r.Period.From, r.Period.To, r.Due = day(1).AddDate(-1, 0, 0), day(1), day(20)
	r.Counts = []finding.Status{finding.Clean, finding.Queried, finding.Appraised, finding.Recognised,
		finding.Locked}
	r.Desks = []round.Desk{{ID: "phong", Name: "Phòng"}}
	r.Kinds = []round.Kind{{ID: "city", Name: "Thành phố", Level: true}, {ID: "agency", Name: "Cơ quan", Desk: "phong"},
		{ID: "village", Name: "Thôn"}}
	own, all := []string{"agency"}, []string{"city"}
	r.Form.Indicators = []round.Indicator{
		{ID: "so", Label: "Số vụ", Type: round.Count, TotalFrom: "all", Kinds: own, Carried: all, Prior: true},
		{ID: "ty_le", Label: "Tỷ lệ", Type: round.Ratio, Of: [2]string{"so", "so"}, Kinds: own},
		{ID: "chu", Label: "Ghi thêm", Type: round.TextLine, Kinds: own, Carried: all},
		{ID: "rieng", Label: "Số riêng", Type: round.Count, Kinds: own},
		{ID: "dan", Label: "Dân số", Type: round.Count, TotalFrom: "village", Kinds: []string{"agency", "village"}}}
	r.Form.ByID = map[string]int{}
	for i, in := range r.Form.Indicators {
		r.Form.ByID[in.ID] = i
	}
	r.Form.Sections = []round.Section{{ID: "muc"}}
	r.Form.Cards = []round.Card{{ID: "the", Kinds: own, Groups: []round.Group{{ID: "g",
		Criteria: []round.Criterion{{ID: "a", Label: "Tiêu chuẩn a", Points: decimal.NewFromInt(10)}}}}}}
	r.Form.Tables = []round.Table{
		{ID: "thon", Kinds: own, RowsFrom: "village", ResultFrom: "kq"},
		{ID: "ds", Kinds: all, RowsFrom: "agency", SelfFrom: "tu", AppraisedFrom: "cham", ResultFrom: "kq",
			Columns: []round.Column{{ID: "vu", From: "so"}, {ID: "x"}}},
		{ID: "mo_hinh", Kinds: own, Carried: all, Required: []string{"ten_goi"}}}
	units := []round.Unit{{Code: "tp", Name: "Thành phố", Kind: "city"}}
	for i := range 3 {
		units = append(units, round.Unit{Code: fmt.Sprint("cq-", i), Name: fmt.Sprint("Cơ quan ", i), Kind: "agency",
			Parent: "tp", Direct: true})
	}
	units = append(units, round.Unit{Code: "t-0", Name: "Thôn 0", Kind: "village", Parent: "cq-0"})
	r.Register = round.RegisterOf(units)
	r.NameUnits()
	return r
}

// day is a day of October at noon.
func day(n int) time.Time { return time.Date(2019, 10, n, 12, 0, 0, 0, time.UTC) }

// world is what a ledger remembers of a small round, event by event.
type world struct {
	t *testing.T
	f standing.Facts
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, f: standing.Facts{Round: smallRound(), Position: 1, At: day(9),
		Verdicts: map[string]record.Verdict{}}}
	w.f.Whole = func(sha string) (record.Verdict, error) { return w.f.Verdicts[sha], nil }
	return w
}

// came receives a file in a scan of its own.
func (w *world) came(name string, origin ...*ledger.Origin) string {
	w.f.Position++
	sha := fmt.Sprintf("%064x", w.f.Position)
	w.f.Receipts = append(w.f.Receipts, ledger.Receipt{ID: w.f.Position, Position: w.f.Position, SHA: sha, Name: name,
		Scan: w.f.Position, Received: day(2), Size: 1})
	if len(origin) > 0 {
		w.f.Receipts[len(w.f.Receipts)-1].Origin = origin[0]
	}
	return sha
}

// sent receives a file and judges it.
func (w *world) sent(name string, v record.Verdict, origin ...*ledger.Origin) string {
	sha := w.came(name, origin...)
	v.Round = w.f.Round.ID
	w.f.Verdicts[sha] = v
	return sha
}

// again receives the same bytes once more.
func (w *world) again(sha string) {
	w.came("lần nữa.xlsx")
	w.f.Receipts[len(w.f.Receipts)-1].SHA = sha
}

// agency is a clean return with some values by id and value in turn.
func agency(unit string, values ...string) record.Verdict {
	v := record.Verdict{Unit: unit, Kind: "agency", Status: finding.Clean, Seal: string(seal.Good),
		Values: map[string]any{}, Prior: map[string]any{}, Cells: map[string]string{}}
	for i := 0; i < len(values); i += 2 {
		v.Values[values[i]], v.Cells[values[i]] = json.Number(values[i+1]), "Trang!C"+fmt.Sprint(i+7)
	}
	return v
}

// returned is a return with an error and a query.
func returned(unit string, values ...string) record.Verdict {
	v := agency(unit, values...)
	v.Status = finding.Returned
	v.Findings = []finding.Finding{finding.New("CELL-001"), finding.New("SCOR-003")}
	return v
}

// scored is a return with a card: 8 points of its own.
func scored(unit string, values ...string) record.Verdict {
	v := agency(unit, values...)
	v.Values[round.Verdict] = "đạt"
	v.Scores = &score.Card{Self: some(8), Criteria: map[string]score.Line{"a": {Self: some(8)}}}
	return v
}

func some(n int64) *decimal.Decimal { d := decimal.NewFromInt(n); return &d }

// decided records a decision of an officer.
func (w *world) decided(d decision.Decision) int64 {
	w.f.Position++
	d.ID, d.Round, d.At, d.By, d.Day, d.Reason = w.f.Position, w.f.Round.ID, day(5), "An", "2019-10-05", "gấp"
	w.f.Decisions = append(w.f.Decisions, d)
	return d.ID
}

// appraised has the desk give a unit's version points and a result.
func (w *world) appraised(unit, points, result string) {
	w.t.Helper()
	a := w.paint().Standing(unit).Appraisals[0]
	w.decided(decision.Decision{Kind: decision.Appraise, Unit: unit, SHA: a.Base, Matter: a.RowDigest(),
		Appraisal: &decision.Appraisal{Desk: "phong", Criteria: map[string]string{"a": points}, Result: result}})
}

func (w *world) paint() *standing.Picture {
	w.t.Helper()
	p, err := standing.Paint(w.f)
	if err != nil {
		w.t.Fatal(err)
	}
	return p
}
