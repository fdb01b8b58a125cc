package seal

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A signature is known by everybody for its key's and its own fields', and for nothing else:
// no other fields, no other key's name on it, no byte changed.
func TestSignatures(t *testing.T) {
	a, b := New(), New()
	rapid.Check(t, func(t *rapid.T) {
		fields := rapid.SliceOfN(rapid.String(), 1, 5).Draw(t, "fields")
		other := rapid.SliceOfN(rapid.String(), 1, 5).Draw(t, "others")
		mark := Keys{a, b}.Sign(fields...)
		id := Signer(mark, fields...)
		if id == "" || mark != (Keys{a}).Sign(fields...) {
			t.Fatalf("its own signature: %q", id)
		}
		if theirs := Signer(Keys{b}.Sign(fields...), fields...); theirs == id || theirs == "" {
			t.Fatal("two keys have one id")
		}
		if strings.Join(fields, "\x00") != strings.Join(other, "\x00") && Signer(mark, other...) != "" {
			t.Fatalf("signed %q, good for %q", fields, other)
		}
		at := rapid.IntRange(0, len(mark)-1).Draw(t, "at")
		bent := mark[:at] + string("0f"[btoi(mark[at] == '0')]) + mark[at+1:]
		if bent != mark && Signer(bent, fields...) == id {
			t.Fatalf("byte %d changed, still %s", at, id)
		}
	})
	theirs := Keys{b}.Sign("x")
	mixed := Keys{a}.Sign("x")[:64] + theirs[64:]
	for _, mark := range []string{"", "x", ":", mixed, strings.ToUpper(theirs), theirs + "00", theirs[:64]} {
		if id := Signer(mark, "x"); id != "" {
			t.Errorf("%q is signed by %s", mark, id)
		}
	}
	if (Keys{}).Sign("x") != "" {
		t.Error("signed without a key")
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// What is not written as a seal is none, whoever's key it begins with.
func TestAGarbledSealIsNone(t *testing.T) {
	k, stranger := New(), New()
	good, theirs := Keys{k}.Seal("x"), Keys{stranger}.Seal("x")
	bent := map[string]Verdict{
		"": None, ":": None, "x": None, k.ID: None, k.ID + ":": None, good[:len(good)-1]: None, good + "0": None,
		strings.ToUpper(good): None, strings.ToUpper(theirs): None, " " + good: None,
		strings.Replace(good, ":", "-", 1):                          None,
		strings.Replace(good, k.ID, strings.ToUpper(k.ID), 1) + "!": None,
		"zz:zz": None, "1:2": None, "khóa:" + good[9:]: None,
		good: Good, theirs: Foreign, k.ID + theirs[8:]: Broken,
	}
	for text, want := range bent {
		if got := (Keys{k}).Check(text, "x"); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
