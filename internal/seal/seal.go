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

// size is how many bytes a secret has, shown how many of its HMAC a seal shows, idSize how
// many of its hash its id has.
const size, shown, idSize = 32, 16, 4

// New makes a key.
func New() Key {
	secret := make([]byte, size)
	_, _ = rand.Read(secret) // never fails
	return keyOf(secret)
}

func keyOf(secret []byte) Key {
	sum := sha256.Sum256(append([]byte("tonghop key "), secret...))
	return Key{hex.EncodeToString(sum[:idSize]), secret}
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

// KeyOf is the id of the key that a seal names; "" for what is not written as a seal is. Such
// a text says nothing of anybody's key: it is no seal, not a foreign one.
func KeyOf(seal string) string {
	id, mac, ok := strings.Cut(seal, ":")
	if !ok || !isHex(id, idSize) || !isHex(mac, shown) {
		return ""
	}
	return id
}

// isHex tells whether a text is n bytes in lower case hex, as we write them.
func isHex(s string, n int) bool {
	return len(s) == 2*n && strings.Trim(s, "0123456789abcdef") == ""
}

// Check tells what a seal says of fields.
func (ks Keys) Check(seal string, fields ...string) Verdict {
	id := KeyOf(seal)
	if id == "" {
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
