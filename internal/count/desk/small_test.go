package desk_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/desk"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/judge/score"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
	"tonghop/internal/seal"
	"tonghop/internal/sheet"
	"tonghop/internal/words"
)

// smallRound is a round of a city: agencies with a card of two criteria and a bonus, which two
// desks appraise one after the other; a school that judges itself by a choice; villages below
// an agency, which send nothing and stand in its list.
func smallRound(keys seal.Keys) *round.Round {
	r := round.New("")
	r.ID, r.Short, r.Language, r.Location, r.Self, r.Keys = "nhỏ", "Nhỏ", "vi", time.UTC, "tp", keys
	r.Period.From, r.Period.To, r.Due = day(1).AddDate(-1, 0, 0), day(1), day(20)
	r.Counts = []finding.Status{finding.Clean, finding.Queried, finding.Appraised}
	r.Desks = []round.Desk{{ID: "phong", Name: "Phòng", Then: "so"}, {ID: "so", Name: "Sở"},
		{ID: "xa", Name: "Xã", Each: "agency", Then: "so"}, {ID: "khac", Name: "Khác"}}
	r.Kinds = []round.Kind{{ID: "city", Name: "Thành phố", Level: true}, {ID: "agency", Name: "Cơ quan", Desk: "phong"},
		{ID: "school", Name: "Trường", Desk: "khac", Verdict: "tu_xet"}, {ID: "village", Name: "Thôn", Desk: "xa"}}
	r.Form.Indicators = []round.Indicator{
		{ID: "so", Label: "Số vụ", Type: round.Count, TotalFrom: "all", Kinds: []string{"agency"}, Prior: true},
		{ID: "tu_xet", Label: "Tự xét", Type: round.Choice, Kinds: []string{"school"},
			Values: []round.Option{{Value: "đạt"}, {Value: "không đạt"}}}}
	r.Form.ByID = map[string]int{"so": 0, "tu_xet": 1}
	criteria := []round.Criterion{{ID: "a", Label: "Tiêu chuẩn a", Points: num(10)},
		{ID: "b", Label: "Tiêu chuẩn b", Points: num(10)}}
	r.Form.Cards = []round.Card{{ID: "the", Kinds: []string{"agency", "village"}, Bonus: num(2), Times: 2,
		Groups: []round.Group{{ID: "g", Criteria: criteria}}}}
	r.Form.Tables = []round.Table{
		{ID: "thon", Kinds: []string{"agency"}, RowsFrom: "village", SelfFrom: "tu", AppraisedFrom: "cham",
			ResultFrom: "kq"},
		{ID: "khen", Kinds: []string{"agency"}, Use: "commendation", Required: []string{"ho_ten"}}}
	units := []round.Unit{{Code: "tp", Name: "Thành phố", Kind: "city"}}
	for i := range 3 {
		units = append(units, round.Unit{Code: fmt.Sprint("cq-", i), Name: fmt.Sprint("Cơ quan ", i), Kind: "agency",
			Parent: "tp", Direct: true})
	}
	units = append(units, round.Unit{Code: "th-0", Name: "Trường 0", Kind: "school", Parent: "tp", Direct: true},
		round.Unit{Code: "t-0", Name: "Thôn 0", Kind: "village", Parent: "cq-0"},
		round.Unit{Code: "t-1", Name: "Thôn 1", Kind: "village", Parent: "cq-0"})
	r.Register = round.RegisterOf(units)
	r.NameUnits()
	return r
}

func num(n int64) decimal.Decimal { return decimal.NewFromInt(n) }

func some(n int64) *decimal.Decimal { d := num(n); return &d }

// day is a day of October at noon.
func day(n int) time.Time { return time.Date(2019, 10, n, 12, 0, 0, 0, time.UTC) }

// world is what a ledger remembers of a small round, event by event.
type world struct {
	t    *testing.T
	f    standing.Facts
	keys seal.Keys
}

func newWorld(t *testing.T) *world {
	keys := seal.Keys{seal.New()}
	w := &world{t: t, keys: keys, f: standing.Facts{Round: smallRound(keys), At: day(9),
		Verdicts: map[string]record.Verdict{}}}
	w.f.Whole = func(sha string) (record.Verdict, error) { return w.f.Verdicts[sha], nil }
	return w
}

