package ledger

import (
	"context"
	"database/sql"
	"fmt"

	"tonghop/internal/judge/record"
)

// Unjudged are the hashes of a round's files without a verdict under the definition
// that mark stands for, oldest first.
func (l *Ledger) Unjudged(ctx context.Context, round, mark string) (out []string, err error) {
	rows, err := l.db.QueryContext(ctx,
		"SELECT r.sha256 FROM receipt r LEFT JOIN verdict v ON v.round = r.round AND v.sha256 = r.sha256 "+
			"WHERE r.round = ? AND (v.mark IS NULL OR v.mark <> ?) GROUP BY r.sha256 ORDER BY min(r.id)",
		round, mark)
	if err != nil {
		return nil, fmt.Errorf("read ledger: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, fmt.Errorf("read ledger: %w", err)
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

// Begin records that a file's judgement is begun, and tells how often it was begun under
// this definition without an end: three times is a file on which the program dies.
func (l *Ledger) Begin(ctx context.Context, round, sha, mark string) (n int, err error) {
	err = l.tx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "INSERT INTO attempt (round, sha256, mark, n) VALUES (?, ?, ?, 1) "+
			"ON CONFLICT (round, sha256, mark) DO UPDATE SET n = n + 1", round, sha, mark); err != nil {
			return fmt.Errorf("begin to judge %s: %w", sha, err)
		}
		return tx.QueryRowContext(ctx,
			"SELECT n FROM attempt WHERE round = ? AND sha256 = ? AND mark = ?",
			round, sha, mark).Scan(&n)
	})
	return n, err
}

// Abandon takes a begun judgement back: it ended with an error that says nothing of the file,
// and the program is there to say so.
func (l *Ledger) Abandon(ctx context.Context, round, sha, mark string) error {
	if _, err := l.db.ExecContext(ctx, "UPDATE attempt SET n = n - 1 WHERE round = ? AND sha256 = ? AND mark = ? "+
		"AND n > 0", round, sha, mark); err != nil {
		return fmt.Errorf("abandon judging %s: %w", sha, err)
	}
	return nil
}

// Judge records a file's verdict in a round, under a definition.
func (l *Ledger) Judge(ctx context.Context, round, sha, mark string, v record.Verdict) error {
	body, err := v.Encode()
	if err != nil {
		return fmt.Errorf("judge %s: %w", sha, err)
	}
	return l.tx(ctx, func(tx *sql.Tx) error {
		_, at, err := l.append(ctx, tx, "judged", map[string]any{
			"round": round, "sha256": sha, "mark": mark, "status": v.Status, "unit": v.Unit,
		})
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO verdict (round, sha256, mark, body, judged_at) "+
			"VALUES (?, ?, ?, ?, ?) ON CONFLICT (round, sha256) DO UPDATE SET mark = excluded.mark, "+
			"body = excluded.body, judged_at = excluded.judged_at", round, sha, mark, string(body), at.Format(stamp))
		if err != nil {
			return fmt.Errorf("judge %s: %w", sha, err)
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM attempt WHERE round = ? AND sha256 = ?", round, sha); err != nil {
			return fmt.Errorf("judge %s: %w", sha, err)
		}
		if v.Officers != nil {
			if _, err := tx.ExecContext(ctx,
				"INSERT OR IGNORE INTO officers (round, sha256) VALUES (?, ?)",
				round, sha); err != nil {
				return fmt.Errorf("judge %s: %w", sha, err)
			}
		}
		return nil
	})
}

// Convert records that a file in another format was converted: both are archived.
func (l *Ledger) Convert(ctx context.Context, sha, to, format string) error {
	return l.tx(ctx, func(tx *sql.Tx) error {
		position, _, err := l.append(ctx, tx, "converted", map[string]any{"sha256": sha, "to": to, "format": format})
		if err != nil {
			return err
		}
		if _, err = tx.ExecContext(ctx,
			"INSERT OR REPLACE INTO conversion (sha256, to_sha256, position) VALUES (?, ?, ?)",
			sha, to, position); err != nil {
			return fmt.Errorf("record conversion of %s: %w", sha, err)
		}
		return nil
	})
}

// Conversions are the hashes of converted files → those of what came out.
func (l *Ledger) Conversions(ctx context.Context) (map[string]string, error) {
	rows, err := l.db.QueryContext(ctx, "SELECT sha256, to_sha256 FROM conversion")
	if err != nil {
		return nil, fmt.Errorf("read conversions: %w", err)
	}
	defer rows.Close()
	out := map[string]string{}
	for rows.Next() {
		var from, to string
		if err := rows.Scan(&from, &to); err != nil {
			return nil, fmt.Errorf("read conversions: %w", err)
		}
		out[from] = to
	}
	return out, rows.Err()
}

// Verdicts are a round's verdicts by hash, without what the units wrote (record.Light); all
// for no round.
func (l *Ledger) Verdicts(ctx context.Context, round string) (map[string]record.Verdict, error) {
	rows, err := l.db.QueryContext(ctx, "SELECT sha256, body FROM verdict WHERE ? IN ('', round)", round)
	if err != nil {
		return nil, fmt.Errorf("read verdicts: %w", err)
	}
	defer rows.Close()
	out := map[string]record.Verdict{}
	for rows.Next() {
		var sha string
		var body sql.RawBytes
		if err := rows.Scan(&sha, &body); err != nil {
			return nil, fmt.Errorf("read verdicts: %w", err)
		}
		if out[sha], err = record.Light(body); err != nil {
			return nil, fmt.Errorf("read verdict of %s: %w", sha, err)
		}
	}
	return out, rows.Err()
}

// Verdict is the whole verdict of a file in a round.
func (l *Ledger) Verdict(ctx context.Context, round, sha string) (v record.Verdict, err error) {
	var body string
	if err := l.db.QueryRowContext(ctx,
		"SELECT body FROM verdict WHERE round = ? AND sha256 = ?",
		round, sha).Scan(&body); err != nil {
		return v, fmt.Errorf("read verdict of %s: %w", sha, err)
	}
	if v, err = record.Decode([]byte(body)); err != nil {
		return v, fmt.Errorf("read verdict of %s: %w", sha, err)
	}
	return v, nil
}
