package ledger

import (
	"context"
	"encoding/json"
	"fmt"
)

// VerifyChain checks that every event is tied to the one before, and every receipt
// to its event; it returns the position of the first that is not, 0 where all are.
func (l *Ledger) VerifyChain(ctx context.Context) (broken int64, err error) {
	rows, err := l.db.QueryContext(ctx, "SELECT position, at, kind, body, hash FROM event ORDER BY position")
	if err != nil {
		return 0, fmt.Errorf("read events: %w", err)
	}
	defer rows.Close()
	last := ""
	receipts := map[int64]Receipt{}
	for n := int64(1); rows.Next(); n++ {
		var position int64
		var at, kind, body, hash string
		if err := rows.Scan(&position, &at, &kind, &body, &hash); err != nil {
			return 0, fmt.Errorf("read events: %w", err)
		}
		if position != n || chain(last, at, kind, body) != hash {
			return position, nil
		}
		last = hash
		if kind == "received" {
			var r Receipt
			if err := json.Unmarshal([]byte(body), &r); err != nil {
				return position, nil
			}
			receipts[position] = r
		}
	}
	if err := rows.Err(); err != nil {
		return 0, fmt.Errorf("read events: %w", err)
	}
	rows.Close() // one connection: the receipts are read after the events
	if broken, err = l.unlike(ctx, receipts); err != nil || broken > 0 {
		return broken, err
	}
	return l.undecided(ctx)
}
