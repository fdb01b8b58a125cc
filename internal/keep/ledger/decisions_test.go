package ledger

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"tonghop/internal/judge/record"
	"tonghop/internal/read/decision"
)

// The ledger as the program wrote it before there were decisions.
const layout2 = `
CREATE TABLE meta (version INTEGER NOT NULL);
INSERT INTO meta VALUES (2);
CREATE TABLE event (position INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, hash TEXT NOT NULL);
CREATE TABLE receipt (id INTEGER PRIMARY KEY AUTOINCREMENT, position INTEGER NOT NULL, round TEXT NOT NULL, sha256 TEXT NOT NULL, name TEXT NOT NULL, scan INTEGER NOT NULL, received_at TEXT NOT NULL, size INTEGER NOT NULL, cleared INTEGER NOT NULL DEFAULT 0);
CREATE INDEX receipt_sha ON receipt (sha256);
CREATE TABLE verdict (round TEXT NOT NULL, sha256 TEXT NOT NULL, mark TEXT NOT NULL, body TEXT NOT NULL, judged_at TEXT NOT NULL, PRIMARY KEY (round, sha256));
CREATE TABLE copy (round TEXT NOT NULL, unit TEXT NOT NULL, number INTEGER NOT NULL, reason TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (round, unit, number));
CREATE TABLE conversion (sha256 TEXT PRIMARY KEY, to_sha256 TEXT NOT NULL, position INTEGER NOT NULL);
CREATE TABLE publication (path TEXT NOT NULL, sha256 TEXT NOT NULL, revision INTEGER NOT NULL, key TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (path, revision));
CREATE INDEX publication_sha ON publication (path, sha256);
`

// A ledger of an earlier layout is read as it is, and brought up when it is written to,
// with everything that is in it.
func TestALedgerOfAnEarlierLayoutIsBroughtUp(t *testing.T) {
	for version, schema := range map[int]string{
		2: layout2,
		3: layout2 + decisions + "UPDATE meta SET version = 3;",
		4: layout2 + decisions + origins + "UPDATE meta SET version = 4;",
		5: layout2 + decisions + origins + outlet + "UPDATE meta SET version = 5;",
	} {
		t.Run(fmt.Sprint("layout ", version), func(t *testing.T) { broughtUp(t, version, schema) })
	}
}

// broughtUp writes a ledger as the program of that layout did, and opens it.
func broughtUp(t *testing.T, was int, schema string) {
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "ledger.db")
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(schema); err != nil {
		t.Fatal(err)
	}
	old := &Ledger{db: db, now: time.Now, version: was}
	err = old.tx(ctx, func(tx *sql.Tx) error {
		position, at, err := old.append(ctx, tx, "received", received{"r", "a", "x.xlsx", 1, 5, nil})
		if err != nil {
			return err
		}
		if _, err := tx.Exec("INSERT INTO receipt (position, round, sha256, name, scan, received_at, size) VALUES (?, 'r', 'a', 'x.xlsx', 1, ?, 5)", position, at.Format(stamp)); err != nil {
			return err
		}
		body, err := record.Verdict{Unit: "le-loi", Status: "clean"}.Encode()
		if err != nil {
			return err
		}
		if was >= 5 { // the program of that layout had published what there was
			if _, err := tx.Exec("INSERT INTO outlet (round, position, at) VALUES ('r', ?, ?)", position, at.Format(stamp)); err != nil {
				return err
			}
		}
		_, err = tx.Exec("INSERT INTO verdict (round, sha256, mark, body, judged_at) VALUES ('r', 'a', 'm', ?, ?)", string(body), at.Format(stamp))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	reader, err := Read(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	if ds, err := reader.Decisions(ctx, "r"); err != nil || len(ds) != 0 {
		t.Errorf("decisions of the layout before: %v, %v", ds, err)
	}
	if broken, err := reader.VerifyChain(ctx); err != nil || broken != 0 {
		t.Errorf("verify, the layout before: %d, %v", broken, err)
	}
	if n, err := reader.Unpublished(ctx, "r"); err != nil || n != 0 {
		t.Errorf("what is to be published, the layout before: %d, %v", n, err)
	}
	if rs, err := reader.Receipts(ctx, "r"); err != nil || len(rs) != 1 || rs[0].Aside != "" {
		t.Errorf("receipts of the layout before: %v, %v", rs, err)
	}
	if keys, err := reader.Keys(ctx); err != nil || len(keys) != 0 {
		t.Errorf("keys of the layout before: %v, %v", keys, err)
	}
	reader.Close()
	l, err := Open(ctx, path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if n, err := l.Unpublished(ctx, "r"); err != nil || n != 0 {
		t.Errorf("what is to be published after it was brought up: %d, %v", n, err)
	}
	d := decision.Decision{Round: "r", Kind: decision.Accept, Unit: "le-loi", SHA: "a", Reason: "x", By: "y", Day: "2019-10-05"}
	if err := l.Decide(ctx, "r", "paper", []Outcome{{Line: 5, Decision: &d}}); err != nil {
		t.Fatal(err)
	}
	rs, err1 := l.Receipts(ctx, "r")
	vs, err2 := l.Verdicts(ctx, "r")
	ds, err3 := l.Decisions(ctx, "r")
	if err1 != nil || err2 != nil || err3 != nil || len(rs) != 1 || vs["a"].Unit != "le-loi" || len(ds) != 1 {
		t.Errorf("after it was brought up: %v %v %v, %v %v %v", rs, vs, ds, err1, err2, err3)
	}
	var version int
	if err := l.db.QueryRow("SELECT version FROM meta").Scan(&version); err != nil || version != layout {
		t.Errorf("layout %d, %v", version, err)
	}
}

// The same workbook is recorded once; a decision changed behind the events' back is
// found, and so is one that is gone.
func TestDecisionsAreTiedToTheirEvents(t *testing.T) {
	ctx := context.Background()
	l, err := Open(ctx, filepath.Join(t.TempDir(), "ledger.db"), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	d := decision.Decision{Round: "r", Kind: decision.Count, Unit: "le-loi", SHA: "a", Reason: "x", By: "y", Day: "2019-10-05"}
	for range 2 {
		if err := l.Decide(ctx, "r", "paper", []Outcome{{Line: 5, Decision: &d}, {Line: 6, Refused: InWords("no")}}); err != nil {
			t.Fatal(err)
		}
	}
	ds, err := l.Decisions(ctx, "r")
	if err != nil || len(ds) != 1 {
		t.Fatalf("%v, %v", ds, err)
	}
	ps, err := l.Books(ctx, "r")
	if err != nil || len(ps) != 1 || len(ps[0].Outcomes) != 2 {
		t.Errorf("papers %v, %v", ps, err)
	}
	verify := func(want int64) {
		t.Helper()
		if broken, err := l.VerifyChain(ctx); err != nil || broken != want {
			t.Errorf("broken at %d, %v; want %d", broken, err, want)
		}
	}
	verify(0)
	if _, err := l.db.Exec("UPDATE decision SET body = replace(body, 'le-loi', 'pha-lai')"); err != nil {
		t.Fatal(err)
	}
	verify(ds[0].ID)
	if _, err := l.db.Exec("DELETE FROM decision"); err != nil {
		t.Fatal(err)
	}
	verify(ds[0].ID)
}
