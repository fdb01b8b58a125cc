package ledger

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"tonghop/internal/judge/record"
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
