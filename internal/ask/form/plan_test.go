package form_test

import (
	"path/filepath"
	"reflect"
	"testing"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
)

// The plan that units share is the one that would be laid out for each.
func TestSharedPlansAreTheUnitsOwn(t *testing.T) {
	r, err := define.Load(filepath.Join("..", "..", "..", "templates", "antt-2019"))
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

// Units that are asked different things have different plans, also one to whom no criterion
// of its card is assigned.
func TestPlansAreSharedByThoseAskedTheSame(t *testing.T) {
	r, err := define.Load("../../../templates/antt-2019")
	if err != nil {
		t.Fatal(err)
	}
	u, _ := r.Register.Unit("th-20")
	none, some := u, u
	card, _ := r.Form.CardFor(u)
	for i, c := range card.Criteria() {
		none.Unassigned = append(none.Unassigned, c.ID)
		if i < 2 {
			some.Unassigned = append(some.Unassigned, c.ID)
		}
	}
	seen := map[int]bool{}
	for _, one := range []round.Unit{none, u, some, none, u} {
		got, want := form.Of(r, one), form.Build(r, one, nil)
		if len(got.Inputs) != len(want.Inputs) {
			t.Errorf("without %d criteria: %d inputs, want %d", len(one.Unassigned), len(got.Inputs), len(want.Inputs))
		}
		seen[len(want.Inputs)] = true
	}
	if len(seen) != 3 {
		t.Errorf("the three ask for %v inputs", seen)
	}
}
