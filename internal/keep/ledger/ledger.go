// Package ledger remembers every file and forgets none. It is the truth from
// which every output can be made again.
//
// SQLite with WAL and synchronous=FULL: what was acknowledged survives a power
// cut. One writer; readers work beside it.
package ledger

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// schema is the ledger. One ledger serves all rounds of a workspace: a file, its
// verdict and the copies given back belong to the round that took it in. event is
// the append-only truth, each
// row chained to the one before by its hash; the other tables are its index.
const schema = `
CREATE TABLE meta (version INTEGER NOT NULL);
INSERT INTO meta VALUES (6);
CREATE TABLE event (
	position INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,
	hash TEXT NOT NULL
);
CREATE TABLE receipt (
	id INTEGER PRIMARY KEY AUTOINCREMENT, position INTEGER NOT NULL, round TEXT NOT NULL,
	sha256 TEXT NOT NULL, name TEXT NOT NULL, scan INTEGER NOT NULL, received_at TEXT NOT NULL,
	size INTEGER NOT NULL, cleared INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX receipt_sha ON receipt (sha256);
CREATE TABLE verdict (
	round TEXT NOT NULL, sha256 TEXT NOT NULL, mark TEXT NOT NULL, body TEXT NOT NULL,
	judged_at TEXT NOT NULL, PRIMARY KEY (round, sha256)
);
CREATE TABLE copy (
	round TEXT NOT NULL, unit TEXT NOT NULL, number INTEGER NOT NULL, reason TEXT NOT NULL,
	position INTEGER NOT NULL, PRIMARY KEY (round, unit, number)
);
CREATE TABLE conversion (sha256 TEXT PRIMARY KEY, to_sha256 TEXT NOT NULL, position INTEGER NOT NULL);
CREATE TABLE publication (
	path TEXT NOT NULL, sha256 TEXT NOT NULL, revision INTEGER NOT NULL, key TEXT NOT NULL, at TEXT NOT NULL,
	PRIMARY KEY (path, revision)
);
CREATE INDEX publication_sha ON publication (path, sha256);
` + decisions + origins + outlet + border

// decisions are the tables of what officers decided, new in layout 3.
const decisions = `
CREATE TABLE decision (
	position INTEGER PRIMARY KEY, round TEXT NOT NULL, body TEXT NOT NULL, revoked INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE paper (
	round TEXT NOT NULL, sha256 TEXT NOT NULL, position INTEGER NOT NULL, body TEXT NOT NULL,
	PRIMARY KEY (round, sha256)
);
`

// origins are what is known of a file that came in a container, and how often a file's
// judgement was begun, new in layout 4.
const origins = `
ALTER TABLE receipt ADD COLUMN origin TEXT NOT NULL DEFAULT '';
CREATE TABLE attempt (
	round TEXT NOT NULL, sha256 TEXT NOT NULL, mark TEXT NOT NULL, n INTEGER NOT NULL,
	PRIMARY KEY (round, sha256, mark)
);
`

// outlet is up to which event the outputs of a round have followed, new in layout 5: each
// later event of the round is a job for publishing, there from the moment its transaction ends.
const outlet = `
CREATE TABLE outlet (round TEXT PRIMARY KEY, position INTEGER NOT NULL, at TEXT NOT NULL);
`

// border is new in layout 6: where a taken file stands in the inbox until it is removed
// (its path below the inbox, "" for a file that was not moved aside), and the keys that
// forms and officers' workbooks are sealed with, so that a backup is one file. officers lists
// the files that are officers' workbooks, so that those which wait are found without reading
// every verdict.
const border = `
ALTER TABLE receipt ADD COLUMN aside TEXT NOT NULL DEFAULT '';
CREATE TABLE officers (round TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (round, sha256));
CREATE TABLE seal_key (id TEXT PRIMARY KEY, secret TEXT NOT NULL, position INTEGER NOT NULL);
`

// steps lead from one layout to the next.
var steps = map[int]string{
	2: decisions + "UPDATE meta SET version = 3;",
	3: origins + "UPDATE meta SET version = 4;",
	4: outlet + published + "UPDATE meta SET version = 5;",
	5: border + "UPDATE meta SET version = 6;",
}

// published takes the outputs of the rounds on record for those of the ledger as it was: the
// program that kept it published at each start and after each file.
const published = `
INSERT INTO outlet SELECT round, (SELECT max(position) FROM event), max(received_at) FROM receipt GROUP BY round;
`

// Ledger is an open ledger.
type Ledger struct {
	db      *sql.DB
	now     func() time.Time
	version int // its layout
}

