package ledger

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"tonghop/internal/read/decision"
)

// Book is an officers' workbook that was taken in, and what became of its rows.
type Book struct {
	SHA      string
	Position int64
	Outcomes []Outcome
}

// Outcome is what became of one row of an officers' workbook.
type Outcome struct {
	Line     int                `json:"line"`
	Sheet    string             `json:"sheet,omitempty"`
	Book     string             `json:"book,omitempty"` // which of the officers' workbooks it stood in
	Seen     string             `json:"seen,omitempty"` // what stood in its cells before they were filled in
	Key      string             `json:"key,omitempty"`
	What     string             `json:"what,omitempty"`    // the matter, in words
	Typed    string             `json:"typed,omitempty"`   // what was filled in
	Refused  Reason             `json:"refused,omitzero"`  // why it was not recorded; none where it was
	Code     string             `json:"code,omitempty"`    // of the finding that the refusal is
	Digest   string             `json:"seal,omitempty"`    // of the matter when the workbook was written
	Cells    map[string]string  `json:"cells,omitempty"`   // what was filled in and not recorded, to be shown again
	Cleared  bool               `json:"cleared,omitempty"` // what was not recorded before was taken out
	Decision *decision.Decision `json:"-"`
}

// Decide records an officers' workbook: every decision that was taken in it and what
// became of each row, all or nothing, once however often the workbook comes. Files
// that a decision gives to a unit, or takes from it, are to be judged again.
func (l *Ledger) Decide(ctx context.Context, round, sha string, outcomes []Outcome) error {
	return l.tx(ctx, func(tx *sql.Tx) error {
		var n int
		if err := tx.QueryRowContext(ctx,
			"SELECT count(*) FROM paper WHERE round = ? AND sha256 = ?",
			round, sha).Scan(&n); err != nil || n > 0 {
			return err
		}
		for _, o := range outcomes {
			if o.Decision == nil {
				continue
			}
			if err := l.decide(ctx, tx, *o.Decision); err != nil {
				return err
			}
		}
		body, err := json.Marshal(outcomes)
		if err != nil {
			return fmt.Errorf("record decisions: %w", err)
		}
		position, _, err := l.append(ctx, tx, "paper", map[string]any{"round": round, "sha256": sha, "rows": outcomes})
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx,
			"INSERT INTO paper (round, sha256, position, body) VALUES (?, ?, ?, ?)",
			round, sha, position, string(body)); err != nil {
			return fmt.Errorf("record decisions: %w", err)
		}
		return nil
	})
}

func (l *Ledger) decide(ctx context.Context, tx *sql.Tx, d decision.Decision) error {
	position, _, err := l.append(ctx, tx, "decided", d)
	if err != nil {
		return err
	}
	body, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("record decision: %w", err)
	}
	if _, err := tx.ExecContext(ctx,
		"INSERT INTO decision (position, round, body) VALUES (?, ?, ?)",
		position, d.Round, string(body)); err != nil {
		return fmt.Errorf("record decision: %w", err)
	}
	again := d.SHA
	if d.Kind == decision.Revoke {
		id, err := strconv.ParseInt(d.Value, 10, 64)
		if err != nil {
			return fmt.Errorf("revoke decision %q: %w", d.Value, err)
		}
		if _, err := tx.ExecContext(ctx,
			"UPDATE decision SET revoked = ? WHERE position = ? AND round = ?",
			position, id, d.Round); err != nil {
			return fmt.Errorf("revoke decision %d: %w", id, err)
		}
	}
	if d.Kind == decision.Assign || d.Kind == decision.Revoke {
		if _, err := tx.ExecContext(ctx,
			"UPDATE verdict SET mark = '' WHERE round = ? AND sha256 = ?",
			d.Round, again); err != nil {
			return fmt.Errorf("record decision: %w", err)
		}
	}
	return nil
}

// Decisions are a round's decisions, oldest first.
func (l *Ledger) Decisions(ctx context.Context, round string) (out []decision.Decision, err error) {
	return l.decisions(ctx, round, "")
}

// DecisionsAbout are a round's decisions that name a file, oldest first.
func (l *Ledger) DecisionsAbout(ctx context.Context, round, sha string) ([]decision.Decision, error) {
	return l.decisions(ctx, round, sha)
}

