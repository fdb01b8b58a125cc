package seal

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// A seal can be checked only by who holds its secret: of a form that was sealed elsewhere
// anybody could write another workspace's seal. So a form also carries a signature that every
// workspace can check. It names its public key; who accepts that key for a unit knows its
// forms again, and only its workspace can make them.

// signing is the key that signs, derived from the secret: one secret is all that is kept, and
// the same form has the same bytes.
func (k Key) signing() ed25519.PrivateKey {
	seed := sha256.Sum256(append([]byte("tonghop sign "), k.secret...))
	return ed25519.NewKeyFromSeed(seed[:])
}

// signed is what is signed of fields: each with its length, so that none runs into the next.
func signed(fields []string) []byte {
	var b strings.Builder
	b.WriteString("tonghop form;")
	for _, f := range fields {
		fmt.Fprintf(&b, "%d:%s;", len(f), f)
	}
	return []byte(b.String())
}

// Sign is the public key and its signature of fields; "" where there is no key.
func (ks Keys) Sign(fields ...string) string {
	if len(ks) == 0 {
		return ""
	}
	key := ks[0].signing()
	public := key.Public().(ed25519.PublicKey)
	return hex.EncodeToString(public) + ":" + hex.EncodeToString(ed25519.Sign(key, signed(fields)))
}

// Signer is the id of the key that signed fields, a hash of its public half long enough that
// no other key has the same; "" where the signature is missing, garbled or of other fields.
func Signer(signature string, fields ...string) string {
	key, sig, _ := strings.Cut(signature, ":")
	if !isHex(key, ed25519.PublicKeySize) || !isHex(sig, ed25519.SignatureSize) {
		return ""
	}
	public, _ := hex.DecodeString(key)
	made, _ := hex.DecodeString(sig)
	if !ed25519.Verify(public, signed(fields), made) {
		return ""
	}
	id := sha256.Sum256(public)
	return hex.EncodeToString(id[:16])
}
