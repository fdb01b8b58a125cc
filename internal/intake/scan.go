// Package intake takes files out of the inbox without losing one: it scans,
// waits until a file has settled, copies it into the archive while hashing, and
// removes the original only when its bytes are the archived ones. The scan is
// the truth; the watcher only a nudge.
package intake

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"tonghop/internal/sheet"
)

// Settle is how long a file must have been quiet before it is taken in.
type Settle struct {
	Quiet      time.Duration // unchanged for this long
	Incomplete time.Duration // an incomplete file, after this long without a change
}

// DefaultSettle is for a local disk.
var DefaultSettle = Settle{Quiet: 2 * time.Second, Incomplete: 10 * time.Minute}

// File is a file in the inbox that is ready to be taken in.
type File struct {
	Path string // on disk
	Name string // below the inbox, with slashes
	Size int64
	Mod  time.Time
}

// Pending is a file in the inbox that is not taken in, and why.
type Pending struct {
	File  string `json:"file"`
	State string `json:"state"` // waiting, incomplete, ignored, unreadable, received, held
	Why   string `json:"why"`
}

// Inbox remembers what the last scans saw, to tell when a file is quiet.
type Inbox struct {
	Dir    string
	Settle Settle
	Marked bool // the folder has a marker; without it it is not read
	seen   map[string]sighting
}

type sighting struct {
	size  int64
	mod   time.Time
	since time.Time
	whole bool // complete to its end, looked at once it was quiet
	known bool // whole has been looked at
}

// Scan looks at every file in the inbox: which are ready, which wait and why. Files
// that lie elsewhere and are to be taken in all the same settle like those; their names
// lead there from the inbox.
func (in *Inbox) Scan(now time.Time, elsewhere ...string) (ready []File, pending []Pending, err error) {
	seen := map[string]sighting{}
	take := func(path string, info fs.FileInfo) {
		f := File{Path: path, Name: in.name(path), Size: info.Size(), Mod: info.ModTime()}
		s, wait := in.look(f, now)
		seen[path] = s
		if wait.State == "" {
			ready = append(ready, f)
		} else {
			pending = append(pending, wait)
		}
	}
	for _, path := range elsewhere {
		if info, err := os.Lstat(path); err == nil && info.Mode().IsRegular() {
			take(path, info)
		}
	}
	if in.Marked {
		if err := Marked(in.Dir); err != nil {
			return nil, nil, err
		}
	}
	root := Root(in.Dir)
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			if path == root {
				return err
			}
			if !errors.Is(err, fs.ErrNotExist) { // else taken away while we looked
				pending = append(pending, Pending{in.name(path), "unreadable", "the folder cannot be read"})
			}
			return skip(d)
		}
		rel := in.name(path)
		if d.IsDir() {
			if path != root && strings.HasPrefix(d.Name(), ".") {
				pending = append(pending, Pending{rel, "ignored", "a system folder"})
				return filepath.SkipDir
			}
			return nil
		}
		if why := ignored(d); why != "" {
			if why != hidden {
				pending = append(pending, Pending{rel, "ignored", why})
			}
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return nil
		}
		take(path, info)
		return nil
	})
	in.seen = seen
	if err != nil {
		return nil, nil, fmt.Errorf("scan inbox: %w", err)
	}
	return ready, pending, nil
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

// look compares a file with its last sighting.
func (in *Inbox) look(f File, now time.Time) (sighting, Pending) {
	s, ok := in.seen[f.Path]
	if !ok || s.size != f.Size || !s.mod.Equal(f.Mod) {
		s = sighting{size: f.Size, mod: f.Mod, since: now}
	}
	quiet := now.Sub(s.since)
	if quiet < in.Settle.Quiet {
		return s, Pending{f.Name, "waiting", "still being copied or just arrived"}
	}
	h, err := os.Open(f.Path)
	if errors.Is(err, fs.ErrPermission) {
		return s, Pending{f.Name, "unreadable", "no permission to read it"}
	}
	if err == nil {
		held := written(h)
		h.Close()
		if held {
			return s, Pending{f.Name, "held", "open in a program that may still write to it"}
		}
	}
	if !s.known {
		s.known, s.whole = true, complete(f.Path)
	}
	if !s.whole && quiet < in.Settle.Incomplete {
		return s, Pending{f.Name, "incomplete", "the file is not complete yet"}
	}
	return s, Pending{}
}

// complete tells whether a file has its end: an archive without its directory is
// still being copied.
func complete(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 2)
	n, _ := f.Read(head)
	info, err := f.Stat()
	if err != nil || n == 0 {
		return false
	}
	const tail = 66000
	at := max(0, info.Size()-tail)
	buf := make([]byte, min(tail, info.Size()))
	if _, err := f.ReadAt(buf, at); err != nil {
		return false
	}
	if at > 0 {
		buf = append(head[:n:n], buf...)
	}
	return sheet.Whole(buf)
}

// hidden files are left alone without a word: they are nobody's drop.
const hidden = "hidden"

// ignored says why a file is no drop: what programs leave beside documents.
func ignored(d fs.DirEntry) string {
	name := strings.ToLower(d.Name())
	switch {
	case !d.Type().IsRegular():
		return "not a regular file"
	case name == ".gitkeep", name == Marker:
		return hidden
	case strings.HasPrefix(name, "~$"), strings.HasPrefix(name, ".~lock."):
		return "a lock file: the document is open somewhere"
	case strings.HasPrefix(name, "."), name == "desktop.ini", name == "thumbs.db":
		return "a system file"
	case strings.HasSuffix(name, ".tmp"), strings.HasSuffix(name, ".part"), strings.HasSuffix(name, ".crdownload"), strings.HasSuffix(name, ":zone.identifier"):
		return "a temporary file"
	}
	return ""
}
