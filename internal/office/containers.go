package office

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"path"
	"slices"
	"strings"
	"time"

	"tonghop/internal/convert"
	"tonghop/internal/decision"
	"tonghop/internal/finding"
	"tonghop/internal/ledger"
	"tonghop/internal/record"
	"tonghop/internal/round"
	"tonghop/internal/sheet"
	"tonghop/internal/unpack"
)

// containerPaper marks the verdict of a container: what counts is in it.
const containerPaper = "container"

// container takes a mail or an archive apart. Of its files only returns, officers' workbooks
// and what belongs to a return get receipts of their own, with their origin, once however
// often this is done; the container, which is archived whole, says what else is in it. ok
// is false where the bytes are no container.
func (o *Office) container(ctx context.Context, sha string, data []byte) (v record.Verdict, ok bool, err error) {
	kind := unpack.KindOf(data)
	if kind == "" {
		return v, false, nil
	}
	c := contents{Office: o, sha: sha, data: data, have: map[string]bool{}}
	receipts, err := o.ledger.ReceiptsAbout(ctx, o.round.ID, sha)
	if err != nil {
		return v, true, err
	}
	for _, r := range receipts {
		if r.SHA == sha && c.whole.ID == 0 { // the first time that the container came
			c.whole = r
		}
		if r.Origin != nil && r.Origin.Container == sha {
			c.have[r.Origin.Part] = true
		}
	}
	if err := c.sort(ctx); err != nil {
		return v, true, err
	}
	if err := c.keepDocuments(ctx); err != nil {
		return v, true, err
	}
	return c.verdict(kind), true, nil
}

// contents is a container while its files are looked at, one at a time.
type contents struct {
	*Office
	sha       string
	data      []byte
	whole     ledger.Receipt
	have      map[string]bool // parts that have their receipt
	taken     int
	returns   []string // readable ones
	documents []seenPart
	told      []seenPart // what may be a return and is none that can be read
	left      []seenPart // everything else
	cut       bool       // the mail ends before its end
	converted int        // files that were converted to look at them
}

// seenPart is what is remembered of a part: not its bytes.
type seenPart struct {
	name    string
	finding finding.Finding
	format  string
}

// sort looks at each part and takes in what counts by itself.
func (c *contents) sort(ctx context.Context) error {
	for part := range unpack.Walk(ctx, c.data, unpack.DefaultLimits) {
		if part.Inline && part.Trouble == nil {
			continue
		}
		v, what := fateOf(part, c.round)
		from := madeOf{format: v.Format}
		if what == maybeReturn && convertible(c.round, v) {
			if from.made = c.convert(ctx, part, v.Format); from.made != nil {
				v, what = record.JudgeOf(from.made, c.round, ""), countsItself
			}
		}
		seen := seenPart{name: part.Name, format: v.Format}
		if len(v.Findings) > 0 {
			seen.finding = v.Findings[0]
		}
		switch what {
		case countsItself:
			if v.Unit != "" && v.Status != finding.Unreadable && v.Status != finding.Held {
				c.returns = append(c.returns, part.Name)
			}
			if err := c.take(ctx, part, from); err != nil {
				return err
			}
		case aDocument:
			c.documents = append(c.documents, seen)
		case maybeReturn:
			c.told = append(c.told, seen)
		case cutOff:
			c.cut = true
		default:
			c.left = append(c.left, seen)
		}
	}
	return ctx.Err()
}

// What becomes of a part.
type fate int

const (
	passedOver   fate = iota
	countsItself      // a return or an officers' workbook
	aDocument         // kept where a return is beside it
	maybeReturn       // named: it cannot be read, or is a spreadsheet of another kind
	cutOff            // says that the mail is not whole
)

// fateOf judges a part from its bytes.
func fateOf(part unpack.Part, r *round.Round) (record.Verdict, fate) {
	if part.Trouble != nil {
		v := troubled(part.Trouble, r)
		if errors.Is(part.Trouble, unpack.ErrCut) {
			return v, cutOff
		}
		return v, maybeReturn
	}
	v := record.JudgeOf(part.Data, r, "")
	code := refusedBy(v)
	switch {
	case code == "", code == "TMPL-001" && officers(part.Data):
		return v, countsItself
	case code == "FILE-004" && documentFormat(v.Format, part.Name):
		return v, aDocument
	case code == "FILE-001" && !workbookLike(part):
		return v, passedOver
	}
	return v, maybeReturn
}

