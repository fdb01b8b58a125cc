package ledger

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// asSQLite reads an address as sqlite3ParseUri does: after two slashes stands an authority,
// which must be empty or localhost; a question mark or a hash ends the path.
func asSQLite(t *testing.T, address string) string {
	t.Helper()
	path, ok := strings.CutPrefix(address, "file:")
	if rest, two := strings.CutPrefix(path, "//"); two {
		authority, _, _ := strings.Cut(rest, "/")
		if authority != "" && authority != "localhost" {
			t.Fatalf("%s has the authority %q", address, authority)
		}
		path = rest[len(authority):]
	}
	if !ok || strings.ContainsAny(path, "?#") {
		t.Fatalf("%s: the path ends too early", address)
	}
	path, err := url.PathUnescape(path)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// Whatever a path looks like, SQLite opens that path: a share's, a long one, one relative to a
// drive, one with signs that mean something in an address.
func TestEveryPathIsItself(t *testing.T) {
	for _, path := range []string{"/w/state/ledger.db", "state/ledger.db", `C:\w\state\ledger.db`, "C:/w/ledger.db", `C:w\ledger.db`, `\\?\C:\w\ledger.db`, `//?/C:/w/ledger.db`, `\\?\UNC\server\share\ledger.db`,
		`\\server\share\ledger.db`, "//server/share/ledger.db", `\\.\C:\w\ledger.db`, "/w/a?b#c%41 d&e=f;g/ledger.db", "/w/Tổng hợp/ledger.db", "/w/:memory:", "/w/'\"<>|/ledger.db"} {
		if got := asSQLite(t, uri(path)); got != path {
			t.Errorf("%s is opened as %s", path, got)
		}
	}
	dir := filepath.Join(t.TempDir(), "a?b#c%41 d&e=f;g ế")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Skip(err)
	}
	path := filepath.Join(dir, "ledger.db")
	l, err := Open(t.Context(), path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
	if l, err = Read(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	l.Close()
	if entries, _ := os.ReadDir(filepath.Dir(dir)); len(entries) != 1 {
		t.Errorf("beside it: %v", entries)
	}
}
