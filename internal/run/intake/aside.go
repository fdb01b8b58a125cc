package intake

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// AsideDir is where taken files are kept, below the inbox, until they were looked at again:
// whoever has one open writes on in it, and not into a file without a name.
const AsideDir = ".tonghop-da-nhan"

// AsideName is the name of a file in there: the receipt that it is bound to, when it was
// moved, and its name as it was dropped, as far as there is room for it.
func AsideName(receipt int64, at time.Time, name string) string {
	const most = 160 // bytes; a name may have 255, a path on Windows 260 characters
	name = filepath.Base(filepath.FromSlash(name))
	if ext := filepath.Ext(name); len(name) > most {
		if len(ext) > 16 {
			ext = ""
		}
		name = strings.TrimRight(name[:most-len(ext)], " .")
		for len(name) > 0 && !utf8.ValidString(name) && utf8.ValidString(ext) {
			name = name[:len(name)-1]
		}
		name += ext
	}
	return fmt.Sprintf("%d-%d-%s", receipt, at.UnixMilli(), name)
}

var asideName = regexp.MustCompile(`(?s)^\d+-(\d+)-(.+)$`)

// FromAside is what AsideName made a name of: when the file was moved, and its name.
func FromAside(name string) (at time.Time, dropped string, ok bool) {
	m := asideName.FindStringSubmatch(name)
	if m == nil {
		return at, "", false
	}
	ms, err := strconv.ParseInt(m[1], 10, 64)
	return time.UnixMilli(ms), m[2], err == nil
}

// ErrTaken says that there is a file already where one was to be moved.
var ErrTaken = errors.New("there is a file of that name already")

// MoveAside moves a file below base into base's folder of taken files. Neither name is
// followed out of base, whatever links were put there.
func MoveAside(base, path, name string) error {
	rel, err := filepath.Rel(base, path)
	if err != nil {
		return fmt.Errorf("move aside: %w", err)
	}
	root, err := os.OpenRoot(base)
	if err != nil {
		return fmt.Errorf("move aside: %w", err)
	}
	defer root.Close()
	if err := asideFolder(root); err != nil {
		return fmt.Errorf("move aside: %w", err)
	}
	to := filepath.Join(AsideDir, name)
	if _, err := root.Lstat(to); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("move aside: %s: %w", to, errors.Join(ErrTaken, err))
	}
	info, err := root.Lstat(rel)
	if err != nil {
		return fmt.Errorf("move aside: %w", err)
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("move aside: %s: %w", rel, errNotRegular)
	}
	if err := root.Rename(rel, to); err != nil {
		return fmt.Errorf("move aside: %w", err)
	}
	return nil
}

// asideFolder makes the folder where there is none.
func asideFolder(root *os.Root) error {
	info, err := root.Lstat(AsideDir)
	if errors.Is(err, fs.ErrNotExist) {
		if err := root.Mkdir(AsideDir, 0o777); err != nil {
			return err
		}
		hide(filepath.Join(root.Name(), AsideDir))
		return nil
	}
	if err == nil && !info.IsDir() {
		return fmt.Errorf("%s: not a folder", AsideDir)
	}
	return err
}

// Aside lists the files that are kept below base, with what somebody else put there: folders
// too, whose files are named with slashes.
func Aside(base string) (names []string, err error) {
	dir := filepath.Join(base, AsideDir)
	if info, err := os.Lstat(dir); err != nil || !info.IsDir() {
		return nil, nil
	}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && path != dir: // theirs, not ours: it keeps nobody from working
			return skip(d)
		case err != nil:
			return err
		case d.IsDir() && path != dir && strings.HasPrefix(d.Name(), "."):
			return filepath.SkipDir
		case d.IsDir() || ignored(d) != "":
			return nil
		}
		rel, err := filepath.Rel(dir, path)
		names = append(names, filepath.ToSlash(rel))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read taken files: %w", err)
	}
	return names, nil
}

// RemoveEmpty removes a folder below base, and those above it, as long as they are empty.
func RemoveEmpty(base, dir string) {
	root, err := os.OpenRoot(base)
	if err != nil {
		return
	}
	defer root.Close()
	rel, err := filepath.Rel(base, dir)
	for err == nil && rel != "." && filepath.IsLocal(rel) {
		if info, lerr := root.Lstat(rel); lerr != nil || !info.IsDir() {
			return
		}
		err = root.Remove(rel) // refused where something is in it
		rel = filepath.Dir(rel)
	}
}