// mostConverted is how many files of one container are converted: each takes seconds.
const mostConverted = 20

// madeOf is the workbook that a file of another format was converted to; nothing where
// it needs none.
type madeOf struct {
	made   []byte
	format string
}

// convert looks at a file of another format as the office would: converted, where it can
// be. It is nil where that is no return.
func (c *contents) convert(ctx context.Context, part unpack.Part, format string) []byte {
	if c.converted++; c.converted > mostConverted {
		return nil
	}
	made, err := convert.ToXLSX(ctx, part.Data, format)
	if err != nil {
		c.opt.Log.Warn().Str("part", part.Name).Str("format", format).Err(err).Msg("not converted")
		return nil
	}
	if code := refusedBy(record.JudgeOf(made, c.round, "")); code != "" && (code != "TMPL-001" || !officers(made)) {
		return nil
	}
	return made
}

// take archives a part and gives it a receipt, where it has none yet.
func (c *contents) take(ctx context.Context, part unpack.Part, from madeOf) error {
	c.taken++
	if c.have[part.Name] {
		return nil
	}
	c.have[part.Name] = true
	to, err := c.archive.Put(part.Data)
	if err != nil {
		return err
	}
	origin := &ledger.Origin{Container: c.sha, Part: part.Name}
	if l := part.Letter; l != nil {
		origin.From, origin.Subject, origin.Date = l.From, l.Subject, l.Date
	}
	_, err = c.ledger.Receive(ctx, ledger.Receipt{
		Round: c.round.ID, SHA: to, Name: c.whole.Name + "/" + part.Name,
		Scan: c.whole.Scan, Size: int64(len(part.Data)), Origin: origin,
	})
	if err == nil && from.made != nil {
		err = c.keepConversion(ctx, to, from.made, from.format)
	}
	return err
}

// How many documents of one container get receipts of their own, and how much larger than
// the container they may be together: it holds them anyway.
const (
	mostDocuments = 50
	mostGrowth    = 2
)

