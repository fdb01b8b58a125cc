package form_test

import (
	"path/filepath"
	"reflect"
	"testing"

	"tonghop/internal/form"
	"tonghop/internal/round"
)

// The plan that units share is the one that would be laid out for each.
func TestSharedPlansAreTheUnitsOwn(t *testing.T) {
	r, err := round.Load(filepath.Join("..", "..", "templates", "antt-2019"))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, u := range r.Register.Units {
		if shared, own := form.Of(r, u), form.Build(r, u, nil); !reflect.DeepEqual(shared, own) {
			t.Errorf("%s: another plan", u.Code)
		}
		n += len(form.Of(r, u).Inputs)
	}
	if n == 0 {
		t.Error("no inputs")
	}
}
