package office

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tonghop/internal/intake"
	"tonghop/internal/ledger"
	"tonghop/internal/sheet"
	"tonghop/internal/unpack"
)

// orphan are archived bytes that the ledger knows nothing of: the ledger lost its end, or is
// an older one, or the program was killed between archiving a file and receiving it.
type orphan struct {
	sha  string
	size int64
	at   time.Time // when it was archived
}

// orphans are those of a workspace, the one that was archived first first. What came out of
// a conversion of ours is none.
func (opt Options) orphans(ctx context.Context, l *ledger.Ledger) (out []orphan, err error) {
	known := map[string]bool{}
	rs, err := l.Receipts(ctx, "")
	if err != nil {
		return nil, err
	}
	for _, r := range rs {
		known[r.SHA] = true
	}
	made, err := l.Conversions(ctx)
	if err != nil {
		return nil, err
	}
	for _, c := range opt.noted() {
		made[c.from] = c.to
	}
	for _, to := range made {
		known[to] = true
	}
	entries, err := os.ReadDir(opt.Folder("state", "archive"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read archive: %w", err)
	}
	for _, e := range entries {
		if !isHash(e.Name()) || known[e.Name()] {
			continue
		}
		if info, err := e.Info(); err == nil {
			out = append(out, orphan{e.Name(), info.Size(), info.ModTime()})
		}
	}
	slices.SortFunc(out, func(a, b orphan) int { return a.at.Compare(b.at) })
	return out, nil
}

// standing are the files below the inbox and those that officers fill in, by the hash of
// their bytes, as far as they may be orphans: the path below the inbox, as a receipt names
// it, hidden folders too.
func (opt Options) standing(lost []orphan) map[string]string {
	sizes := map[int64]bool{}
	for _, l := range lost {
		sizes[l.size] = true
	}
	out := map[string]string{}
	inbox := opt.Folder("inbox")
	look := func(p string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return nil
		}
		info, err := d.Info()
		if err != nil || !sizes[info.Size()] {
			return nil
		}
		rel, err := filepath.Rel(inbox, p)
		if err == nil && hidden(rel) && !keptAside(rel) {
			return nil // neither scanned nor ours
		}
		if err != nil || strings.HasPrefix(rel, "..") && !savedInPlace(filepath.ToSlash(rel)) {
			return nil
		}
		if sha, err := intake.Hash(p); err == nil {
			if _, have := out[sha]; !have || !hidden(rel) { // rather where somebody dropped it
				out[sha] = filepath.ToSlash(rel)
			}
		}
		return nil
	}
	_ = filepath.WalkDir(intake.Root(inbox), look)
	_ = filepath.WalkDir(intake.Root(opt.Folder("outbox")), look)
	return out
}

// savedInPlace tells whether a path below the inbox leads to an output that officers fill in,
// of the active round or of another one. What a restore set apart is not looked at any more.
func savedInPlace(rel string) bool {
	below, ok := strings.CutPrefix(rel, "../outbox/")
	_, within, _ := strings.Cut(below, "/")
	return ok && !strings.HasPrefix(below, setApart) && (filledInAt(below) || filledInAt(within))
}

// hidden tells whether a path leads through a folder of ours.
func hidden(rel string) bool {
	return slices.ContainsFunc(strings.Split(filepath.ToSlash(rel), "/"), func(s string) bool {
		return strings.HasPrefix(s, ".") && s != ".."
	})
}

// keptAside tells whether a path leads to a taken file that is kept until it is looked at again.
func keptAside(rel string) bool {
	_, _, ok := intake.FromAside(filepath.Base(rel))
	return ok && filepath.Dir(rel) == intake.AsideDir
}

