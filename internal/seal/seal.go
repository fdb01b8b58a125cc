// Package seal marks forms as issued by this workspace: an HMAC over what a form is, so that
// one unit's form cannot pass for another's. The seal names its key; a form sealed elsewhere
// is told from one whose seal was broken. Pure.
package seal

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// Key seals and checks.
type Key struct {
	ID     string // of the secret's hash, so that it tells nothing of it
	secret []byte
}

// Keys are those that a workspace knows; the first one seals.
type Keys []Key

// size is how many bytes a secret has, and how many of its HMAC a seal shows.
const size, shown = 32, 16

// New makes a key.
func New() Key {
	secret := make([]byte, size)
	_, _ = rand.Read(secret) // never fails
	return keyOf(secret)
}

func keyOf(secret []byte) Key {
	sum := sha256.Sum256(append([]byte("tonghop key "), secret...))
	return Key{hex.EncodeToString(sum[:4]), secret}
}

// Text is the key as it is kept, one line.
func (k Key) Text() string { return hex.EncodeToString(k.secret) }

// Parse reads kept keys, one a line.
func Parse(text string) (out Keys, err error) {
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		secret, err := hex.DecodeString(line)
		if err != nil || len(secret) != size {
			return nil, fmt.Errorf("read keys: line %d is no key", i+1)
		}
		out = append(out, keyOf(secret))
	}
	return out, nil
}

// ID names the key that seals; "" where there is none. What bears its seals is another with
// another key.
func (ks Keys) ID() string {
	if len(ks) == 0 {
		return ""
	}
	return ks[0].ID
}

// Seal is the seal of fields; "" where there is no key.
func (ks Keys) Seal(fields ...string) string {
	if len(ks) == 0 {
		return ""
	}
	return ks[0].seal(fields)
}

func (k Key) seal(fields []string) string {
	h := hmac.New(sha256.New, k.secret)
	for _, f := range fields {
		fmt.Fprintf(h, "%d:%s;", len(f), f)
	}
	return k.ID + ":" + hex.EncodeToString(h.Sum(nil)[:shown])
}

// Verdict is what a seal says.
type Verdict string

// The verdicts.
const (
	None    Verdict = "none"    // there is no seal
	Foreign Verdict = "foreign" // of a key that is not known here
	Good    Verdict = "good"
	Broken  Verdict = "broken" // of a known key, and not of these fields
)

// Check tells what a seal says of fields.
func (ks Keys) Check(seal string, fields ...string) Verdict {
	id, _, ok := strings.Cut(seal, ":")
	if !ok {
		return None
	}
	for _, k := range ks {
		if k.ID != id {
			continue
		}
		if hmac.Equal([]byte(k.seal(fields)), []byte(seal)) {
			return Good
		}
		return Broken
	}
	return Foreign
}