// keepDocuments takes in what belongs to a return. Which that is stands only once all was
// looked at, and nothing is kept of what was: the container is walked again.
func (c *contents) keepDocuments(ctx context.Context) error {
	wanted := map[string]bool{}
	for _, d := range c.documents {
		if len(beside(d.name, c.returns)) > 0 && len(wanted) < mostDocuments {
			wanted[d.name] = true
		} else {
			c.left = append(c.left, d)
		}
	}
	room := mostGrowth*len(c.data) + 1<<20
	if len(wanted) == 0 {
		return nil
	}
	for part := range unpack.Walk(ctx, c.data, unpack.DefaultLimits) {
		if part.Trouble != nil || !wanted[part.Name] {
			continue
		}
		if len(part.Data) > room {
			c.left = append(c.left, seenPart{name: part.Name})
			continue
		}
		room -= len(part.Data)
		if err := c.take(ctx, part, madeOf{}); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// verdict is the container's own: one finding for each thing that an officer should know
// of it, naming the files, however many they are.
func (c *contents) verdict(kind unpack.Kind) record.Verdict {
	var fs []finding.Finding
	if c.cut {
		fs = append(fs, finding.New("FILE-001.cut").With("count", fmt.Sprint(c.taken)))
	}
	for _, code := range []string{"FILE-001", "FILE-002", "FILE-003", "FILE-004", "TMPL-001"} {
		if of := about(c.told, code); len(of) > 0 {
			fs = append(fs, c.naming(code+".inside", of))
		}
	}
	switch others := c.left; {
	case c.taken == 0 && len(fs) == 0 && len(others) == 0:
		name, _ := record.Advice(string(kind), c.round.Language)
		fs = append(fs, finding.New("FILE-004.nothing").With("format", name))
	case c.taken == 0 && len(fs) == 0:
		fs = append(fs, c.naming("FILE-004.others", others))
	case len(others) > 0:
		fs = append(fs, c.naming("FILE-007.left", others))
	}
	v := record.Refusal(c.round, fs...)
	v.Paper, v.Understood = containerPaper, c.taken
	return v
}

// about are the parts with a finding of a code.
func about(parts []seenPart, code string) (out []seenPart) {
	for _, p := range parts {
		if p.finding.Code == code {
			out = append(out, p)
		}
	}
	return out
}

// naming is a finding that names parts, with what they are where that is known, and what
// is to be done where it is one thing.
func (c *contents) naming(code string, parts []seenPart) finding.Finding {
	var names []string
	formats := map[string]bool{}
	for _, p := range parts {
		name := p.name
		if r := []rune(name); len(r) > 100 {
			name = "…" + string(r[len(r)-99:])
		}
		if name == "" { // of the container itself
			name = inLanguage(c.round, "phần còn lại", "the rest")
		}
		if p.format != "" {
			what, _ := record.Advice(p.format, c.round.Language)
			name += " (" + what + ")"
		}
		names, formats[p.format] = append(names, name), true
	}
	_, advice := record.Advice("", c.round.Language)
	if len(formats) == 1 && parts[0].format != "" {
		_, advice = record.Advice(parts[0].format, c.round.Language)
	}
	f := finding.New(code).With("label", someOf(names, 5)).With("count", fmt.Sprint(len(parts)))
	return f.With("advice", advice)
}

// troubled is the verdict of a part that could not be had from its container.
func troubled(err error, r *round.Round) record.Verdict {
	f := finding.New("FILE-001").With("part", inLanguage(r, "không lấy ra được từ thư hoặc tệp nén", err.Error()))
	var over *unpack.Excess
	switch {
	case errors.Is(err, unpack.ErrLocked):
		f = finding.New("FILE-002.packed")
	case errors.Is(err, unpack.ErrCut):
		f = finding.New("FILE-001.cut").With("count", "")
	case errors.As(err, &over):
		f = finding.New("FILE-003").With("part", inLanguage(r, "kích thước hoặc số tệp sau khi mở", over.What))
	}
	return record.Refusal(r, f)
}

func inLanguage(r *round.Round, vi, en string) string {
	if r.Language == "en" {
		return en
	}
	return vi
}

// refusedBy is the code for which a file is no return that can be read; "" for a return.
func refusedBy(v record.Verdict) string {
	for _, f := range v.Findings {
		switch f.Code {
		case "FILE-001", "FILE-002", "FILE-003", "FILE-004", "TMPL-001":
			return f.Code
		}
	}
	return ""
}

// officers tells whether a workbook is one that officers fill in.
func officers(data []byte) bool {
	book, err := sheet.Open(data, sheet.DefaultLimits)
	if err != nil {
		return false
	}
	_, ok := decision.StampOf(book)
	return ok
}

// workbookLike tells whether a file that nobody can read may be a workbook: by its name,
// or because it begins as one.
func workbookLike(part unpack.Part) bool {
	switch strings.ToLower(path.Ext(part.Name)) {
	case ".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".ods", ".et", ".numbers", ".zip", ".eml", ".msg":
		return true
	}
	return strings.HasPrefix(string(part.Data[:min(len(part.Data), 4)]), "PK")
}

// Contained is a file that judging a file means: itself, or one in it.
type Contained struct {
	Name    string
	Data    []byte // valid until the next is asked for; nil where it could not be had
	Verdict record.Verdict
}

// Inside judges a file, or of a mail or an archive each file in it, in their order.
func Inside(ctx context.Context, name string, data []byte, r *round.Round) iter.Seq[Contained] {
	return func(yield func(Contained) bool) {
		n := 0
		if unpack.KindOf(data) != "" {
			for p := range unpack.Walk(ctx, data, unpack.DefaultLimits) {
				if p.Inline && p.Trouble == nil {
					continue
				}
				n++
				one := Contained{Name: strings.TrimSuffix(name+"/"+p.Name, "/"), Data: p.Data}
				if p.Trouble != nil {
					one.Verdict = troubled(p.Trouble, r)
				} else {
					one.Verdict = Judge(ctx, p.Data, r)
				}
				if !yield(one) {
					return
				}
			}
		}
		if n == 0 && ctx.Err() == nil {
			yield(Contained{name, data, Judge(ctx, data, r)})
		}
	}
}

// beside tells which returns a document belongs to, all by their paths in one container:
// those in its folder or below, else those that stand in a folder or mail around it, else
// the only one that there is.
func beside(document string, returns []string) (out []int) {
	for dir := path.Dir(document); ; dir = path.Dir(dir) {
		for i, name := range returns {
			near := path.Dir(name)
			own := dir == path.Dir(document) && (dir == "." || strings.HasPrefix(name, dir+"/"))
			if own || near == dir {
				out = append(out, i)
			}
		}
		if len(out) > 0 {
			return out
		}
		if dir == "." {
			break
		}
	}
	if len(returns) == 1 {
		return []int{0}
	}
	return nil
}

// came is a return and its path in a container.
type came struct {
	version *Version
	part    string
}

// attach makes other documents that came with a return its attachments: they are no files
// of unknown units. Where no return came with them the container says so.
func (p *Picture) attach() {
	returns := map[string][]came{} // by container
	for _, s := range p.Units {
		for _, v := range s.Versions {
			if v.Verdict.Status == finding.Unreadable || v.Verdict.Status == finding.Held {
				continue
			}
			for _, o := range v.origins() {
				returns[o.Container] = append(returns[o.Container], came{v, o.Part})
			}
		}
	}
	var strays []*Version
	for _, v := range p.Strays {
		if !v.otherDocument() {
			strays = append(strays, v)
			continue
		}
		p.Attached = append(p.Attached, v)
		for _, r := range v.cameWith(returns) {
			r.beside = append(r.beside, finding.New("FILE-007").With("label", v.First().Origin.Part))
		}
	}
	p.Strays = strays
}

// cameWith are the returns that a document belongs to, once each however often the mail
// came.
func (v *Version) cameWith(returns map[string][]came) (out []*Version) {
	for _, o := range v.origins() {
		in := returns[o.Container]
		names := make([]string, len(in))
		for i, r := range in {
			names[i] = r.part
		}
		for _, i := range beside(o.Part, names) {
			if !slices.Contains(out, in[i].version) {
				out = append(out, in[i].version)
			}
		}
	}
	return out
}

// origins are the places in containers that a version came from.
func (v *Version) origins() (out []*ledger.Origin) {
	for _, r := range v.Receipts {
		if r.Origin != nil && r.Origin.Container != replayedFrom {
			out = append(out, r.Origin)
		}
	}
	return out
}

// otherDocument tells whether a file is a document of another kind, not a workbook that
// could not be read.
func (v *Version) otherDocument() bool {
	if o := v.First().Origin; o == nil || o.Container == replayedFrom {
		return false
	}
	for _, f := range v.Verdict.Findings {
		if f.Code == "FILE-004" && documentFormat(v.Verdict.Format, v.First().Origin.Part) {
			return true
		}
	}
	return false
}

// spreadsheets are other formats that may well be somebody's return.
var spreadsheets = map[string]bool{".xls": true, ".xlsb": true, ".ods": true, ".csv": true, ".gsheet": true, ".numbers": true}

// documentFormat tells a document of another kind from what may be a return. A note with a
// comma in it looks like a table of texts; its name says what it is.
func documentFormat(format, name string) bool {
	if format != ".csv" {
		return !spreadsheets[format]
	}
	ext := strings.ToLower(path.Ext(name))
	return ext != "" && ext != ".csv" && ext != ".tsv"
}

// arrived is when a version came in: as the mail says that brought it, else when it was
// taken in; the earliest where it came several times.
func (v *Version) arrived() time.Time {
	var first time.Time
	for _, r := range v.Receipts {
		at := r.Received
		if r.Origin != nil && !r.Origin.Date.IsZero() && r.Origin.Date.Before(at) {
			at = r.Origin.Date
		}
		if first.IsZero() || at.Before(first) {
			first = at
		}
	}
	return first
}

// originNote says where a file of a container came from; "" for one that came by itself.
func (p *Picture) originNote(o *ledger.Origin) string {
	if o == nil {
		return ""
	}
	if o.Container == replayedFrom {
		return p.say("Nhận lại từ kho sau khi khôi phục sổ theo dõi", "Received again from the archive after a restore")
	}
	if o.From == "" && o.Subject == "" {
		return p.say("Trong tệp nén", "In an archive")
	}
	note := p.say("Trong thư của ", "In a mail of ") + o.From
	if o.Subject != "" {
		note += ", “" + o.Subject + "”"
	}
	if !o.Date.IsZero() {
		note += p.say(", gửi ", ", sent ") + o.Date.In(p.Round.Location).Format("15:04 02/01/2006")
	}
	return note
}

// insideNote says what became of a container.
func (p *Picture) insideNote(v *Version) string {
	note := fmt.Sprintf(p.say(
		"Thư hoặc tệp nén: %d tệp bên trong được nhận, mỗi tệp một dòng",
		"A mail or archive: %d files in it were received, a row each"), v.Verdict.Understood)
	for _, f := range v.Verdict.Findings {
		text, _ := f.Text(p.Round.Language)
		note += ". " + text
	}
	return note
}

// opened tells whether a container holds nothing that an officer must look at.
func opened(v record.Verdict) bool {
	return v.Paper == containerPaper && v.Status != finding.Unreadable
}