// retake receives again what the archive holds and the ledger does not know. What each is
// is found out in this order: what the inbox still holds comes under its name, as if it were
// received now; what is in a mail or an archive comes with that; what is a conversion's comes
// with what it was made from; the rest has no name and no authority. They are received in
// the order in which they were archived, so that of two versions the later one stays it.
func (o *Office) retake(ctx context.Context) error {
	lost, err := o.opt.orphans(ctx, o.ledger)
	if err != nil || len(lost) == 0 {
		return err
	}
	if _, err := o.JudgeAll(ctx); err != nil { // containers that a crash left: what is in them comes with them
		return err
	}
	if lost, err = o.opt.orphans(ctx, o.ledger); err != nil {
		return err
	}
	at := o.opt.standing(lost)
	inside := map[string]bool{}
	for _, l := range lost {
		for _, sha := range o.opt.partsOf(l.sha) {
			inside[sha] = inside[sha] || sha != l.sha
		}
	}
	scan, err := o.scansFound(ctx)
	if err != nil {
		return err
	}
	for _, l := range lost {
		if _, here := at[l.sha]; inside[l.sha] && !here {
			continue
		}
		if err := o.receiveAgain(ctx, l, at[l.sha], scan); err != nil {
			return err
		}
	}
	if lost, err = o.opt.orphans(ctx, o.ledger); err != nil {
		return err
	}
	for _, l := range lost { // what was in a container, and is not taken out of it any more
		if err := o.receiveAgain(ctx, l, at[l.sha], scan); err != nil {
			return err
		}
	}
	return nil
}

// scanned is the scan that files found in the archive are told to have come with: those which
// were archived closely after each other one, so that versions of which an officer had to choose
// do not replace each other.
type scanned struct {
	scan  int64
	first time.Time // of the first that came with it
	apart time.Duration
}

// scansFound tells how far apart files must be archived to have come with different scans. An
// archive that was copied without its times tells no order: all that is found in it came at once.
func (o *Office) scansFound(ctx context.Context) (*scanned, error) {
	rs, err := o.ledger.Receipts(ctx, "")
	if err != nil {
		return nil, err
	}
	seen, pairs, wrong := map[string]bool{}, 0, 0
	var last time.Time
	for _, r := range rs {
		info, err := os.Stat(o.archive.Path(r.SHA))
		if err != nil || seen[r.SHA] {
			continue
		}
		if seen[r.SHA] = true; !last.IsZero() {
			if pairs++; info.ModTime().Before(last) {
				wrong++
			}
		}
		last = info.ModTime()
	}
	if wrong*4 > pairs {
		return &scanned{apart: math.MaxInt64}, nil
	}
	return &scanned{apart: o.opt.Settle.Quiet}, nil
}

func (s *scanned) of(ctx context.Context, l *ledger.Ledger, f orphan) (int64, error) {
	if s.scan == 0 || f.at.Sub(s.first).Abs() >= s.apart {
		n, err := l.NextScan(ctx)
		if err != nil {
			return 0, err
		}
		s.scan, s.first = n, f.at
	}
	return s.scan, nil
}

// receiveAgain receives one orphan: under its name where the inbox still holds it. What was
// saved in the outbox is left to the scan, which takes it in.
func (o *Office) receiveAgain(ctx context.Context, l orphan, name string, s *scanned) error {
	if strings.HasPrefix(name, "../") {
		return nil
	}
	if sha, err := intake.Hash(o.archive.Path(l.sha)); err != nil || sha != l.sha {
		o.opt.Log.Error().Str("sha256", l.sha).Err(err).Msg("archived bytes without a receipt are not what was archived")
		return nil
	}
	scan, err := s.of(ctx, o.ledger, l)
	if err != nil {
		return err
	}
	r := ledger.Receipt{Round: o.round.ID, SHA: l.sha, Name: name, Scan: scan, Size: l.size}
	aside := ""
	switch {
	case name == "":
		r.Name = "khôi phục/" + l.sha[:12] + ".xlsx"
		r.Origin = &ledger.Origin{Container: replayedFrom, Part: l.sha, Date: l.at}
	case hidden(name):
		aside = name
		_, r.Name, _ = intake.FromAside(path.Base(name))
	}
	if r, err = o.ledger.Receive(ctx, r); err != nil {
		return err
	}
	if aside != "" {
		if err := o.ledger.SetAside(ctx, r.ID, aside); err != nil {
			return err
		}
	}
	if r.Origin != nil || aside != "" { // it had been received, or may have been
		o.again++
		note := map[string]any{"sha256": l.sha, "receipt": r.ID, "name": r.Name}
		if err := o.ledger.Note(ctx, foundAgain, note); err != nil {
			return err
		}
	}
	o.opt.Log.Warn().Str("file", r.Name).Str("sha256", l.sha).Msg("archived without a receipt: received again")
	if err := o.reconvert(ctx, l.sha); err != nil {
		return err
	}
	_, err = o.judge(ctx, l.sha) // what is in it comes right after it
	return err
}

