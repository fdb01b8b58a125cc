package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Copy is one copy of a form that was given back to a unit.
type Copy struct {
	Unit     string
	Number   int
	Position int64
	Answers  string // hash of the file that it answers
}

// CopyFor is the number of the copy that answers the reason (a file's verdict);
// a new one is taken where there is none yet. Copy 1 is the blank form.
func (l *Ledger) CopyFor(ctx context.Context, round, unit, reason string) (n int, err error) {
	err = l.db.QueryRowContext(ctx,
		"SELECT number FROM copy WHERE round = ? AND unit = ? AND reason = ?",
		round, unit, reason).Scan(&n)
	if err == nil || !errors.Is(err, sql.ErrNoRows) {
		return n, err
	}
	return n, l.tx(ctx, func(tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(number), 1) + 1 FROM copy WHERE round = ? AND unit = ?",
			round, unit).Scan(&n); err != nil {
			return fmt.Errorf("number a copy for %s: %w", unit, err)
		}
		position, _, err := l.append(ctx, tx, "copy", map[string]any{
			"round": round, "unit": unit, "number": n, "reason": reason,
		})
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO copy (round, unit, number, reason, position) VALUES (?, ?, ?, ?, ?)",
			round, unit, n, reason, position)
		return err
	})
}

// Copies are the copies given back in a round, oldest first.
func (l *Ledger) Copies(ctx context.Context, round string) (out []Copy, err error) {
	const q = "SELECT unit, number, position, reason FROM copy WHERE round = ? ORDER BY position"
	rows, err := l.db.QueryContext(ctx, q, round)
	if err != nil {
		return nil, fmt.Errorf("read copies: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var c Copy
		if err := rows.Scan(&c.Unit, &c.Number, &c.Position, &c.Answers); err != nil {
			return nil, fmt.Errorf("read copies: %w", err)
		}
		c.Answers, _, _ = strings.Cut(c.Answers, " ")
		out = append(out, c)
	}
	return out, rows.Err()
}

// Publication is one revision of an output.
type Publication struct {
	Path     string
	SHA      string
	Revision int
	Key      string // what the content was made of
	At       time.Time
}

// Publish records a revision before it is put in place, so that after a crash
// our own file is known for ours.
func (l *Ledger) Publish(ctx context.Context, p Publication) error {
	_, err := l.db.ExecContext(ctx, "INSERT INTO publication (path, sha256, revision, key, at) VALUES (?, ?, ?, ?, ?)",
		p.Path, p.SHA, p.Revision, p.Key, l.now().UTC().Format(stamp))
	if err != nil {
		return fmt.Errorf("record %s: %w", p.Path, err)
	}
	return nil
}

// Published records that the outputs of a round are those of the ledger at a position.
func (l *Ledger) Published(ctx context.Context, round string, position int64) error {
	_, err := l.db.ExecContext(ctx, "INSERT INTO outlet (round, position, at) VALUES (?, ?, ?) ON CONFLICT (round) "+
		"DO UPDATE SET position = excluded.position, at = excluded.at WHERE excluded.position > outlet.position",
		round, position, l.now().UTC().Format(stamp))
	if err != nil {
		return fmt.Errorf("record what is published: %w", err)
	}
	return nil
}

// Unpublished counts the events of a round that its outputs have not followed yet, 0 in a
// ledger of a layout that did not keep it.
func (l *Ledger) Unpublished(ctx context.Context, round string) (n int, err error) {
	if l.version < 5 {
		return 0, nil
	}
	err = l.db.QueryRowContext(ctx, "SELECT count(*) FROM event "+
		"WHERE position > coalesce((SELECT position FROM outlet WHERE round = ?1), 0) "+
		"AND json_extract(body, '$.round') = ?1", round).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("read what is published: %w", err)
	}
	return n, nil
}

// Own are the hashes of a round's received files that were published from here: letters of
// ours that came back.
func (l *Ledger) Own(ctx context.Context, round string) (map[string]bool, error) {
	const q = "SELECT DISTINCT sha256 FROM publication WHERE sha256 IN (SELECT sha256 FROM receipt WHERE round = ?)"
	rows, err := l.db.QueryContext(ctx, q, round)
	if err != nil {
		return nil, fmt.Errorf("read what came back: %w", err)
	}
	defer rows.Close()
	out := map[string]bool{}
	for rows.Next() {
		var sha string
		if err := rows.Scan(&sha); err != nil {
			return nil, fmt.Errorf("read what came back: %w", err)
		}
		out[sha] = true
	}
	return out, rows.Err()
}

// Publications are all revisions by path, oldest first.
func (l *Ledger) Publications(ctx context.Context) (map[string][]Publication, error) {
	rows, err := l.db.QueryContext(ctx, "SELECT path, sha256, revision, key, at FROM publication "+
		"ORDER BY path, revision")
	if err != nil {
		return nil, fmt.Errorf("read publications: %w", err)
	}
	defer rows.Close()
	out := map[string][]Publication{}
	for rows.Next() {
		var p Publication
		var at string
		if err := rows.Scan(&p.Path, &p.SHA, &p.Revision, &p.Key, &at); err != nil {
			return nil, fmt.Errorf("read publications: %w", err)
		}
		p.At = timeOf(at)
		out[p.Path] = append(out[p.Path], p)
	}
	return out, rows.Err()
}
