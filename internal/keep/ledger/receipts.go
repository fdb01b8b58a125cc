package ledger

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
)

// Receive records that a file was taken in, archived under its hash. The receipt
// gets its number and time here.
func (l *Ledger) Receive(ctx context.Context, r Receipt) (Receipt, error) {
	err := l.tx(ctx, func(tx *sql.Tx) error {
		position, at, err := l.append(ctx, tx, "received", received{r.Round, r.SHA, r.Name, r.Scan, r.Size, r.Origin})
		if err != nil {
			return err
		}
		res, err := tx.ExecContext(ctx,
			"INSERT INTO receipt (position, round, sha256, name, scan, received_at, size, cleared, origin) "+
				"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
			position, r.Round, r.SHA, r.Name, r.Scan, at.Format(stamp), r.Size, r.Origin != nil, r.Origin.text())
		if err != nil {
			return fmt.Errorf("receive %s: %w", r.Name, err)
		}
		r.ID, err = res.LastInsertId()
		r.Position, r.Received = position, at
		return err
	})
	return r, err
}

// received is the event of a receipt.
type received struct {
	Round  string  `json:"round"`
	SHA    string  `json:"sha256"`
	Name   string  `json:"name"`
	Scan   int64   `json:"scan"`
	Size   int64   `json:"size"`
	Origin *Origin `json:"origin,omitempty"`
}

// text is an origin as its column has it; "" for none.
func (o *Origin) text() string {
	if o == nil {
		return ""
	}
	data, err := json.Marshal(o)
	if err != nil {
		return ""
	}
	return string(data)
}

// originOf reads what text wrote.
func originOf(text string) (*Origin, error) {
	if text == "" {
		return nil, nil
	}
	var o Origin
	if err := json.Unmarshal([]byte(text), &o); err != nil {
		return nil, fmt.Errorf("read origin: %w", err)
	}
	return &o, nil
}

// Clear records that the inbox no longer holds the receipt's file.
func (l *Ledger) Clear(ctx context.Context, id int64) error {
	if _, err := l.db.ExecContext(ctx, "UPDATE receipt SET cleared = 1 WHERE id = ?", id); err != nil {
		return fmt.Errorf("clear receipt %d: %w", id, err)
	}
	return nil
}

// SetAside records where in the inbox a received file was moved to, "" for nowhere.
func (l *Ledger) SetAside(ctx context.Context, id int64, path string) error {
	if _, err := l.db.ExecContext(ctx, "UPDATE receipt SET aside = ? WHERE id = ?", path, id); err != nil {
		return fmt.Errorf("set receipt %d aside: %w", id, err)
	}
	return nil
}

// Receipts are a round's receipts in the order of their arrival; all for no round.
func (l *Ledger) Receipts(ctx context.Context, round string) (out []Receipt, err error) {
	return l.receipts(ctx, round, "")
}

// ReceiptsAbout are a round's receipts of a file and of what was in it, in the order of their
// arrival.
func (l *Ledger) ReceiptsAbout(ctx context.Context, round, sha string) ([]Receipt, error) {
	return l.receipts(ctx, round, sha)
}

func (l *Ledger) receipts(ctx context.Context, round, about string) (out []Receipt, err error) {
	origin, aside := "origin", "aside"
	if l.version < 4 {
		origin = "''"
	}
	if l.version < 6 {
		aside = "''"
	}
	rows, err := l.db.QueryContext(ctx,
		"SELECT id, position, round, sha256, name, scan, received_at, size, cleared, "+aside+", "+origin+" "+
			"FROM receipt WHERE ?1 IN ('', round) AND (?2 = '' OR sha256 = ?2 OR instr("+origin+", ?2) > 0) "+
			"ORDER BY id", round, about)
	if err != nil {
		return nil, fmt.Errorf("read receipts: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var r Receipt
		var at, origin string
		if err := rows.Scan(&r.ID, &r.Position, &r.Round, &r.SHA, &r.Name, &r.Scan, &at, &r.Size, &r.Cleared, &r.Aside,
			&origin); err != nil {
			return nil, fmt.Errorf("read receipts: %w", err)
		}
		if r.Origin, err = originOf(origin); err != nil {
			return nil, err
		}
		r.Received = timeOf(at)
		out = append(out, r)
	}
	return out, rows.Err()
}

// NextScan is the number for a new scan.
func (l *Ledger) NextScan(ctx context.Context) (n int64, err error) {
	if err = l.db.QueryRowContext(ctx, "SELECT coalesce(max(scan), 0) + 1 FROM receipt").Scan(&n); err != nil {
		return 0, fmt.Errorf("read ledger: %w", err)
	}
	return n, nil
}

// unlike is the position of a receipt that is not what its event says.
func (l *Ledger) unlike(ctx context.Context, told map[int64]Receipt) (int64, error) {
	all, err := l.Receipts(ctx, "")
	if err != nil {
		return 0, err
	}
	for _, r := range all {
		t, ok := told[r.Position]
		if !ok || t.SHA != r.SHA || t.Name != r.Name || t.Scan != r.Scan || t.Size != r.Size || t.Round != r.Round ||
			t.Origin.text() != r.Origin.text() {
			return r.Position, nil
		}
		delete(told, r.Position)
	}
	for position := range told {
		return position, nil
	}
	return 0, nil
}
