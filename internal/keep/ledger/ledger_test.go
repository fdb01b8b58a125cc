package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tonghop/internal/judge/record"
)

func TestWhatWasRecordedIsReadBack(t *testing.T) {
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "ledger.db")
	if _, err := Read(ctx, path); !errors.Is(err, os.ErrNotExist) {
		t.Fatalf("reading no ledger: %v", err)
	}
	now := time.Date(2019, 10, 5, 1, 2, 3, 0, time.UTC)
	l, err := Open(ctx, path, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for i := range 3 {
		if _, err := l.Receive(ctx, Receipt{Round: "r", SHA: []string{"a", "b", "a"}[i], Name: "x.xlsx", Scan: 1, Size: 5}); err != nil {
			t.Fatal(err)
		}
	}
	v := record.Verdict{Unit: "le-loi", Status: "clean", Values: map[string]any{"ho_tong": json.Number("12.5"), "t": "chữ"}}
	if err := l.Judge(ctx, "r", "a", "m1", v); err != nil {
		t.Fatal(err)
	}
	left, err := l.Unjudged(ctx, "r", "m1")
	if err != nil || len(left) != 1 || left[0] != "b" {
		t.Errorf("unjudged %v, %v", left, err)
	}
	if left, _ := l.Unjudged(ctx, "r", "m2"); len(left) != 2 {
		t.Errorf("under another definition %v", left)
	}
	reader, err := Read(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	vs, err := reader.Verdicts(ctx, "r")
	if err != nil || vs["a"].Unit != "le-loi" || vs["a"].Values != nil {
		t.Errorf("verdicts %v, %v", vs, err)
	}
	v, err = reader.Verdict(ctx, "r", "a")
	if err != nil || v.Values["ho_tong"] != json.Number("12.5") || v.Values["t"] != "chữ" {
		t.Errorf("verdict %v, %v", v, err)
	}
	rs, err := reader.Receipts(ctx, "r")
	if err != nil || len(rs) != 3 || !rs[2].Received.Equal(now) {
		t.Errorf("receipts %v, %v", rs, err)
	}
}

// Each event is a job for publishing until the outputs are at its position; an older position
// told late takes nothing back, and each round has its own.
func TestWhatTheOutputsHaveNotFollowed(t *testing.T) {
	ctx := context.Background()
	l, err := Open(ctx, filepath.Join(t.TempDir(), "ledger.db"), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	left := func(want int, when string) {
		t.Helper()
		if n, err := l.Unpublished(ctx, "r"); err != nil || n != want {
			t.Errorf("%s: %d to be published, %v; want %d", when, n, err, want)
		}
	}
	var at [3]int64
	for i := range at {
		r, err := l.Receive(ctx, Receipt{Round: []string{"r", "other", "r"}[i], SHA: "a", Name: "x.xlsx"})
		if err != nil {
			t.Fatal(err)
		}
		at[i] = r.Position
	}
	left(2, "received")
	for _, p := range []int64{at[1], at[0]} {
		if err := l.Published(ctx, "r", p); err != nil {
			t.Fatal(err)
		}
		left(1, "published up to the second")
	}
	if err := l.Judge(ctx, "r", "a", "m", record.Verdict{Unit: "le-loi", Status: "clean"}); err != nil {
		t.Fatal(err)
	}
	left(2, "judged")
}

func TestAnAlteredEventBreaksTheChain(t *testing.T) {
	ctx := context.Background()
	l, err := Open(ctx, filepath.Join(t.TempDir(), "ledger.db"), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for range 4 {
		if _, err := l.Receive(ctx, Receipt{Round: "r", SHA: "a", Name: "x.xlsx"}); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := l.VerifyChain(ctx); n != 0 || err != nil {
		t.Fatalf("whole chain broken at %d, %v", n, err)
	}
	if _, err := l.db.Exec("UPDATE receipt SET name = 'z' WHERE id = 3"); err != nil {
		t.Fatal(err)
	}
	if n, _ := l.VerifyChain(ctx); n != 3 {
		t.Errorf("altered receipt 3, chain broken at %d", n)
	}
	if _, err := l.db.Exec("UPDATE event SET body = replace(body, 'x.xlsx', 'y.xlsx') WHERE position = 2"); err != nil {
		t.Fatal(err)
	}
	if n, _ := l.VerifyChain(ctx); n != 2 {
		t.Errorf("altered event 2, chain broken at %d", n)
	}
}

// A program killed at its first start leaves an empty file; the next start makes
// the ledger.
func TestAnEmptyFileIsNoLedgerYet(t *testing.T) {
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "ledger.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(ctx, path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("reading an empty file: %v", err)
	}
	l, err := Open(ctx, path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := l.Receive(ctx, Receipt{Round: "r", SHA: "a"}); err != nil {
		t.Error(err)
	}
}

func TestCopiesAreNumberedOncePerReason(t *testing.T) {
	ctx := context.Background()
	l, err := Open(ctx, filepath.Join(t.TempDir(), "ledger.db"), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for i, reason := range []string{"a", "b", "a"} {
		n, err := l.CopyFor(ctx, "r", "u", reason)
		if want := []int{2, 3, 2}[i]; err != nil || n != want {
			t.Errorf("copy for %s is %d, %v; want %d", reason, n, err, want)
		}
	}
}

// The newest key seals; one that is kept already is not kept twice.
func TestKeysAreKeptInTheLedger(t *testing.T) {
	ctx := context.Background()
	l, err := Open(ctx, filepath.Join(t.TempDir(), "ledger.db"), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, id := range []string{"a", "b", "a"} {
		if err := l.AddKey(ctx, id, "secret of "+id, "made"); err != nil {
			t.Fatal(err)
		}
	}
	keys, err := l.Keys(ctx)
	if err != nil || len(keys) != 2 || keys[0].ID != "b" || keys[1].Secret != "secret of a" {
		t.Errorf("keys %v, %v", keys, err)
	}
	if n, _, _ := l.Position(ctx); n != 2 {
		t.Errorf("%d events for two keys", n)
	}
}

// Where a received file stands in the inbox outlives the program.
func TestAFileSetAsideIsFoundAgain(t *testing.T) {
	ctx := context.Background()
	l, err := Open(ctx, filepath.Join(t.TempDir(), "ledger.db"), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	r, err := l.Receive(ctx, Receipt{Round: "r", SHA: "a", Name: "x.xlsx", Scan: 1, Size: 5})
	if err != nil {
		t.Fatal(err)
	}
	if err := l.SetAside(ctx, r.ID, ".aside/1 x.xlsx"); err != nil {
		t.Fatal(err)
	}
	rs, err := l.Receipts(ctx, "r")
	if err != nil || len(rs) != 1 || rs[0].Aside != ".aside/1 x.xlsx" {
		t.Errorf("receipts %v, %v", rs, err)
	}
}
