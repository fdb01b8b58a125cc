package judging

import (
	"context"
	"errors"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/convert"
	"tonghop/internal/read/unpack"
	"tonghop/internal/run/workspace"
)

// container takes a mail or an archive apart. Of its files only returns, officers' workbooks
// and what belongs to a return get receipts of their own, with their origin, once however
// often this is done; the container, which is archived whole, says what else is in it.
func (b Bench) container(ctx context.Context, sha string, f file) (v record.Verdict, err error) {
	c := contents{Bench: b, sha: sha, data: f.data, have: map[string]bool{}}
	receipts, err := b.Ledger.ReceiptsAbout(ctx, b.Round.ID, sha)
	if err != nil {
		return v, err
	}
	for _, r := range receipts {
		if r.SHA == sha && c.whole.ID == 0 { // the first time that the container came
			c.whole = r
		}
		if r.Origin != nil && r.Origin.Container == sha {
			c.have[r.Origin.Part] = true
		}
	}
	if c.ours, err = b.Ledger.Own(ctx, b.Round.ID); err != nil {
		return v, err
	}
	if err := c.sort(ctx); err != nil {
		return v, err
	}
	if err := c.keepDocuments(ctx); err != nil {
		return v, err
	}
	return c.verdict(f.packed), nil
}

// contents is a container while its files are looked at, one at a time.
type contents struct {
	Bench
	sha       string
	data      []byte
	whole     ledger.Receipt
	have      map[string]bool // parts that have their receipt
	taken     int
	returns   []string // readable ones
	documents []seenPart
	told      []seenPart // what may be a return and is none that can be read
	left      []seenPart // everything else
	own       []seenPart // what we published ourselves: a bounced letter
	ours      map[string]bool
	cut       bool // the mail ends before its end
	converted int  // files that were converted to look at them
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
		v, what, err := fateOf(ctx, part, c.Round)
		if err != nil {
			return err
		}
		from := madeOf{format: v.Format}
		if what == maybeReturn && convertible(c.Round, v) {
			if converted, made := c.convert(ctx, part, v.Format); made != nil {
				v, what, from.made = converted, countsItself, made
			}
		}
		seen := seenPart{name: part.Name, format: v.Format}
		if len(v.Findings) > 0 {
			seen.finding = v.Findings[0]
		}
		if what == maybeReturn && c.ours[workspace.ShaOf(part.Data)] {
			c.own = append(c.own, seen)
			continue
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
func fateOf(ctx context.Context, part unpack.Part, r *round.Round) (v record.Verdict, what fate, err error) {
	if part.Trouble != nil {
		v = troubled(part.Trouble, r)
		if errors.Is(part.Trouble, unpack.ErrCut) {
			return v, cutOff, nil
		}
		return v, maybeReturn, nil
	}
	f, err := recognisePart(ctx, part.Data, r)
	if err != nil {
		return v, passedOver, err
	}
	v, counts := f.countsItself(r)
	if counts {
		return v, countsItself, nil
	}
	code := refusedBy(v)
	switch {
	case code == "FILE-004" && standing.DocumentFormat(v.Format, part.Name):
		return v, aDocument, nil
	case code == "FILE-001" && !workbookLike(part):
		return v, passedOver, nil
	}
	return v, maybeReturn, nil
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
// be. made is nil where that is no return.
func (c *contents) convert(ctx context.Context, part unpack.Part, format string) (v record.Verdict, made []byte) {
	if c.converted++; c.converted > mostConverted {
		return v, nil
	}
	made, err := convert.ToXLSX(ctx, part.Data, format)
	if err != nil {
		c.Options.Log.Warn().Str("part", part.Name).Str("format", format).Err(err).Msg("not converted")
		return v, nil
	}
	f, err := recognisePart(ctx, made, c.Round)
	if err != nil {
		return v, nil
	}
	v, counts := f.countsItself(c.Round)
	if !counts {
		return v, nil
	}
	return v, made
}

// countsItself is the verdict of a part, and whether it is received beside its container: as a return
// that can be read, or as an officers' workbook, whose verdict waits for its receipt.
func (f file) countsItself(r *round.Round) (v record.Verdict, counts bool) {
	if f.kind == officersBook {
		return v, true
	}
	v = f.opened.Judge(r, "")
	return v, refusedBy(v) == ""
}

// take archives a part and gives it a receipt, where it has none yet.
func (c *contents) take(ctx context.Context, part unpack.Part, from madeOf) error {
	c.taken++
	if c.have[part.Name] {
		return nil
	}
	c.have[part.Name] = true
	to, err := c.Archive.Put(part.Data)
	if err != nil {
		return err
	}
	origin := &ledger.Origin{Container: c.sha, Part: part.Name}
	if l := part.Letter; l != nil {
		origin.From, origin.Subject, origin.Date = l.From, l.Subject, l.Date
	}
	_, err = c.Ledger.Receive(ctx, ledger.Receipt{
		Round: c.Round.ID, SHA: to, Name: c.whole.Name + "/" + part.Name,
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
		if len(standing.Beside(d.name, c.returns)) > 0 && len(wanted) < mostDocuments {
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