// sent receives a file, in a scan of its own, and judges it.
func (w *world) sent(name string, v record.Verdict, origin ...*ledger.Origin) string {
	w.f.Position++
	sha := fmt.Sprintf("%064x", w.f.Position)
	v.Round = w.f.Round.ID
	rc := ledger.Receipt{ID: w.f.Position, Position: w.f.Position, Round: w.f.Round.ID, SHA: sha, Name: name,
		Scan: w.f.Position, Received: day(2), Size: 1}
	if len(origin) > 0 {
		rc.Origin = origin[0]
	}
	w.f.Receipts, w.f.Verdicts[sha] = append(w.f.Receipts, rc), v
	return sha
}

// agency is a clean return with a card: 10 and 8 points of its own.
func agency(unit string) record.Verdict {
	return record.Verdict{Unit: unit, Kind: "agency", Status: finding.Clean, Seal: string(seal.Good),
		Values: map[string]any{"so": json.Number("3"), round.Verdict: "đạt"},
		Scores: &score.Card{Self: some(18), Gate: "không",
			Criteria: map[string]score.Line{"a": {Self: some(10)}, "b": {Self: some(8)}}}}
}

// decided records a decision, whose number it returns.
func (w *world) decided(d decision.Decision) int64 {
	w.f.Position++
	d.ID, d.Round, d.At = w.f.Position, w.f.Round.ID, day(5)
	w.f.Decisions = append(w.f.Decisions, d)
	return d.ID
}

// revoke takes a decision back.
func (w *world) revoke(id int64) {
	for i := range w.f.Decisions {
		if d := &w.f.Decisions[i]; d.ID == id {
			d.Revoked = true
			w.decided(decision.Decision{Kind: decision.Revoke, Unit: d.Unit, SHA: d.SHA,
				Value: strconv.FormatInt(id, 10)})
			return
		}
	}
	w.t.Fatalf("no decision %d", id)
}

// record puts what became of a workbook's rows on record, as the office does.
func (w *world) record(all []ledger.Outcome) {
	w.f.Position++
	w.f.Workbooks = append(w.f.Workbooks, ledger.Book{SHA: fmt.Sprint("paper", w.f.Position), Position: w.f.Position,
		Outcomes: all})
	for _, o := range all {
		switch d := o.Decision; {
		case d == nil:
		case d.Kind == decision.Revoke:
			id, err := strconv.ParseInt(d.Value, 10, 64)
			if err != nil {
				w.t.Fatal(err)
			}
			w.revoke(id)
		default:
			w.decided(*d)
		}
	}
}

func (w *world) paint() *standing.Picture {
	w.t.Helper()
	p, err := standing.Paint(w.f)
	if err != nil {
		w.t.Fatal(err)
	}
	return p
}

// rows are what becomes of a workbook's rows; it was saved in place, under our seal.
func (w *world) rows(b *sheet.Book) []ledger.Outcome {
	w.t.Helper()
	return desk.Rows(w.paint(), b, w.from(true))
}

func (w *world) from(sealed bool) desk.HandedIn {
	return desk.HandedIn{Sha: "sổ", Source: decision.Source{Way: decision.InPlace}, Sealed: sealed, Keys: w.keys}
}

// filled is a row that somebody filled in.
type filled struct {
	key, digest, seen string
	unit              string
	cells             map[string]any
	seal              string // "" for the good one
}

// paper is an officers' workbook with those rows from row 5 on.
func (w *world) paper(of decision.Stamp, fields map[string]any, rows ...filled) *sheet.Book {
	var columns []string
	for _, r := range rows {
		columns = slices.AppendSeq(columns, maps.Keys(r.cells))
	}
	slices.Sort(columns)
	columns = append(slices.Compact(columns), decision.ColumnUnit, decision.ColumnKey, decision.ColumnDigest,
		decision.ColumnSeen, decision.ColumnSeal)
	b := newBook(w.t, "Trang", "_nhap")
	if of.Round == "" {
		of.Round = w.f.Round.ID
	}
	b.stamp("_nhap", of, append([]string{decision.KeyTables, "Trang", "5"}, columns...))
	at := 7
	for _, key := range slices.Sorted(maps.Keys(fields)) {
		b.put("Trang", at-6, 1, fields[key])
		for i, v := range []string{decision.KeyField, key, "Trang", sheet.Ref(at-6, 1)} {
			b.put("_nhap", at, i+1, v)
		}
		at++
	}
	for i, r := range rows {
		if r.seal == "" {
			r.seal = of.SealRow(w.keys, r.key, r.digest)
		}
		own := map[string]any{decision.ColumnUnit: r.unit, decision.ColumnKey: r.key, decision.ColumnDigest: r.digest,
			decision.ColumnSeen: r.seen, decision.ColumnSeal: r.seal}
		maps.Copy(own, r.cells)
		for j, c := range columns {
			b.put("Trang", 5+i, j+1, own[c])
		}
	}
	return b.read()
}

