package ledger

import (
	"context"
	"encoding/json"
	"path/filepath"
	"reflect"
	"testing"
	"time"
)

// A reason is read back as it was stored, with what it speaks of; a recorded row stores none.
func TestReasonsAreReadBack(t *testing.T) {
	lacks := Reason{Code: "lacking", Args: []Reason{{Code: "list", Args: []Reason{{Code: "day"}, InWords("“x”")}}}}
	for stored, o := range map[string]Outcome{
		`{"line":5}`:                        {Line: 5},
		`{"line":5,"refused":"thiếu ngày"}`: {Line: 5, Refused: InWords("thiếu ngày")},
		`{"line":5,"refused":{"code":"lacking","args":[{"code":"list","args":[{"code":"day"},"“x”"]}]}}`: {
			Line: 5, Refused: lacks},
	} {
		data, err := json.Marshal(o)
		if err != nil || string(data) != stored {
			t.Errorf("stored %s, %v; want %s", data, err, stored)
		}
		var read Outcome
		if err := json.Unmarshal([]byte(stored), &read); err != nil || !reflect.DeepEqual(read, o) {
			t.Errorf("%s is read as %+v, %v", stored, read, err)
		}
	}
	for _, damaged := range []string{`{"refused":3}`, `{"refused":[]}`, `{"refused":{"args":"x"}}`} {
		if err := json.Unmarshal([]byte(damaged), &Outcome{}); err == nil {
			t.Errorf("%s is read as a reason", damaged)
		}
	}
}

// What an earlier program stored, in words, is read as it stands.
func TestWordsOfAnEarlierProgramStand(t *testing.T) {
	ctx := context.Background()
	l, err := Open(ctx, filepath.Join(t.TempDir(), "ledger.db"), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	former := `[{"line":9,"sheet":"Tập thể","book":"tonghop-tham-dinh phong","key":"appraise|phong|cq-0",` +
		`"what":"Cơ quan 0","typed":"đạt","refused":"còn thiếu người thẩm định","seal":"d","cells":{"by":""}},{"line":10}]`
	if _, err := l.db.Exec("INSERT INTO paper (round, sha256, position, body) VALUES ('r', 's', 7, ?)", former); err != nil {
		t.Fatal(err)
	}
	ps, err := l.Books(ctx, "r")
	if err != nil || len(ps) != 1 || len(ps[0].Outcomes) != 2 {
		t.Fatalf("%+v, %v", ps, err)
	}
	if o := ps[0].Outcomes[0]; !reflect.DeepEqual(o.Refused, InWords("còn thiếu người thẩm định")) || o.Digest != "d" {
		t.Errorf("a refused row: %+v", o)
	}
	if o := ps[0].Outcomes[1]; !o.Refused.IsZero() {
		t.Errorf("a recorded row: %+v", o)
	}
}
