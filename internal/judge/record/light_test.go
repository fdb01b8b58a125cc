package record

import (
	"encoding/json"
	"reflect"
	"testing"

	"tonghop/internal/finding"
	"tonghop/internal/read/answer"
)

// A verdict read without what the unit wrote is the whole verdict lightened.
func TestLight(t *testing.T) {
	v := Verdict{Round: "r", Unit: "u", Status: finding.Returned, Copy: 2, Understood: 3, Seal: "kind",
		Values: map[string]any{"a": json.Number("1")}, Prior: map[string]any{"a": json.Number("2")}, Typed: map[string]any{"a": "x"},
		Tables: map[string][]map[string]any{"t": {{"c": "d"}}}, TypedRows: map[string][]map[string]any{"t": {{"c": "d"}}},
		Explains: map[string]string{"a": "because"}, Cells: map[string]string{"a": "S!A1"}, How: map[string]answer.How{"a": "label"},
		Findings: []finding.Finding{finding.New("CELL-001").With("label", "a")}}
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := Decode(data)
	if err != nil || len(whole.Values) != 1 {
		t.Fatalf("%v %v", whole, err)
	}
	light, err := Light(data)
	if err != nil {
		t.Fatal(err)
	}
	if light.Values != nil || light.Typed != nil || light.Cells != nil {
		t.Errorf("it holds what the unit wrote: %+v", light)
	}
	if whole.Lighten(); !reflect.DeepEqual(light, whole) {
		t.Errorf("light %+v\nwhole %+v", light, whole)
	}
}
