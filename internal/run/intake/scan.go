// Package intake takes files out of the inbox without losing one: it scans,
// waits until a file has settled, copies it into the archive while hashing, and
// removes the original only when its bytes are the archived ones. The scan is
// the truth; the watcher only a nudge.
package intake

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"tonghop/internal/run/waiting"
)

// Settle is how long a file must have been quiet before it is taken in.
type Settle struct {
	Quiet      time.Duration // unchanged for this long
	Unmarked   time.Duration // a file in which nothing marks the end; 0 is Quiet
	Incomplete time.Duration // a file that is not complete, after this long without a change
	Linger     time.Duration // how long a taken file is kept aside; see Lingers
	Aged       bool          // Unmarked and Incomplete go by the file's time too: who looks once has seen no change
}

// DefaultSettle is for a local disk.
var DefaultSettle = Settle{Quiet: 2 * time.Second, Unmarked: time.Minute, Incomplete: 10 * time.Minute}

// Or fills in what is not said, each from what is said of the others.
func (s Settle) Or(quiet time.Duration) Settle {
	if s.Incomplete == 0 {
		s.Incomplete = DefaultSettle.Incomplete
	}
	if s.Quiet == 0 {
		s.Quiet = quiet
	}
	if s.Unmarked == 0 {
		s.Unmarked = max(s.Quiet, min(s.Quiet*(DefaultSettle.Unmarked/DefaultSettle.Quiet), s.Incomplete))
	}
	return s
}

// Lingers is how long a taken file is kept aside before it is looked at again and removed: the
// longest that a file may take to settle, at least ten minutes.
func (s Settle) Lingers() time.Duration {
	if s.Linger > 0 {
		return s.Linger
	}
	return max(s.Quiet, s.Unmarked, s.Incomplete, 10*time.Minute)
}

// File is a file in the inbox that is ready to be taken in.
type File struct {
	Path string // on disk
	Name string // below the inbox, with slashes
	Size int64
	Mod  time.Time
}

// Place is a file to be looked at that the walk of the inbox does not meet.
type Place struct {
	Path string
	Name string // as it is told; "" for what Path is from the inbox
}

// Pending is a file in the inbox that is not taken in, and why.
type Pending struct {
	File  string         `json:"file"`
	State waiting.State  `json:"state"`
	Why   waiting.Reason `json:"why"`

	Quiet time.Duration `json:"-"` // how long it has been unchanged
	Ripe  time.Duration `json:"-"` // in how long it is taken in if nothing changes; 0 where that is not known
}

// Inbox remembers what the last scans saw, to tell when a file is quiet.
type Inbox struct {
	Dir     string
	Settle  Settle
	Marked  bool  // the folder has a marker; without it it is not read
	Largest int64 // bytes of a file that is taken in; 0 for any
	seen    map[string]sighting
	open    func(path string) (*os.File, error) // nil for open; tests put a refusal here
}

type sighting struct {
	size   int64
	mod    time.Time
	since  time.Time
	end    Ending    // looked for once the file was quiet
	looked time.Time // when it was; zero for not yet
}

// Scan looks at every file in the inbox: which are ready, small ones first, which wait and why.
// Files that lie elsewhere and are to be taken in all the same settle like those.
func (in *Inbox) Scan(now time.Time, elsewhere ...Place) (ready []File, pending []Pending, err error) {
	if in.Marked {
		if err := Marked(in.Dir); err != nil {
			return nil, nil, err
		}
	}
	s := scan{Inbox: in, now: now, seen: map[string]sighting{}}
	for _, p := range elsewhere {
		if info, err := os.Lstat(p.Path); err == nil && info.Mode().IsRegular() {
			s.take(p.Path, cmp.Or(p.Name, in.name(p.Path)), info)
		}
	}
	err = filepath.WalkDir(Root(in.Dir), s.meet)
	in.seen = s.seen
	if err != nil {
		return nil, nil, fmt.Errorf("scan inbox: %w", err)
	}
	slices.SortStableFunc(s.ready, func(a, b File) int { return cmp.Compare(a.Size>>20, b.Size>>20) })
	return s.ready, s.pending, nil
}

// scan is one look at the inbox.
type scan struct {
	*Inbox
	now     time.Time
	seen    map[string]sighting
	ready   []File
	pending []Pending
}

// meet is told of each file and folder.
func (s *scan) meet(path string, d fs.DirEntry, err error) error {
	root := path == Root(s.Dir)
	if err != nil {
		if root {
			return err
		}
		s.cannot(path, err)
		return skip(d)
	}
	if d.IsDir() {
		switch {
		case root, !strings.HasPrefix(d.Name(), "."):
			return nil
		case path != filepath.Join(s.Dir, AsideDir):
			s.told(path, waiting.Ignored, waiting.SystemFolder)
		}
		return filepath.SkipDir
	}
	if ours(d) {
		return nil
	}
	if why := ignored(d); why != "" {
		s.told(path, waiting.Ignored, why)
		return nil
	}
	info, err := d.Info()
	if err != nil {
		s.cannot(path, err)
		return nil
	}
	s.take(path, s.name(path), info)
	return nil
}

// cannot tells of a path that cannot be looked at, unless it was taken away while we looked.
func (s *scan) cannot(path string, err error) {
	if !errors.Is(err, fs.ErrNotExist) {
		s.told(path, waiting.Unreadable, waiting.FolderUnreadable)
	}
}

