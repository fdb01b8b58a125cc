package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Tip says how far a ledger goes: its newest event and the hash that ties it to all before,
// so that two ledgers can be told apart. Ledger is the hash of the first event, which no
// other ledger has. All are empty while there is no event.
type Tip struct {
	Ledger   string    `json:"ledger"`
	Position int64     `json:"position"`
	Hash     string    `json:"hash"`
	At       time.Time `json:"at"`
}

// Tip is how far this ledger goes.
func (l *Ledger) Tip(ctx context.Context) (t Tip, err error) {
	var at string
	row := l.db.QueryRowContext(ctx, "SELECT position, hash, at, (SELECT hash FROM event WHERE position = 1) "+
		"FROM event ORDER BY position DESC LIMIT 1")
	var id sql.NullString
	err = row.Scan(&t.Position, &t.Hash, &at, &id)
	if errors.Is(err, sql.ErrNoRows) {
		return Tip{}, nil
	}
	if err != nil {
		return Tip{}, fmt.Errorf("read ledger: %w", err)
	}
	t.Ledger, t.At = id.String, timeOf(at)
	return t, nil
}

// Kinship is what a ledger is to another one, seen from one's newest event.
type Kinship int

// The kinships: the ledger holds all that the other knew, the other goes on where the ledger
// ends as far as that can be seen, or they share their beginning at most.
const (
	Holds Kinship = iota
	Behind
	Another
)

// Against compares the ledger with what is known of another one. A ledger that is behind is
// of the same beginning; that it is nowhere else other is seen by Against of the other.
func (l *Ledger) Against(ctx context.Context, other Tip) (Kinship, error) {
	own, err := l.Tip(ctx)
	if err != nil {
		return Another, err
	}
	switch {
	case other.Position == 0:
		return Holds, nil
	case own.Position == 0: // an empty ledger knows nothing of anybody's
		return Another, nil
	case own.Ledger != other.Ledger:
		return Another, nil
	case own.Position < other.Position:
		return Behind, nil
	}
	var hash string
	err = l.db.QueryRowContext(ctx, "SELECT hash FROM event WHERE position = ?", other.Position).Scan(&hash)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return Another, fmt.Errorf("read ledger: %w", err)
	}
	if hash != other.Hash {
		return Another, nil
	}
	return Holds, nil
}

// Known is how much of some sorts a ledger knows, to say what would be lost without it.
type Known struct{ Receipts, Decisions, Copies int }

// Since counts what a ledger knows beyond a position.
func (l *Ledger) Since(ctx context.Context, position int64) (k Known, err error) {
	const count = `SELECT
		(SELECT count(*) FROM event WHERE kind = 'received' AND position > ?1),
		(SELECT count(*) FROM event WHERE kind = 'decided' AND position > ?1),
		(SELECT count(*) FROM event WHERE kind = 'copy' AND position > ?1)`
	if err := l.db.QueryRowContext(ctx, count, position).Scan(&k.Receipts, &k.Decisions, &k.Copies); err != nil {
		return k, fmt.Errorf("read ledger: %w", err)
	}
	return k, nil
}

// Sealed tells whether the ledger says that it had a key, or holds what was sealed or judged
// by one: receipts and copies.
func (l *Ledger) Sealed(ctx context.Context) (bool, error) {
	const any = `SELECT EXISTS (SELECT 1 FROM receipt) OR EXISTS (SELECT 1 FROM copy)
		OR EXISTS (SELECT 1 FROM event WHERE kind = 'key')`
	var sealed bool
	if err := l.db.QueryRowContext(ctx, any).Scan(&sealed); err != nil {
		return false, fmt.Errorf("read ledger: %w", err)
	}
	return sealed, nil
}

// Note appends an event of the ledger's own life: that it was restored, or had lost its end.
func (l *Ledger) Note(ctx context.Context, kind string, body map[string]any) error {
	return l.tx(ctx, func(tx *sql.Tx) error {
		_, _, err := l.append(ctx, tx, kind, body)
		return err
	})
}

// Noted is an event of the ledger's own life.
type Noted struct {
	Position int64
	At       time.Time
	Body     string
}

// Notes are the events of a kind, oldest first.
func (l *Ledger) Notes(ctx context.Context, kind string) (out []Noted, err error) {
	rows, err := l.db.QueryContext(ctx, "SELECT position, at, body FROM event WHERE kind = ? ORDER BY position", kind)
	if err != nil {
		return nil, fmt.Errorf("read events: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var n Noted
		var at string
		if err := rows.Scan(&n.Position, &at, &n.Body); err != nil {
			return nil, fmt.Errorf("read events: %w", err)
		}
		n.At = timeOf(at)
		out = append(out, n)
	}
	return out, rows.Err()
}

// Checkpoint moves what the write-ahead log holds into the ledger's own file, as far as
// readers allow, so that little is lost with the log.
func (l *Ledger) Checkpoint(ctx context.Context) error {
	if _, err := l.db.ExecContext(ctx, "PRAGMA wal_checkpoint(PASSIVE)"); err != nil {
		return fmt.Errorf("checkpoint ledger: %w", err)
	}
	return nil
}

// Whole checks the ledger's file and chain, as before a backup is trusted.
func (l *Ledger) Whole(ctx context.Context) error {
	var ok string
	if err := l.db.QueryRowContext(ctx, "PRAGMA quick_check").Scan(&ok); err != nil {
		return fmt.Errorf("check ledger: %w", err)
	}
	if ok != "ok" {
		return fmt.Errorf("check ledger: damaged (%s)", ok)
	}
	broken, err := l.VerifyChain(ctx)
	if err == nil && broken > 0 {
		err = fmt.Errorf("check ledger: event %d is not what was written", broken)
	}
	return err
}

// Layout is the number of the ledger's layout.
func (l *Ledger) Layout() int { return l.version }