func (l *Ledger) decisions(ctx context.Context, round, about string) (out []decision.Decision, err error) {
	if l.version < 3 {
		return nil, nil
	}
	rows, err := l.db.QueryContext(ctx,
		"SELECT d.position, d.body, d.revoked, e.at FROM decision d JOIN event e ON e.position = d.position "+
			"WHERE d.round = ?1 AND (?2 = '' OR instr(d.body, ?2) > 0) ORDER BY d.position", round, about)
	if err != nil {
		return nil, fmt.Errorf("read decisions: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var d decision.Decision
		var body, at string
		var position, revoked int64
		if err := rows.Scan(&position, &body, &revoked, &at); err != nil {
			return nil, fmt.Errorf("read decisions: %w", err)
		}
		if err := json.Unmarshal([]byte(body), &d); err != nil {
			return nil, fmt.Errorf("read decision %d: %w", position, err)
		}
		d.ID, d.Revoked, d.At = position, revoked != 0, timeOf(at)
		out = append(out, d)
	}
	return out, rows.Err()
}

// Books are a round's officers' workbooks, oldest first.
func (l *Ledger) Books(ctx context.Context, round string) (out []Book, err error) {
	if l.version < 3 {
		return nil, nil
	}
	rows, err := l.db.QueryContext(ctx, "SELECT sha256, position, body FROM paper WHERE round = ? ORDER BY position",
		round)
	if err != nil {
		return nil, fmt.Errorf("read decisions: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var p Book
		var body string
		if err := rows.Scan(&p.SHA, &p.Position, &body); err != nil {
			return nil, fmt.Errorf("read decisions: %w", err)
		}
		if err := json.Unmarshal([]byte(body), &p.Outcomes); err != nil {
			return nil, fmt.Errorf("read decisions: %w", err)
		}
		out = append(out, p)
	}
	return out, rows.Err()
}

// Unrecorded are the officers' workbooks of a round that were received and not recorded, by
// hash in the order of their first arrival.
func (l *Ledger) Unrecorded(ctx context.Context, round string) (out []string, err error) {
	rows, err := l.db.QueryContext(ctx, `SELECT o.sha256 FROM officers o
		JOIN (SELECT sha256, min(id) AS first FROM receipt WHERE round = ?1 GROUP BY sha256) r ON r.sha256 = o.sha256
		WHERE o.round = ?1 AND NOT EXISTS (SELECT 1 FROM paper p WHERE p.round = ?1 AND p.sha256 = o.sha256)
		ORDER BY r.first`, round)
	if err != nil {
		return nil, fmt.Errorf("read officers' workbooks: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var sha string
		if err := rows.Scan(&sha); err != nil {
			return nil, fmt.Errorf("read officers' workbooks: %w", err)
		}
		out = append(out, sha)
	}
	return out, rows.Err()
}

// Decided tells whether an officers' workbook has been recorded.
func (l *Ledger) Decided(ctx context.Context, round, sha string) (bool, error) {
	var n int
	err := l.db.QueryRowContext(ctx, "SELECT count(*) FROM paper WHERE round = ? AND sha256 = ?", round, sha).Scan(&n)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return false, fmt.Errorf("read decisions: %w", err)
	}
	return n > 0, nil
}

// undecided is the position of a decision that is not what its event says, or of such an
// event without its decision; 0 for none.
func (l *Ledger) undecided(ctx context.Context) (position int64, err error) {
	if l.version < 3 {
		return 0, nil
	}
	err = l.db.QueryRowContext(ctx, `SELECT coalesce(min(position), 0) FROM (
		SELECT d.position AS position FROM decision d
			LEFT JOIN event e ON e.position = d.position AND e.kind = 'decided' AND e.body = d.body
			WHERE e.position IS NULL
		UNION ALL SELECT e.position FROM event e LEFT JOIN decision d ON d.position = e.position
			WHERE e.kind = 'decided' AND d.position IS NULL)`).Scan(&position)
	if err != nil {
		return 0, fmt.Errorf("read decisions: %w", err)
	}
	return position, nil
}
