package standing

import (
	"path"
	"slices"
	"strings"
	"time"

	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
)

// Beside tells which returns a document belongs to, all by their paths in one container:
// those in its folder or below, else those that stand in a folder or mail around it, else
// the only one that there is.
func Beside(document string, returns []string) (out []int) {
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
		for _, i := range Beside(o.Part, names) {
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
		if r.Origin != nil && r.Origin.Container != ledger.ReplayedFrom {
			out = append(out, r.Origin)
		}
	}
	return out
}

// otherDocument reports whether a file is a document of another kind, not a workbook that
// could not be read.
func (v *Version) otherDocument() bool {
	if o := v.First().Origin; o == nil || o.Container == ledger.ReplayedFrom {
		return false
	}
	for _, f := range v.Verdict.Findings {
		if f.Code == "FILE-004" && DocumentFormat(v.Verdict.Format, v.First().Origin.Part) {
			return true
		}
	}
	return false
}

// spreadsheets are other formats that may well be somebody's return.
var spreadsheets = map[string]bool{
	".xls": true, ".xlsb": true, ".ods": true, ".csv": true, ".gsheet": true,
	".numbers": true,
}

// DocumentFormat tells a document of another kind from what may be a return. A note with a
// comma in it looks like a table of texts; its name says what it is.
func DocumentFormat(format, name string) bool {
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

// OriginNote says where a file of a container came from; "" for one that came by itself.
func (p *Picture) OriginNote(o *ledger.Origin) string {
	if o == nil {
		return ""
	}
	if o.Container == ledger.ReplayedFrom {
		return fromTheArchiveNote.In(p.Lang())
	}
	if o.From == "" && o.Subject == "" {
		return inAnArchiveNote.In(p.Lang())
	}
	note := inAMailNote.With(p.Lang(), o.From)
	if o.Subject != "" {
		note += ", “" + o.Subject + "”"
	}
	if !o.Date.IsZero() {
		note += mailSent.With(p.Lang(), o.Date.In(p.Round.Location).Format("15:04 02/01/2006"))
	}
	return note
}

// InsideNote says what became of a container.
func (p *Picture) InsideNote(v *Version) string {
	note := receivedInside.With(p.Lang(), v.Verdict.Understood)
	for _, f := range v.Verdict.Findings {
		text, _ := f.Text(p.Lang())
		note += ". " + text
	}
	return note
}

// Opened reports whether a container holds nothing that an officer must look at.
func Opened(v record.Verdict) bool {
	return v.FileKind == record.ContainerFile && v.Status != finding.Unreadable
}
