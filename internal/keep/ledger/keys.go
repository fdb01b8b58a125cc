package ledger

import (
	"context"
	"database/sql"
	"fmt"
)

// Key is a secret that forms and officers' workbooks are sealed with.
type Key struct {
	ID       string // tells nothing of the secret
	Secret   string // as seal.Parse reads it
	Position int64  // of the event that it came with
}

// Keys are the workspace's keys, the newest first: that one seals.
func (l *Ledger) Keys(ctx context.Context) (out []Key, err error) {
	if l.version < 6 {
		return nil, nil
	}
	rows, err := l.db.QueryContext(ctx, "SELECT id, secret, position FROM seal_key ORDER BY position DESC")
	if err != nil {
		return nil, fmt.Errorf("read keys: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var k Key
		if err := rows.Scan(&k.ID, &k.Secret, &k.Position); err != nil {
			return nil, fmt.Errorf("read keys: %w", err)
		}
		out = append(out, k)
	}
	return out, rows.Err()
}

// AddKey keeps a key; from then on it seals. A key that is kept already stays as it is.
// why says where it came from and stands in the event, the secret does not.
func (l *Ledger) AddKey(ctx context.Context, id, secret, why string) error {
	return l.tx(ctx, func(tx *sql.Tx) error {
		var n int
		if err := tx.QueryRowContext(ctx,
			"SELECT count(*) FROM seal_key WHERE id = ?",
			id).Scan(&n); err != nil || n > 0 {
			return err
		}
		position, _, err := l.append(ctx, tx, "key", map[string]any{"id": id, "why": why})
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx,
			"INSERT INTO seal_key (id, secret, position) VALUES (?, ?, ?)",
			id, secret, position); err != nil {
			return fmt.Errorf("keep key: %w", err)
		}
		return nil
	})
}
