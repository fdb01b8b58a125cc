package office

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tonghop/internal/finding"
	"tonghop/internal/ledger"
	"tonghop/internal/record"
	"tonghop/internal/round"
	"tonghop/internal/unpack"
)

// containerPaper marks the verdict of a container: what counts is in it.
const containerPaper = "container"

// container takes a mail or an archive apart: each file in it gets a receipt of its own,
// with its origin, once however often this is done. ok is false where the bytes are none.
func (o *Office) container(ctx context.Context, sha string, data []byte) (v record.Verdict, ok bool, err error) {
	kind := unpack.KindOf(data)
	if kind == "" {
		return v, false, nil
	}
	parts, err := unpack.Open(data, unpack.DefaultLimits)
	if v, bad := unopened(err, o.round); bad {
		return v, true, nil
	}
	receipts, err := o.ledger.ReceiptsAbout(ctx, o.round.ID, sha)
	if err != nil {
		return v, true, err
	}
	var whole ledger.Receipt // the first time that the container came
	have := map[string]bool{}
	for _, r := range receipts {
		if r.SHA == sha && whole.ID == 0 {
			whole = r
		}
		if r.Origin != nil && r.Origin.Container == sha {
			have[r.Origin.Part] = true
		}
	}
	for _, part := range parts {
		if part.Inline || part.Locked || have[part.Name] {
			continue
		}
		have[part.Name] = true
		if err := o.receivePart(ctx, whole, sha, part); err != nil {
			return v, true, err
		}
	}
	return told(parts, kind, o.round), true, nil
}

// receivePart archives a file of a container and gives it a receipt.
func (o *Office) receivePart(ctx context.Context, whole ledger.Receipt, sha string, part unpack.Part) error {
	to, err := o.archive.Put(part.Data)
	if err != nil {
		return err
	}
	origin := &ledger.Origin{Container: sha, Part: part.Name}
	if l := part.Letter; l != nil {
		origin.From, origin.Subject, origin.Date = l.From, l.Subject, l.Date
	}
	_, err = o.ledger.Receive(ctx, ledger.Receipt{Round: o.round.ID, SHA: to, Name: whole.Name + "/" + part.Name, Scan: whole.Scan, Size: int64(len(part.Data)), Origin: origin})
	return err
}

// unopened is the verdict of a container that could not be taken apart.
func unopened(err error, r *round.Round) (v record.Verdict, bad bool) {
	if err == nil {
		return v, false
	}
	f := finding.New("FILE-001").With("part", err.Error())
	var over *unpack.Excess
	if errors.As(err, &over) {
		f = finding.New("FILE-003").With("part", over.What)
	}
	return record.Refusal(r, f), true
}

// told is the verdict of a container: nothing to say where its files were taken in; what
// could not be, else.
func told(parts []unpack.Part, kind unpack.Kind, r *round.Round) record.Verdict {
	var locked []string
	files := 0
	for _, p := range parts {
		switch {
		case p.Locked:
			locked = append(locked, p.Name)
		case !p.Inline:
			files++
		}
	}
	switch {
	case len(locked) > 0:
		f := finding.New("FILE-002.inside").With("label", someOf(locked, 5))
		return record.Refusal(r, f)
	case files == 0:
		name, _ := record.Advice(string(kind), r.Language)
		return record.Refusal(r, finding.New("FILE-004.nothing").With("format", name))
	}
	return record.Verdict{Round: r.ID, Status: finding.Clean, Paper: containerPaper, Understood: files}
}

// Inside are the files that judging a file means: itself, or those of a container.
func Inside(name string, data []byte) (names []string, files [][]byte) {
	if unpack.KindOf(data) != "" {
		if parts, err := unpack.Open(data, unpack.DefaultLimits); err == nil {
			for _, p := range parts {
				if !p.Inline && !p.Locked {
					names, files = append(names, name+"/"+p.Name), append(files, p.Data)
				}
			}
		}
	}
	if len(files) == 0 {
		return []string{name}, [][]byte{data}
	}
	return names, files
}

// attach makes other documents that came with a return its attachments: they are no files
// of unknown units.
func (p *Picture) attach() {
	returns := map[string][]*Version{} // by container
	for _, s := range p.Units {
		for _, v := range s.Versions {
			if v.Verdict.Status == finding.Unreadable || v.Verdict.Status == finding.Held {
				continue
			}
			for _, c := range v.containers() {
				returns[c] = append(returns[c], v)
			}
		}
	}
	if len(returns) == 0 {
		return
	}
	var strays []*Version
	for _, v := range p.Strays {
		with := []*Version(nil)
		if v.otherDocument() {
			for _, c := range v.containers() {
				for _, r := range returns[c] {
					if !slices.Contains(with, r) { // the mail may have come twice
						with = append(with, r)
					}
				}
			}
		}
		if len(with) == 0 {
			strays = append(strays, v)
			continue
		}
		p.Attached = append(p.Attached, v)
		for _, r := range with {
			r.beside = append(r.beside, finding.New("FILE-007").With("label", v.First().Origin.Part))
		}
	}
	p.Strays = strays
}

// containers are those that a version came in.
func (v *Version) containers() (out []string) {
	for _, r := range v.Receipts {
		if r.Origin != nil && r.Origin.Container != replayedFrom {
			out = append(out, r.Origin.Container)
		}
	}
	return out
}

// otherDocument tells whether a file is a document of another kind, not a workbook that
// could not be read.
func (v *Version) otherDocument() bool {
	if v.First().Origin == nil {
		return false
	}
	for _, f := range v.Verdict.Findings {
		if f.Code == "FILE-004" && !spreadsheets[v.Verdict.Format] {
			return true
		}
	}
	return false
}

// spreadsheets are other formats that may well be somebody's return.
var spreadsheets = map[string]bool{".xls": true, ".xlsb": true, ".ods": true, ".csv": true, ".gsheet": true}

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
	return strings.TrimSpace(fmt.Sprintf(p.say("Thư hoặc tệp nén: %d tệp bên trong, mỗi tệp một dòng", "A mail or archive: %d files in it, a row each"), v.Verdict.Understood))
}