func (s *scan) told(path string, state waiting.State, why waiting.Code) {
	s.pending = append(s.pending, Pending{File: s.name(path), State: state, Why: waiting.For(why)})
}

func (s *scan) take(path, name string, info fs.FileInfo) {
	f := File{Path: path, Name: name, Size: info.Size(), Mod: info.ModTime()}
	if s.Largest > 0 && f.Size > s.Largest {
		why := waiting.Reason{Code: waiting.TooLarge, Detail: strconv.FormatInt(s.Largest>>20, 10)}
		s.pending = append(s.pending, Pending{File: name, State: waiting.Large, Why: why})
		return
	}
	seen, wait := s.look(f, s.now)
	s.seen[path] = seen
	if wait.State == "" {
		s.ready = append(s.ready, f)
		return
	}
	wait.File = name
	s.pending = append(s.pending, wait)
}

// Root is a folder as it is walked, so that a link to a folder is followed: filepath.WalkDir
// follows none but one that ends in a separator.
func Root(dir string) string { return dir + string(filepath.Separator) }

// name is a path below the inbox, with slashes. Bytes that are no UTF-8, which
// Linux lets a name have, are written as \xff: names are kept in texts.
func (in *Inbox) name(path string) string {
	rel, err := filepath.Rel(in.Dir, path)
	if err != nil {
		rel = path
	}
	rel = filepath.ToSlash(rel)
	if utf8.ValidString(rel) {
		return rel
	}
	var b strings.Builder
	for i := 0; i < len(rel); {
		r, n := utf8.DecodeRuneInString(rel[i:])
		if r == utf8.RuneError && n == 1 {
			fmt.Fprintf(&b, `\x%02x`, rel[i])
		} else {
			b.WriteRune(r)
		}
		i += n
	}
	return b.String()
}

// skip leaves out what could not be read and goes on with the rest.
func skip(d fs.DirEntry) error {
	if d != nil && d.IsDir() {
		return filepath.SkipDir
	}
	return nil
}

// again is how often a file that lacks its end is looked at without a change being seen: one
// that was allocated and is written through a mapping shows none.
const again = 15 * time.Second

// look compares a file with its last sighting.
func (in *Inbox) look(f File, now time.Time) (sighting, Pending) {
	s, ok := in.seen[f.Path]
	if !ok || s.size != f.Size || !s.mod.Equal(f.Mod) {
		s = sighting{size: f.Size, mod: f.Mod, since: now}
	}
	quiet := now.Sub(s.since)
	if quiet < in.Settle.Quiet {
		return s, in.waits(waiting.Waiting, waiting.Arriving, quiet, in.Settle.Quiet)
	}
	fresh := !s.looked.IsZero() && (s.end == Whole || now.Sub(s.looked) < again)
	end, state, why := in.inside(f, fresh)
	if state != "" { // of a look that failed nothing is remembered
		return s, in.waits(state, why, quiet, 0)
	}
	if !fresh {
		s.end, s.looked = end, now
	}
	if in.Settle.Aged {
		quiet = max(quiet, now.Sub(f.Mod))
	}
	switch {
	case s.end == Cut && quiet < in.Settle.Incomplete:
		return s, in.waits(waiting.Incomplete, waiting.NoEnd, quiet, in.Settle.Incomplete)
	case s.end == Unmarked && quiet < in.Settle.Unmarked:
		return s, in.waits(waiting.Waiting, waiting.NoEndMark, quiet, in.Settle.Unmarked)
	}
	return s, Pending{}
}

// inside opens a file: whether that can be, whether somebody writes to it, and how far it has
// come to its end, unless that is known.
func (in *Inbox) inside(f File, known bool) (end Ending, state waiting.State, why waiting.Code) {
	opens := in.open
	if opens == nil {
		opens = open
	}
	h, err := opens(f.Path)
	switch {
	case errors.Is(err, fs.ErrPermission):
		return Cut, waiting.Unreadable, waiting.NoPermission
	case err != nil:
		return Cut, waiting.Held, waiting.NotOpened
	}
	defer h.Close()
	if written(h) {
		return Cut, waiting.Held, waiting.BeingWritten
	}
	if known {
		return Cut, "", ""
	}
	if end, err = EndOf(h, f.Size); err != nil {
		return Cut, waiting.Held, waiting.NotOpened
	}
	return end, "", ""
}

func (in *Inbox) waits(state waiting.State, why waiting.Code, quiet, until time.Duration) Pending {
	return Pending{State: state, Why: waiting.For(why), Quiet: quiet, Ripe: max(0, until-quiet)}
}

// ours tells files that are left alone without a word: our marker, and what keeps a folder in git.
func ours(d fs.DirEntry) bool {
	name := strings.ToLower(d.Name())
	return d.Type().IsRegular() && (name == ".gitkeep" || name == Marker)
}

// ignored says why a file is no drop: what programs leave beside documents.
func ignored(d fs.DirEntry) waiting.Code {
	name := strings.ToLower(d.Name())
	switch {
	case !d.Type().IsRegular():
		return waiting.NotRegular
	case strings.HasPrefix(name, "~$"), strings.HasPrefix(name, ".~lock."):
		return waiting.LockFile
	case strings.HasPrefix(name, "."), name == "desktop.ini", name == "thumbs.db":
		return waiting.SystemFile
	case strings.HasSuffix(name, ".tmp"), strings.HasSuffix(name, ".part"), strings.HasSuffix(name, ".crdownload"),
		strings.HasSuffix(name, ":zone.identifier"):
		return waiting.TemporaryFile
	}
	return ""
}
