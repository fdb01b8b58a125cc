package seal

import (
	"testing"

	"pgregory.net/rapid"
)

// A seal is good of its own fields under its own key, broken of any others, foreign
// elsewhere; kept and read back the keys are the same.
func TestSeals(t *testing.T) {
	a, b := New(), New()
	kept, err := Parse(a.Text() + "\n# an older one\n" + b.Text() + "\n")
	if err != nil || len(kept) != 2 || kept[0].ID != a.ID {
		t.Fatalf("kept %v, %v", kept, err)
	}
	rapid.Check(t, func(t *rapid.T) {
		fields := rapid.SliceOfN(rapid.String(), 1, 5).Draw(t, "fields")
		other := rapid.SliceOfN(rapid.String(), 1, 5).Draw(t, "others")
		s := Keys{b}.Seal(fields...)
		if v := kept.Check(s, fields...); v != Good {
			t.Fatalf("its own: %s", v)
		}
		if v := (Keys{a}).Check(s, fields...); v != Foreign {
			t.Fatalf("elsewhere: %s", v)
		}
		same := len(fields) == len(other)
		for i := range fields {
			same = same && fields[i] == other[i]
		}
		if v := kept.Check(s, other...); !same && v != Broken {
			t.Fatalf("of other fields: %s", v)
		}
	})
	if v := kept.Check("", "x"); v != None || kept.Check("nonsense") != None {
		t.Errorf("without a seal: %s", v)
	}
	if _, err := Parse("zz"); err == nil {
		t.Error("nonsense is a key")
	}
	if (Keys{}).Seal("x") != "" {
		t.Error("a seal without a key")
	}
}