// foundAgain is the event that says that a file was received again from the archive.
const foundAgain = "again"

// shaOf is the hash under which the archive keeps bytes.
func shaOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// partsOf are the hashes of what is in an archived mail or archive, none where it is none.
func (opt Options) partsOf(sha string) (out []string) {
	archive := intake.Archive{Dir: opt.Folder("state", "archive")}
	if size, err := archive.Size(sha); err != nil || size > sheet.DefaultLimits.File {
		return nil
	}
	data, err := archive.Read(sha)
	if err != nil || unpack.KindOf(data) == "" {
		return nil
	}
	for part := range unpack.Walk(context.Background(), data, unpack.DefaultLimits) {
		if part.Trouble == nil {
			out = append(out, shaOf(part.Data))
		}
	}
	return out
}

// replayedFrom is the origin of what was received again from the archive.
const replayedFrom = "archive"

// foundBefore tells whether a version is known from the archive alone, where it was kept
// before a time: what was received at that time had replaced it.
func (v *Version) foundBefore(at time.Time) bool {
	return !slices.ContainsFunc(v.Receipts, func(r ledger.Receipt) bool {
		return r.Origin == nil || r.Origin.Container != replayedFrom || !r.Origin.Date.Before(at)
	})
}

// conversionsFile lists, below state/, what was converted, so that a conversion is known for
// ours without the ledger: from, to and format on each line.
const conversionsFile = "conversions"

// conversion is a file in another format and what we made of it.
type conversion struct{ from, to, format string }

// noted are the conversions on record outside the ledger. A line that a crash cut is none.
func (opt Options) noted() (out []conversion) {
	data, err := os.ReadFile(opt.Folder("state", conversionsFile))
	if err != nil {
		return nil
	}
	for line := range strings.Lines(string(data)) {
		f := strings.Fields(line)
		if len(f) == 3 && isHash(f[0]) && isHash(f[1]) && strings.HasSuffix(line, "\n") {
			out = append(out, conversion{from: f[0], to: f[1], format: f[2]})
		}
	}
	return out
}

// noteConversions puts conversions on record outside the ledger, before what came out is
// archived.
func (opt Options) noteConversions(cs ...conversion) error {
	if len(cs) == 0 {
		return nil
	}
	f, err := os.OpenFile(opt.Folder("state", conversionsFile), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return fmt.Errorf("note conversion: %w", err)
	}
	var text strings.Builder
	text.WriteString("\n") // ends a line that a crash cut
	for _, c := range cs {
		fmt.Fprintf(&text, "%s %s %s\n", c.from, c.to, c.format)
	}
	_, err = f.WriteString(text.String())
	if err == nil {
		err = intake.Sync(f)
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return fmt.Errorf("note conversion: %w", err)
	}
	return intake.SyncDir(opt.Folder("state"))
}

// reconvert gives a received file the conversion that is on record outside the ledger, where
// its bytes are still there: else it is made again where it is needed.
func (o *Office) reconvert(ctx context.Context, sha string) error {
	for _, c := range o.opt.noted() {
		if c.from != sha {
			continue
		}
		if _, err := o.archive.Read(c.to); err == nil {
			return o.ledger.Convert(ctx, c.from, c.to, c.format)
		}
	}
	return nil
}

// noteKnown puts the ledger's conversions on record outside it: the program that made them
// may not have done so.
func (o *Office) noteKnown(ctx context.Context) error {
	missing, err := o.ledger.Conversions(ctx)
	if err != nil {
		return err
	}
	for _, c := range o.opt.noted() {
		delete(missing, c.from)
	}
	var add []conversion
	for from, to := range missing {
		add = append(add, conversion{from: from, to: to, format: "?"})
	}
	return o.opt.noteConversions(add...)
}