// Receipt is one file that was dropped, once for every drop.
type Receipt struct {
	ID       int64     `json:"id"`
	Position int64     `json:"-"`
	Round    string    `json:"round"` // that took it in
	SHA      string    `json:"sha256"`
	Name     string    `json:"name"` // path below the inbox, as it was dropped
	Scan     int64     `json:"scan"` // the scan that took it in
	Received time.Time `json:"received_at"`
	Size     int64     `json:"size"`
	Cleared  bool      `json:"-"` // the inbox no longer holds its file
	// where the inbox keeps its file until it is removed, below the inbox; "" where it was not moved
	Aside  string  `json:"-"`
	Origin *Origin `json:"origin,omitempty"` // where it came from, of what was in a container
}

// Origin is where a file of a container came from.
type Origin struct {
	Container string    `json:"container"` // its hash
	Part      string    `json:"part"`      // its name within
	From      string    `json:"from,omitempty"`
	Subject   string    `json:"subject,omitempty"`
	Date      time.Time `json:"date,omitzero"` // of the mail
}

// Open opens the ledger for writing, making it where there is none.
func Open(ctx context.Context, path string, now func() time.Time) (*Ledger, error) {
	if err := private(path); err != nil {
		return nil, err
	}
	l, err := open(path, "rwc", now)
	if err != nil {
		return nil, err
	}
	l.version = layout
	for _, step := range []func(context.Context) error{l.inspect, l.found} {
		if err := step(ctx); err != nil {
			l.Close()
			return nil, err
		}
	}
	return l, nil
}

// private makes a new ledger's file for its owner's eyes alone, because keys stand in it.
func private(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, os.ErrExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("make ledger: %w", err)
	}
	return f.Close()
}

// found makes the tables where there are none, all or none of them: a program that
// is killed at its first start leaves nothing half made.
func (l *Ledger) found(ctx context.Context) error {
	return l.tx(ctx, func(tx *sql.Tx) error {
		version, err := versionOf(ctx, tx)
		if err != nil {
			return err
		}
		if version > 0 {
			for ; version < layout; version++ {
				if _, err := tx.ExecContext(ctx, steps[version]); err != nil {
					return fmt.Errorf("bring ledger from layout %d to %d: %w", version, version+1, err)
				}
			}
			return nil
		}
		if _, err := tx.ExecContext(ctx, schema); err != nil {
			return fmt.Errorf("make ledger: %w", err)
		}
		return nil
	})
}

type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// versionOf is the layout of a ledger, 0 for one without tables.
func versionOf(ctx context.Context, q querier) (version int, err error) {
	var n int
	if err := q.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema WHERE name = 'meta'").Scan(&n); err != nil {
		return 0, fmt.Errorf("read ledger: %w", err)
	}
	if n == 0 {
		return 0, nil
	}
	if err := q.QueryRowContext(ctx, "SELECT version FROM meta").Scan(&version); err != nil {
		return 0, fmt.Errorf("read ledger: %w", err)
	}
	if version < first || version > layout {
		return 0, fmt.Errorf("open ledger: it has layout %d, this program reads %d to %d; "+
			"use the program that wrote it", version, first, layout)
	}
	return version, nil
}

// layout is the number of the schema, first the oldest that is brought up to it.
const first, layout = 2, 6

// Read opens an existing ledger for reading, beside a writer. Where there is
// none yet the error is os.ErrNotExist.
func Read(ctx context.Context, path string) (*Ledger, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("open ledger: %w", err)
	}
	if info.Size() == 0 { // SQLite would delete the log beside it, which may be all that is left
		return nil, fmt.Errorf("open ledger: %s is empty: %w", path, os.ErrNotExist)
	}
	l, err := open(path, "ro", time.Now)
	if err != nil {
		return nil, err
	}
	version, err := versionOf(ctx, l.db)
	if l.version = version; err != nil || version == 0 {
		l.Close()
		if err == nil {
			err = fmt.Errorf("open ledger: %s is empty: %w", path, os.ErrNotExist)
		}
		return nil, err
	}
	return l, nil
}

func open(path, mode string, now func() time.Time) (*Ledger, error) {
	q := url.Values{"mode": {mode}, "_pragma": {"busy_timeout(10000)", "foreign_keys(1)"}, "_txlock": {"immediate"}}
	if mode != "ro" {
		q["_pragma"] = append(q["_pragma"], "journal_mode(WAL)", "synchronous(FULL)")
	}
	db, err := sql.Open("sqlite", uri(path)+"?"+q.Encode())
	if err != nil {
		return nil, fmt.Errorf("open ledger: %w", err)
	}
	db.SetMaxOpenConns(1)
	return &Ledger{db: db, now: now}, nil
}

