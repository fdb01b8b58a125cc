package workspace_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"tonghop/internal/run/workspace"
	"tonghop/internal/seal"
)

// A key is made for a new workspace, once, and stands in its ledger.
func TestAKeyIsMadeOnce(t *testing.T) {
	opt := empty(t)
	if keys, err := opt.Keys(); err != nil || len(keys) != 0 {
		t.Errorf("before there is any: %v, %v", keys, err)
	}
	made, err := opt.MakeKey()
	if err != nil || len(made) != 1 {
		t.Fatalf("made %v, %v", made, err)
	}
	for range 2 {
		again, err := opt.MakeKey()
		if err != nil || len(again) != 1 || again.ID() != made.ID() {
			t.Errorf("made again: %v, %v", again.ID(), err)
		}
	}
	if read, err := opt.Keys(); err != nil || read.ID() != made.ID() {
		t.Errorf("read as %v, %v", read.ID(), err)
	}
	if workspace.Exists(opt.Folder("state", "seal.key")) {
		t.Error("the key stands in a file, too")
	}
	if f, err := opt.Footing(context.Background()); err != nil || f.Tip.Position == 0 {
		t.Errorf("the ledger that was made for it: %+v, %v", f, err)
	}
}

// The key file of former days is taken over once and put away; one that comes later adds its key.
func TestAKeyFileIsTakenOver(t *testing.T) {
	ctx, opt := context.Background(), empty(t)
	first, second := seal.New(), seal.New()
	write(t, opt, "# the key\n"+first.Text()+"\n", "state", "seal.key")
	if keys, err := opt.Keys(); err != nil || keys.ID() != first.ID {
		t.Errorf("read from its file: %v, %v", keys.ID(), err)
	}
	l := opened(t, opt)
	for range 2 { // the second time there is no file any more
		keys, err := opt.Secure(ctx, l)
		if err != nil || len(keys) != 1 || keys[0].ID != first.ID {
			t.Fatalf("taken over as %v, %v", keys, err)
		}
		if workspace.Exists(opt.Folder("state", "seal.key")) {
			t.Error("the file was not put away")
		}
	}
	write(t, opt, second.Text(), "state", "seal.key")
	keys, err := opt.Secure(ctx, l)
	if err != nil || len(keys) != 2 || keys.ID() != second.ID {
		t.Errorf("a file that comes later: %v, %v", keys, err)
	}
	write(t, opt, first.Text(), "state", "seal.key")
	if _, err := opt.Secure(ctx, l); err != nil {
		t.Error(err)
	}
	kept, err := os.ReadFile(opt.Folder("state", "seal.key.taken-over"))
	if err != nil || strings.Count(string(kept), first.Text()) != 1 || strings.Count(string(kept), second.Text()) != 1 {
		t.Errorf("kept for a backup of those days: %q, %v", kept, err)
	}
}

// A file that holds no key is named, and no other key is made beside it.
func TestAKeyFileThatHoldsNone(t *testing.T) {
	opt := empty(t)
	l := opened(t, opt)
	for _, text := range []string{"no key", strings.Repeat("ab", 31), seal.New().Text() + "\nx"} {
		write(t, opt, text, "state", "seal.key")
		if keys, err := opt.Secure(context.Background(), l); err == nil || !strings.Contains(err.Error(), "state/seal.key") {
			t.Errorf("%q: %v, %v", text, keys, err)
		}
		if _, err := opt.ReadKeys(context.Background()); err == nil {
			t.Errorf("%q is read", text)
		}
	}
	if all, err := l.Keys(context.Background()); err != nil || len(all) != 0 {
		t.Errorf("the ledger has %v, %v", all, err)
	}
}

// Where something was sealed and no key is left, none is made: the way out is told instead.
func TestALostKeyIsNotReplaced(t *testing.T) {
	ctx, opt := context.Background(), empty(t)
	l := opened(t, opt)
	received(t, l, "a")
	if _, err := opt.Secure(ctx, l); !errors.Is(err, workspace.ErrNoKey) || !strings.Contains(err.Error(), "--new-key") {
		t.Errorf("secured: %v", err)
	}
	if _, err := opt.ReadKeys(ctx); !errors.Is(err, workspace.ErrNoKey) {
		t.Errorf("read: %v", err)
	}
	if _, err := opt.MakeKey(); !errors.Is(err, workspace.ErrNoKey) {
		t.Errorf("made: %v", err)
	}
	bad, _, _, err := workspace.Verify(ctx, opt)
	if err != nil || !told(bad, workspace.ErrNoKey.Error()) {
		t.Errorf("verified: %v, %v", bad, err)
	}
	back := seal.New()
	write(t, opt, back.Text(), "state", "seal.key")
	if keys, err := opt.Secure(ctx, l); err != nil || keys.ID() != back.ID {
		t.Errorf("put back: %v, %v", keys.ID(), err)
	}
}

// A key of the ledger whose text is not what its id says is none.
func TestAKeyOfTheLedgerThatIsNone(t *testing.T) {
	ctx, opt := context.Background(), empty(t)
	l := opened(t, opt)
	must(t, l.AddKey(ctx, seal.New().ID, seal.New().Text(), "mixed up"))
	if keys, err := opt.Secure(ctx, l); !errors.Is(err, workspace.ErrNoKey) {
		t.Errorf("secured as %v, %v", keys, err)
	}
}

// While another program is at work, its key is waited for.
func TestTheKeyOfAStartingProgramIsWaitedFor(t *testing.T) {
	ctx, opt := context.Background(), empty(t)
	h, err := opt.Take()
	must(t, err)
	made := make(chan seal.Keys, 1)
	go func() {
		keys, err := opt.MakeKey()
		if err != nil {
			t.Errorf("waiting: %v", err)
		}
		made <- keys
	}()
	own, err := opt.Secure(ctx, opened(t, opt))
	must(t, err)
	must(t, h.Free())
	if keys := <-made; keys.ID() != own.ID() {
		t.Errorf("key %s was made beside %s", keys.ID(), own.ID())
	}
}