// deciding is a workbook of decisions with those rows: by column, the seal put in unless it is
// there.
func (w *world) deciding(position int64, rows ...map[int]any) *sheet.Book {
	of := decision.Stamp{Kind: decision.Deciding, Round: w.f.Round.ID, Position: position}
	b := newBook(w.t, "Trang", "_quyet_dinh")
	b.stamp("_quyet_dinh", of, []string{decision.KeySheet, "Trang"}, []string{decision.KeyFirst, "2"})
	for i, r := range rows {
		if key, ok := r[decision.ColKey].(string); ok && r[decision.ColSeal] == nil {
			r[decision.ColSeal] = of.SealRow(w.keys, key, fmt.Sprint(r[decision.ColDigest]))
		}
		for col, v := range r {
			b.put("Trang", 2+i, col, v)
		}
	}
	return b.read()
}

// book is a workbook that is being made.
type book struct {
	t *testing.T
	f *excelize.File
}

func newBook(t *testing.T, first, second string) book {
	b := book{t, excelize.NewFile()}
	b.must(b.f.SetSheetName("Sheet1", first))
	_, err := b.f.NewSheet(second)
	b.must(err)
	return b
}

func (b book) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b book) put(on string, row, col int, v any) {
	switch v := v.(type) {
	case formula:
		b.must(b.f.SetCellFormula(on, sheet.Ref(row, col), string(v)))
	default:
		if v != nil && v != "" {
			b.must(b.f.SetCellValue(on, sheet.Ref(row, col), v))
		}
	}
}

// formula is one that no program has computed.
type formula string

// stamp writes which workbook it is, then other rows of the hidden sheet from row 6.
func (b book) stamp(on string, of decision.Stamp, rest ...[]string) {
	all := [][]string{{string(of.Kind)}, {decision.KeyRound, of.Round}, {decision.KeyDesk, of.Desk},
		{decision.KeySeat, of.Seat},
		{decision.KeyPosition, strconv.FormatInt(of.Position, 10)}}
	for i, row := range append(all, rest...) {
		for j, v := range row {
			b.put(on, i+1, j+1, v)
		}
	}
}

func (b book) read() *sheet.Book {
	b.t.Helper()
	var out bytes.Buffer
	b.must(b.f.Write(io.Discard)) // makes the parts of the package
	b.f.Pkg.Range(func(name, part any) bool {
		b.f.Pkg.Store(name, bytes.ReplaceAll(part.([]byte), []byte(` t="str"><f>`), []byte(`><f>`)))
		return true
	})
	b.must(b.f.Write(&out))
	read, err := sheet.Open(out.Bytes(), sheet.DefaultLimits)
	b.must(err)
	return read
}

// only is the one outcome that there is.
func only(t *testing.T, all []ledger.Outcome) ledger.Outcome {
	t.Helper()
	if len(all) != 1 {
		t.Fatalf("%d outcomes: %+v", len(all), all)
	}
	return all[0]
}

// refused wants an outcome that is refused for a reason, and nothing decided.
func refused(t *testing.T, o ledger.Outcome, code, why string) {
	t.Helper()
	said := desk.InWords(o.Refused, words.VI) + "\n" + desk.InWords(o.Refused, words.EN)
	if o.Decision != nil || o.Code != code || o.Refused.IsZero() || !strings.Contains(said, why) {
		t.Errorf("code %q, refused %q, decision %v; want %q, %q", o.Code, said, o.Decision, code, why)
	}
}