// uri is the address of a file as SQLite reads it (sqlite.org/uri.html): every byte but
// letters, digits and a few signs as an escape, which it turns back. So a path is never taken
// for anything else: a drive's colon, a share's or long path's two slashes (\\server, \\?\C:),
// which would name an authority, a question mark.
func uri(path string) string {
	var b strings.Builder
	b.WriteString("file:")
	for i := range len(path) {
		c := path[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte("-._~", c) >= 0:
			b.WriteByte(c)
		case c == '/' && !strings.HasPrefix(path, "//"):
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// inspect reads the pragmas back and checks the file: a damaged ledger must not
// be written to.
func (l *Ledger) inspect(ctx context.Context) error {
	var journal, sync, ok string
	if err := l.db.QueryRowContext(ctx, "PRAGMA journal_mode").Scan(&journal); err != nil {
		return fmt.Errorf("read ledger: %w", err)
	}
	if err := l.db.QueryRowContext(ctx, "PRAGMA synchronous").Scan(&sync); err != nil {
		return fmt.Errorf("read ledger: %w", err)
	}
	if journal != "wal" || sync != "2" {
		return fmt.Errorf("open ledger: journal_mode %s and synchronous %s, want wal and 2 "+
			"(state/ must lie on a local disk)", journal, sync)
	}
	if err := l.db.QueryRowContext(ctx, "PRAGMA quick_check").Scan(&ok); err != nil || ok != "ok" {
		return fmt.Errorf("check ledger: damaged (%s %v); put a backup in place: tonghop restore state/backup/FILE",
			ok, err)
	}
	return nil
}

// Malformed tells whether an error says that the ledger's own file is damaged.
func Malformed(err error) bool {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	code := e.Code() & 0xff
	return code == sqlite3.SQLITE_CORRUPT || code == sqlite3.SQLITE_NOTADB
}

// Full tells whether an error says that the ledger's disk has no room: nothing was written,
// and the same may work later.
func Full(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == sqlite3.SQLITE_FULL
}

// Backup writes a whole copy of the ledger, as it is now, to a path where there is none.
func (l *Ledger) Backup(ctx context.Context, path string) error {
	if err := private(path); err != nil { // an empty file is one to write into
		return err
	}
	if _, err := l.db.ExecContext(ctx, "VACUUM INTO ?", path); err != nil {
		return fmt.Errorf("back up ledger: %w", err)
	}
	return nil
}

// Close closes the ledger.
func (l *Ledger) Close() error { return l.db.Close() }

// stamp is how times stand in the ledger: UTC, to the microsecond.
const stamp = "2006-01-02T15:04:05.000000Z"

func timeOf(s string) time.Time {
	t, _ := time.Parse(stamp, s)
	return t
}

// append adds an event and returns its position and time.
func (l *Ledger) append(ctx context.Context, tx *sql.Tx, kind string, body any) (int64, time.Time, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return 0, time.Time{}, fmt.Errorf("write event %s: %w", kind, err)
	}
	var last string
	newest := tx.QueryRowContext(ctx, "SELECT hash FROM event ORDER BY position DESC LIMIT 1")
	if err := newest.Scan(&last); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, time.Time{}, fmt.Errorf("write event %s: %w", kind, err)
	}
	at := l.now().UTC().Truncate(time.Microsecond)
	res, err := tx.ExecContext(ctx, "INSERT INTO event (at, kind, body, hash) VALUES (?, ?, ?, ?)", at.Format(stamp),
		kind, string(text), chain(last, at.Format(stamp), kind, string(text)))
	if err != nil {
		return 0, time.Time{}, fmt.Errorf("write event %s: %w", kind, err)
	}
	n, err := res.LastInsertId()
	return n, at, err
}

// chain is the hash that ties an event to all before it.
func chain(last, at, kind, body string) string {
	h := sha256.New()
	for _, s := range []string{last, at, kind, body} {
		fmt.Fprintf(h, "%d:%s;", len(s), s)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func (l *Ledger) tx(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := l.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("write ledger: %w", err)
	}
	if err := do(tx); err != nil {
		_ = tx.Rollback()
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("write ledger: %w", err)
	}
	return nil
}

// Position is the newest event's number and time.
func (l *Ledger) Position(ctx context.Context) (position int64, at time.Time, err error) {
	var s string
	err = l.db.QueryRowContext(ctx, "SELECT position, at FROM event ORDER BY position DESC LIMIT 1").Scan(&position, &s)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, time.Time{}, nil
	}
	if err != nil {
		return 0, time.Time{}, fmt.Errorf("read ledger: %w", err)
	}
	return position, timeOf(s), nil
}
