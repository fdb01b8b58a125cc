package workspace

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/unpack"
	"tonghop/internal/run/durable"
	"tonghop/internal/run/intake"
	"tonghop/internal/sheet"
)

// Orphan are archived bytes that the ledger knows nothing of: the ledger lost its end, or is
// an older one, or the program was killed between archiving a file and receiving it.
type Orphan struct {
	Sha  string
	Size int64
	At   time.Time // when it was archived
}

// Orphans are those of a workspace, the one that was archived first first. What came out of
// a conversion of ours is none.
func (opt Options) Orphans(ctx context.Context, l *ledger.Ledger) (out []Orphan, err error) {
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
	for _, c := range opt.Noted() {
		made[c.From] = c.To
	}
	for _, to := range made {
		known[to] = true
	}
	entries, err := os.ReadDir(opt.Folder("state", "archive"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read archive: %w", err)
	}
	for _, e := range entries {
		if !IsHash(e.Name()) || known[e.Name()] {
			continue
		}
		if info, err := e.Info(); err == nil {
			out = append(out, Orphan{e.Name(), info.Size(), info.ModTime()})
		}
	}
	slices.SortFunc(out, func(a, b Orphan) int { return a.At.Compare(b.At) })
	return out, nil
}

// Standing are the files below the inbox and those that officers fill in, by the hash of
// their bytes, as far as they may be orphans: the path below the inbox, as a receipt names
// it, hidden folders too.
func (opt Options) Standing(lost []Orphan) map[string]string {
	sizes := map[int64]bool{}
	for _, l := range lost {
		sizes[l.Size] = true
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
		if err == nil && Hidden(rel) && !keptAside(rel) {
			return nil // neither scanned nor ours
		}
		if err != nil || strings.HasPrefix(rel, "..") && !savedInPlace(filepath.ToSlash(rel)) {
			return nil
		}
		if sha, err := intake.Hash(p); err == nil {
			if _, have := out[sha]; !have || !Hidden(rel) { // rather where somebody dropped it
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
	return ok && !isSetApart(below) && (FilledInAt(below) || FilledInAt(within))
}

// Hidden tells whether a path leads through a folder of ours.
func Hidden(rel string) bool {
	return slices.ContainsFunc(strings.Split(filepath.ToSlash(rel), "/"), func(s string) bool {
		return strings.HasPrefix(s, ".") && s != ".."
	})
}

// keptAside tells whether a path leads to a taken file that is kept until it is looked at again.
func keptAside(rel string) bool {
	_, _, ok := intake.FromAside(filepath.Base(rel))
	return ok && filepath.Dir(rel) == intake.AsideDir
}

// ShaOf is the hash under which the archive keeps bytes.
func ShaOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// PartsOf are the hashes of what is in an archived mail or archive, none where it is none.
func (opt Options) PartsOf(sha string) (out []string) {
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
			out = append(out, ShaOf(part.Data))
		}
	}
	return out
}

// conversionsFile lists, below state/, what was converted, so that a conversion is known for
// ours without the ledger: from, to and format on each line.
const conversionsFile = "conversions"

// Conversion is a file in another format and what we made of it.
type Conversion struct{ From, To, Format string }

// Noted are the conversions on record outside the ledger. A line that a crash cut is none.
func (opt Options) Noted() (out []Conversion) {
	data, err := os.ReadFile(opt.Folder("state", conversionsFile))
	if err != nil {
		return nil
	}
	for line := range strings.Lines(string(data)) {
		f := strings.Fields(line)
		if len(f) == 3 && IsHash(f[0]) && IsHash(f[1]) && strings.HasSuffix(line, "\n") {
			out = append(out, Conversion{From: f[0], To: f[1], Format: f[2]})
		}
	}
	return out
}

// NoteConversions puts conversions on record outside the ledger, before what came out is
// archived.
func (opt Options) NoteConversions(cs ...Conversion) error {
	if len(cs) == 0 {
		return nil
	}
	var text strings.Builder
	text.WriteString("\n") // ends a line that a crash cut
	for _, c := range cs {
		fmt.Fprintf(&text, "%s %s %s\n", c.From, c.To, c.Format)
	}
	if err := durable.Append(opt.Folder("state", conversionsFile), text.String(), 0o600); err != nil {
		return fmt.Errorf("note conversion: %w", err)
	}
	return durable.SyncDir(opt.Folder("state"))
}

// settleOrphans is how long a daemon at work may take from archiving a file to receiving it.
const settleOrphans = 2 * time.Second
